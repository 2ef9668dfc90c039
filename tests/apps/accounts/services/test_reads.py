import pytest
from django.utils.translation import gettext_noop

from tests.factories import MembershipFactory
from tryggve.apps.accounts.models import PersonalDataRead
from tryggve.apps.accounts.services import record_read
from tryggve.web.models import Act

pytestmark = pytest.mark.django_db


def test_who_read_what_for_whom_and_why_is_kept():
    membership = MembershipFactory()
    record_read(
        by=membership.user,
        organisation=membership.organisation,
        what=gettext_noop("List of people"),
        ground=gettext_noop("Looks after the organisation's people"),
        rows=12,
    )
    kept = PersonalDataRead.objects.get()
    assert (kept.by, kept.organisation, kept.what, kept.rows) == (
        membership.user,
        membership.organisation,
        "List of people",
        12,
    )
    assert (kept.object_type, kept.object_id) == ("", "")


def test_the_row_that_was_read_is_named():
    membership = MembershipFactory()
    record_read(
        by=membership.user,
        organisation=membership.organisation,
        what="A person's roles",
        ground="",
        about=membership.user,
    )
    kept = PersonalDataRead.objects.get()
    assert (kept.object_type, kept.object_id, kept.rows) == (
        "accounts.user",
        str(membership.user.pk),
        1,
    )


def test_a_read_is_no_act():
    membership = MembershipFactory()
    record_read(
        by=membership.user, organisation=membership.organisation, what="List", ground="Reason"
    )
    assert Act.objects.count() == 0
