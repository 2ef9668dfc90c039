"""Reporting a fault on a page, answering it, and saying who answers for the site."""

import pytest
from auditlog.models import LogEntry
from django.core.exceptions import PermissionDenied, ValidationError

from tests.factories import MembershipFactory, OrganisationFactory, UserFactory
from tryggve.apps.public import services
from tryggve.apps.public.models import FAULT_WORKFLOW, FaultStatus, PageFault, Publisher
from tryggve.web.history import ChangeForbidden
from tryggve.web.models import Act
from tryggve.web.notices import unread_notices
from tryggve.web.workflow import ChangeNotAllowed

pytestmark = pytest.mark.django_db


def report(page="/kommun/lessebo/", **values):
    return services.report_fault(page=page, language="sv", text="Det går inte att läsa.", **values)


@pytest.fixture
def lessebo():
    return OrganisationFactory(slug="lessebo", name="Lessebo kommun")


@pytest.fixture
def administrator(lessebo):
    return MembershipFactory(organisation=lessebo, role="administrator").user


class TestReport:
    def test_a_report_is_received_and_has_a_number(self):
        fault = report()
        assert fault.status == FaultStatus.RECEIVED
        assert len(fault.reference) == 8
        assert [(c.before, c.after, c.by) for c in fault.changes.all()] == [("", "received", None)]

    @pytest.mark.parametrize(
        ("given", "kept"),
        [
            ("/om/?token=secret#me", "/om/"),
            ("https://lessebo.example/kommun/lessebo/?q=Anna", "/kommun/lessebo/"),
            ("  /om/ ", "/om/"),
            ("", ""),
            ("/" + "x" * 300, "/" + "x" * 199),
        ],
    )
    def test_of_the_address_the_path_alone_is_kept(self, given, kept):
        assert report(given).page == kept

    @pytest.mark.parametrize(
        "page", ["/kommun/lessebo/", "/en/kommun/lessebo/", "/ar/kommun/lessebo/anything/"]
    )
    def test_a_municipality_s_page_is_the_municipality_s(self, lessebo, page):
        assert report(page).organisation == lessebo

    @pytest.mark.parametrize("page", ["/om/", "/kommun/finns-inte/", "/o/lessebo/", "", "lessebo"])
    def test_other_pages_are_the_installation_s(self, lessebo, page):
        assert report(page).organisation is None

    def test_those_who_answer_for_the_page_are_told(self, lessebo, administrator):
        editor = MembershipFactory(organisation=lessebo, role="editor").user
        reporter = MembershipFactory(organisation=lessebo, role="reporter").user
        operator = UserFactory(is_operator=True)
        fault = report()
        told = {
            u.pk: unread_notices(u).count() for u in (administrator, editor, reporter, operator)
        }
        assert told == {administrator.pk: 1, editor.pk: 1, reporter.pk: 0, operator.pk: 0}
        notice = unread_notices(editor).get()
        assert (notice.page, notice.page_arguments) == (
            "public:fault",
            {"organisation": "lessebo", "reference": fault.reference},
        )

    def test_the_operators_are_told_of_the_site_s_own_pages(self, administrator):
        operator = UserFactory(is_operator=True)
        report("/om/")
        assert unread_notices(operator).count() == 1
        assert unread_notices(administrator).count() == 0

    def test_somebody_with_two_roles_is_told_once(self, lessebo, administrator):
        MembershipFactory(user=administrator, organisation=lessebo, role="editor")
        report()
        assert unread_notices(administrator).count() == 1


