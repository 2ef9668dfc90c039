"""Names and addresses are not in the history of changes, not even half of them."""

import pytest
from auditlog.models import LogEntry

from tests.factories import InvitationFactory, UserFactory
from tryggve.web.masking import MASK, masked

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("value", "shown"), [("Kalle", MASK), ("", ""), ("None", "None")])
def test_a_value_is_masked_whole(value, shown):
    assert masked(value) == shown


def test_a_change_of_name_says_that_and_not_what():
    user = UserFactory(name="Kalle Åberg", email="kalle.aberg@kommun.example")
    user.name = "Kalle Öberg"
    user.save()
    changes = LogEntry.objects.get_for_object(user).order_by("pk").last().changes
    assert changes["name"] == [MASK, MASK]


def test_nothing_of_a_name_or_an_address_is_in_the_changes():
    UserFactory(name="Kalle Åberg", email="kalle.aberg@kommun.example")
    InvitationFactory(name="Anna Ek", email="anna.ek@kommun.example")
    held = " ".join(str(entry.changes) for entry in LogEntry.objects.all())
    words = ("Kalle", "Åberg", "aberg", "kommun.example", "Anna", "Ek'")
    assert [word for word in words if word in held] == []
