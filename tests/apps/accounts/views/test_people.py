"""The pages where an administrator looks after people."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import MembershipFactory, UserFactory, signed_in_as
from tests.queries import assert_same_queries
from tryggve.apps.accounts.models import Membership, PersonalDataRead

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator():
    return MembershipFactory(role="administrator", user__name="Adam Administratör")


@pytest.fixture
def client(administrator):
    return signed_in_as(administrator.user)


def page(administrator, name, *args):
    return reverse(f"accounts:{name}", args=[administrator.organisation.slug, *args])


def text(response) -> str:
    return response.content.decode()


def cells(response):
    return [[str(cell.text) for cell in line] for line in response.context["table"].lines]


def test_the_list_shows_who_with_which_roles_and_second_factor(client, administrator):
    editor = MembershipFactory(
        organisation=administrator.organisation,
        role="editor",
        user=UserFactory(name="Edit Redaktör", email="edit@kommun.example"),
        valid_from="2026-03-05",
    )
    MembershipFactory(user=editor.user, organisation=administrator.organisation, role="analyst")
    MembershipFactory(user=editor.user, role="survey_lead")  # elsewhere
    listed = cells(client.get(page(administrator, "people")))
    assert [line[0] for line in listed] == ["Adam Administratör", "Edit Redaktör"]
    assert listed[1] == [
        "Edit Redaktör",
        "edit@kommun.example",
        "Redaktör, Analytiker",
        "5 mars 2026",
        "Nej",
        "Inte än",
    ]
    assert listed[0][4] == "Ja"


def test_who_has_left_is_not_in_the_list_but_can_be_looked_up(client, administrator):
    left = MembershipFactory(
        organisation=administrator.organisation,
        role="editor",
        user__name="Lena Lämnat",
        valid_from=timezone.localdate() - timedelta(days=9),
        valid_to=timezone.localdate() - timedelta(days=1),
    )
    assert "Lena Lämnat" not in text(client.get(page(administrator, "people")))
    shown = text(client.get(page(administrator, "person", left.user.pk)))
    assert "Lena Lämnat" in shown
    assert "Avslutad" in shown


@pytest.mark.django_db(databases=["default", "register"])
def test_the_list_makes_as_many_queries_for_one_as_for_three(client, administrator):
    assert_same_queries(
        lambda: client.get(page(administrator, "people")),
        add=lambda: MembershipFactory(organisation=administrator.organisation),
    )


def test_whoever_looks_leaves_a_line_in_the_log(client, administrator):
    client.get(page(administrator, "people"))
    client.get(page(administrator, "person", administrator.user.pk))
    client.get(page(administrator, "invitations"))
    reads = PersonalDataRead.objects.order_by("pk")
    assert [(each.by, each.what, each.rows) for each in reads] == [
        (administrator.user, "List of people", 1),
        (administrator.user, "A person's roles", 1),
        (administrator.user, "List of invitations", 0),
    ]


def test_a_role_is_given(client, administrator):
    editor = MembershipFactory(organisation=administrator.organisation, role="editor")
    address = page(administrator, "person", editor.user.pk)
    answer = client.post(address, {"role": "analyst", "valid_from": "", "valid_to": ""})
    assert answer.url == address
    assert editor.user.roles == {"editor", "analyst"}


def test_a_role_that_is_held_is_refused_at_its_field(client, administrator):
    editor = MembershipFactory(organisation=administrator.organisation, role="editor")
    address = page(administrator, "person", editor.user.pk)
    answer = client.post(address, {"role": "editor"})
    assert set(answer.context["form"].errors) == {"role"}
    assert "fält" not in str(answer.context["form"].errors)


def test_a_role_is_ended_at_once(client, administrator):
    editor = MembershipFactory(organisation=administrator.organisation, role="editor")
    address = page(administrator, "end_membership", editor.pk)
    assert "Avsluta rollen" in text(client.get(address))
    answer = client.post(address, {"when": "now", "last_day": ""})
    assert answer.url == page(administrator, "person", editor.user.pk)
    assert editor.user.roles == frozenset()
    assert client.get(address).status_code == 404


def test_a_role_is_ended_later(client, administrator):
    editor = MembershipFactory(organisation=administrator.organisation, role="editor")
    last_day = timezone.localdate() + timedelta(days=30)
    client.post(
        page(administrator, "end_membership", editor.pk), {"when": "later", "last_day": last_day}
    )
    editor.refresh_from_db()
    assert (editor.valid_to, editor.ended) == (last_day, None)


def test_later_needs_a_day(client, administrator):
    editor = MembershipFactory(organisation=administrator.organisation, role="editor")
    answer = client.post(page(administrator, "end_membership", editor.pk), {"when": "later"})
    assert set(answer.context["form"].errors) == {"last_day"}


def test_the_last_administrator_is_told_why_not(client, administrator):
    answer = client.post(page(administrator, "end_membership", administrator.pk), {"when": "now"})
    assert "Organisationen behöver en administratör." in text(answer)
    assert Membership.objects.current().count() == 1


def test_a_person_who_never_belonged_is_not_found(client, administrator):
    stranger = UserFactory()
    assert client.get(page(administrator, "person", stranger.pk)).status_code == 404