class TestAnswer:
    def test_answering_keeps_what_was_done_and_by_whom(self, lessebo, administrator):
        fault = report()
        services.change_fault(
            by=administrator, organisation=lessebo, fault=fault, status="answered", note="Lagat."
        )
        change = fault.changes.first()
        assert (change.before, change.after, change.note, change.by) == (
            "received",
            "answered",
            "Lagat.",
            administrator,
        )
        assert PageFault.objects.get().status == "answered"
        assert Act.objects.first().by == administrator

    def test_closing_erases_the_address(self, lessebo, administrator):
        fault = report(email="anna@example.org")
        services.change_fault(by=administrator, organisation=lessebo, fault=fault, status="closed")
        assert PageFault.objects.get().email == ""
        kept = [str(entry.changes) for entry in LogEntry.objects.get_for_object(fault)]
        assert kept
        assert not any(".org" in each for each in kept)

    def test_the_resident_gets_the_answer_in_the_page_s_language(
        self, lessebo, administrator, mailoutbox
    ):
        fault = report(email="anna@example.org")
        services.change_fault(
            by=administrator,
            organisation=lessebo,
            fault=fault,
            status="closed",
            reply="Nu går det att läsa.",
            note="Byggfel",
        )
        assert [(letter.to, letter.subject, letter.body) for letter in mailoutbox] == [
            (
                ["anna@example.org"],
                f"Svar på din rapport {fault.reference}",
                "Tack för att du berättade att en sida inte fungerade.\n\nNu går det att läsa.\n",
            )
        ]

    def test_without_an_answer_or_an_address_no_letter_goes(
        self, lessebo, administrator, mailoutbox
    ):
        given = {"by": administrator, "organisation": lessebo, "status": "answered"}
        services.change_fault(fault=report(email="anna@example.org"), note="x", **given)
        services.change_fault(fault=report(), reply="Svar", **given)
        assert mailoutbox == []

    @pytest.mark.parametrize(("before", "after"), list(FAULT_WORKFLOW.forbidden()))
    def test_no_other_change_is_allowed(self, lessebo, administrator, before, after):
        fault = report()
        PageFault.objects.update(status=before)
        fault.refresh_from_db()
        with pytest.raises(ChangeNotAllowed):
            services.change_fault(by=administrator, organisation=lessebo, fault=fault, status=after)
        assert fault.changes.count() == 1

    def test_another_organisation_s_fault_cannot_be_answered(self, administrator):
        other = MembershipFactory(role="administrator")
        with pytest.raises(PageFault.DoesNotExist):
            services.change_fault(
                by=other.user, organisation=other.organisation, fault=report(), status="closed"
            )
        with pytest.raises(PermissionDenied):
            services.change_fault(
                by=other.user,
                organisation=MembershipFactory().organisation,
                fault=report(),
                status="closed",
            )

    def test_the_operator_answers_for_the_site_alone(self, administrator):
        operator = UserFactory(is_operator=True)
        services.change_site_fault(by=operator, fault=report("/om/"), status="closed")
        with pytest.raises(PageFault.DoesNotExist):
            services.change_site_fault(by=operator, fault=report(), status="closed")
        with pytest.raises(PermissionDenied):
            services.change_site_fault(by=administrator, fault=report("/om/"), status="closed")

    def test_the_history_is_only_ever_added_to(self):
        change = report().changes.get()
        change.note = "Något annat"
        with pytest.raises(ChangeForbidden):
            change.save()


PUBLISHER = {
    "name": "Lessebo kommun",
    "function": "Webbredaktionen",
    "phone": "0478-125 00",
    "email": "webb@lessebo.example",
    "testing": "self",
    "tested": None,
    "tested_how": "",
    "conformance": "partial",
    "known_faults": "Kartan saknar tangentbordsstöd.\n\n  Filmen saknar text. \n",
}


class TestPublisher:
    def test_there_is_one_and_it_can_be_changed(self):
        operator = UserFactory(is_operator=True)
        services.save_publisher(by=operator, **PUBLISHER)
        services.save_publisher(by=operator, **PUBLISHER | {"name": "Kommunalförbundet"})
        assert [each.name for each in Publisher.objects.all()] == ["Kommunalförbundet"]

    def test_known_faults_are_read_line_by_line(self):
        publisher = services.save_publisher(by=UserFactory(is_operator=True), **PUBLISHER)
        assert publisher.faults == ["Kartan saknar tangentbordsstöd.", "Filmen saknar text."]

    def test_something_missing_is_refused_and_nothing_is_kept(self):
        with pytest.raises(ValidationError):
            services.save_publisher(
                by=UserFactory(is_operator=True), **PUBLISHER | {"function": ""}
            )
        assert Publisher.objects.count() == 0

    def test_only_the_operator_may(self, administrator):
        with pytest.raises(PermissionDenied):
            services.save_publisher(by=administrator, **PUBLISHER)
