import pytest

from tests.area_factories import ResponsibilityFactory, make_small_sweden
from tests.factories import MembershipFactory, signed_in_as


@pytest.fixture
def small():
    return make_small_sweden()


@pytest.fixture
def member(small):
    """A coordinator of the municipality that answers for Lessebo."""
    member = MembershipFactory(organisation__name="Lessebo kommun", organisation__slug="lessebo")
    ResponsibilityFactory(organisation=member.organisation, area=small.lessebo)
    return member


@pytest.fixture
def client(member):
    return signed_in_as(member.user)


@pytest.fixture
def analyst(member):
    return MembershipFactory(role="analyst", organisation=member.organisation)
