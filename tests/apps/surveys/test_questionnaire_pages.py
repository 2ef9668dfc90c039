"""Staff's pages of questionnaires: added, looked over, approved, compared, fetched as files."""

from io import BytesIO

import pytest

from tests.factories import MembershipFactory, OrganisationFactory, signed_in_as
from tests.forms import form
from tests.survey_world import survey_lead
from tryggve.apps.surveys import services
from tryggve.apps.surveys.models import LanguageApproval, QuestionnaireVersion
from tryggve.apps.surveys.questionnaire_files import KINDS
from tryggve.questionnaire.reading import read_questionnaire
from tryggve.questionnaire.standard import standard_questionnaire
from tryggve.questionnaire.writing import as_yaml
from tryggve.questionnaire.xlsform import read_xlsform, write_xlsform

pytestmark = pytest.mark.django_db

HOME = "/en/o/lessebo/surveys/questionnaires/"


@pytest.fixture
def lessebo():
    return OrganisationFactory(name="Lessebo kommun", slug="lessebo")


@pytest.fixture
def client(lessebo):
    """A survey lead's browser."""
    member = MembershipFactory(organisation=lessebo, role="survey_lead", user__language="en")
    return signed_in_as(member.user)


@pytest.fixture
def version(lessebo):
    return lambda name="routing_items", organisation=lessebo, **changes: services.add_questionnaire(
        by=survey_lead(organisation),
        organisation=organisation,
        questionnaire=form(name).model_copy(update=changes),
    )


def page(answer) -> str:
    assert answer.status_code == 200
    return answer.content.decode()


def upload(client, content: bytes, name: str):
    file = BytesIO(content)
    file.name = name
    return client.post(f"{HOME}add/", {"origin": "file", "file": file})


def test_the_standard_questionnaire_is_added_and_shows_what_it_asks(client):
    added = client.post(f"{HOME}add/", {"origin": "standard"})
    version = QuestionnaireVersion.objects.get()
    assert added.url == f"{HOME}{version.pk}/"
    shown = page(client.get(added.url))
    for said in ("machine: a draft", "not approved", "Litter", version.content_hash[:12]):
        assert said in shown


@pytest.mark.parametrize(
    ("write", "name"),
    [(lambda read: as_yaml(read).encode(), "f.yaml"), (write_xlsform, "f.xlsx")],
)
def test_a_file_of_one_s_own_is_added(client, write, name):
    assert upload(client, write(form("multiple")), name).status_code == 302
    assert QuestionnaireVersion.objects.get().read().variables == form("multiple").variables


def test_every_problem_of_a_file_is_told_and_nothing_is_kept(client):
    broken = as_yaml(form("routing_items")).replace("code: 2", "code: 1")
    shown = page(upload(client, broken.encode(), "trasig.yaml"))
    assert "to mend in the file: see the table" in shown
    assert "What to mend in the file" in shown
    assert not QuestionnaireVersion.objects.exists()


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02", b"{", b"\xff\xfe", b"PK\x03\x04nothing"])
@pytest.mark.parametrize("name", ["f.yaml", "f.xlsx"])
def test_what_is_no_questionnaire_is_refused_kindly(client, content, name):
    assert 'aria-invalid="true"' in page(upload(client, content, name))
    assert not QuestionnaireVersion.objects.exists()


def test_no_file_where_one_was_promised_is_told(client):
    assert "Choose a file." in page(client.post(f"{HOME}add/", {"origin": "file"}))


def test_a_language_is_approved_until_its_wording_changes(client, version):
    kept = version()
    here = f"{HOME}{kept.pk}/"
    given = {"reviewer": "Språkgranskare Ek", "approved_on": "2026-11-01"}
    assert client.post(f"{here}approve/ar/", given).url == here
    assert "approved by Språkgranskare Ek on 1 November 2026" in page(client.get(here))
    LanguageApproval.objects.update(wording_hash="other")
    assert "approved in an earlier wording" in page(client.get(here))
    assert client.get(f"{here}approve/fi/").status_code == 404


def test_two_versions_are_compared_series_by_series(client, version, lessebo):
    data = as_yaml(form("routing_items")).replace('version: "1"', 'version: "2"')
    after = read_questionnaire(data.replace("version: '1'", "version: '2'"))
    before = version()
    later = services.add_questionnaire(
        by=survey_lead(lessebo), organisation=lessebo, questionnaire=after
    )
    shown = page(client.get(f"{HOME}{later.pk}/differs/{before.pk}/"))
    assert "Nothing differs." in shown
    assert f"/differs/{before.pk}/" in page(client.get(f"{HOME}{later.pk}/"))
    other = version("single")
    assert client.get(f"{HOME}{later.pk}/differs/{other.pk}/").status_code == 404


@pytest.mark.parametrize("name", KINDS)
def test_each_file_can_be_fetched(client, version, name):
    kept = version()
    if name == "form-simple.pdf":
        kept = services.add_questionnaire(
            by=survey_lead(kept.organisation),
            organisation=kept.organisation,
            questionnaire=standard_questionnaire(),
        )
    answer = client.get(f"{HOME}{kept.pk}/{name}")
    assert answer.status_code == 200
    named = f"{kept.name}-{kept.version}-{name}"
    assert answer["Content-Disposition"] == f'attachment; filename="{named}"'
    assert answer["Content-Type"] == KINDS[name].content_type
    assert len(answer.content) > 100


def test_a_form_in_easy_swedish_is_made_where_it_is_written(client, version):
    kept = version()
    assert client.get(f"{HOME}{kept.pk}/form-simple.pdf").status_code == 404
    assert "form.pdf" in page(client.get(f"{HOME}{kept.pk}/"))
    assert "form-simple.pdf" not in page(client.get(f"{HOME}{kept.pk}/"))


def test_a_form_that_is_too_long_is_told_and_not_made(client, version, monkeypatch):
    monkeypatch.setattr("tryggve.paper.form.MOST_PAGES", 0)
    kept = version()
    answer = client.get(f"{HOME}{kept.pk}/form.pdf", follow=True)
    assert "more than 0" in page(answer)


def test_what_is_fetched_can_be_added_again_unchanged(client, version):
    kept = version()
    yaml = client.get(f"{HOME}{kept.pk}/questionnaire.yaml").content.decode()
    xlsx = client.get(f"{HOME}{kept.pk}/questionnaire.xlsx").content
    assert read_questionnaire(yaml) == kept.read() == read_xlsform(xlsx)


def test_a_file_that_there_is_not_is_not_found(client, version):
    assert client.get(f"{HOME}{version().pk}/secrets.txt").status_code == 404


def test_nobody_sees_a_questionnaire_of_another_organisation(client, version):
    other = version(organisation=OrganisationFactory(slug="olofstrom"))
    own = version()
    assert f"/{other.pk}/" not in page(client.get(HOME))
    for way in ("", "approve/ar/", "labels.R", f"differs/{own.pk}/"):
        assert client.get(f"{HOME}{other.pk}/{way}").status_code == 404
    assert client.get(f"{HOME}{own.pk}/differs/{other.pk}/").status_code == 404


def test_a_list_costs_the_same_for_one_and_for_many(client, version, django_assert_max_num_queries):
    for number in range(6):
        version(version=str(number))
    with django_assert_max_num_queries(14):
        client.get(HOME)
