"""The log of reads and the history of changes."""

import csv
import io

import pytest
from django.urls import reverse

from tests.factories import InvitationFactory, MembershipFactory, signed_in_as
from tests.queries import assert_same_queries
from tryggve.apps.accounts import services
from tryggve.apps.accounts.models import PersonalDataRead
from tryggve.apps.accounts.views.logs import ROWS
from tryggve.web.models import Act

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator():
    return MembershipFactory(role="administrator", user__name="Adam")


@pytest.fixture
def client(administrator):
    return signed_in_as(administrator.user)


def page(administrator, name):
    return reverse(f"accounts:{name}", args=[administrator.organisation.slug])


def read(administrator, by=None, **given):
    values = {"what": "List of people", "ground": "Looks after the organisation's people"} | given
    return services.record_read(
        by=by or administrator.user, organisation=administrator.organisation, **values
    )


def colleague(administrator, **given):
    return MembershipFactory(organisation=administrator.organisation, role="editor", **given).user


def lines(response):
    return [[str(cell.text) for cell in line] for line in response.context["table"].lines]


def file_of(response):
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))


def test_a_line_says_when_who_what_and_why_in_the_readers_language(client, administrator):
    read(administrator, rows=1200)
    (line,) = lines(client.get(page(administrator, "reads")))
    assert line[1:] == [
        "Adam",
        "Lista över personer",
        "1 200".replace(" ", "\N{NO-BREAK SPACE}"),
        "Sköter organisationens personer",
        "–",
    ]


def test_the_person_who_was_read_about_is_named_and_anything_else_by_its_number(
    client, administrator
):
    read(administrator, about=administrator.organisation)
    read(administrator, about=administrator.user)
    shown = lines(client.get(page(administrator, "reads")))
    organisation = administrator.organisation
    assert [line[-1] for line in shown] == ["Adam", f"accounts.organisation {organisation.pk}"]


def test_the_log_can_be_narrowed_to_one_person(client, administrator):
    other = colleague(administrator, user__name="Berit")
    read(administrator)
    read(administrator, by=other)
    shown = client.get(page(administrator, "reads"), {"by": other.pk})
    assert [line[1] for line in lines(shown)] == ["Berit"]
    assert [str(each) for each in shown.context["form"].fields["by"].queryset] == ["Adam", "Berit"]


def test_looking_at_the_log_is_a_read_as_well(client, administrator):
    client.get(page(administrator, "reads"))
    client.get(page(administrator, "reads_csv"))
    client.get(page(administrator, "acts"))
    whats = PersonalDataRead.objects.order_by("pk").values_list("what", flat=True)
    assert list(whats) == ["Log of reads", "Log of reads, as a file", "History of changes"]


def test_a_long_log_comes_in_pages(client, administrator):
    for _ in range(ROWS + 1):
        read(administrator)
    assert len(lines(client.get(page(administrator, "reads")))) == ROWS
    second = client.get(page(administrator, "reads"), {"page": 2})
    assert len(lines(second)) == 2  # and the read of the first page


def test_the_file_holds_every_line_for_a_swedish_spreadsheet(client, administrator):
    for _ in range(ROWS + 1):
        read(administrator, rows=7)
    response = client.get(page(administrator, "reads_csv"))
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"].startswith("attachment; ")
    assert response.content.startswith(b"\xef\xbb\xbf")
    head, *rows = file_of(response)
    assert head == ["När", "Vem", "Vad", "Rader", "Varför", "Gäller"]
    assert len(rows) == ROWS + 1
    assert rows[0][1:4] == ["Adam", "Lista över personer", "7"]


def test_the_file_can_be_narrowed_too(client, administrator):
    other = colleague(administrator, user__name="Berit")
    read(administrator)
    read(administrator, by=other)
    response = client.get(page(administrator, "reads_csv"), {"by": other.pk})
    assert [row[1] for row in file_of(response)[1:]] == ["Berit"]


@pytest.mark.parametrize("name", ["=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", "\tx"])
def test_no_name_becomes_a_formula(client, administrator, name):
    read(administrator, by=colleague(administrator, user__name=name))
    assert file_of(client.get(page(administrator, "reads_csv")))[1][1] == "'" + name


def test_a_change_says_what_was_done_about_whom(client, administrator):
    invitation = InvitationFactory(
        organisation=administrator.organisation, name="Ny", role="editor"
    )
    services.withdraw_invitation(
        by=administrator.user, organisation=administrator.organisation, invitation=invitation
    )
    services.accept_invitation(
        organisation=administrator.organisation,
        invitation=InvitationFactory(organisation=administrator.organisation, role="reporter"),
        name="Rut",
    )
    shown = [line[1:4] for line in lines(client.get(page(administrator, "acts")))]
    assert shown == [
        ["–", "Tackade ja till en inbjudan", "Rut"],
        ["Adam", "Drog tillbaka en inbjudan", "Ny: redaktör"],
    ]


def test_a_service_without_words_is_shown_by_its_name(client, administrator):
    Act.add(service="gone.service", organisation=administrator.organisation)
    assert lines(client.get(page(administrator, "acts")))[0][2] == "gone.service"


@pytest.mark.django_db(databases=["default", "register"])
@pytest.mark.parametrize("name", ["reads", "acts"])
def test_the_pages_make_as_many_queries_for_one_as_for_three(client, administrator, name):
    def one_more():
        read(administrator, by=colleague(administrator))
        services.add_membership(
            by=administrator.user,
            organisation=administrator.organisation,
            user=colleague(administrator),
            role="analyst",
        )

    one_more()
    assert_same_queries(lambda: client.get(page(administrator, name)), add=one_more)
