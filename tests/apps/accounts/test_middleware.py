"""The organisation of an address is on the request, for its members alone."""

import pytest
from django.http import Http404, HttpResponse
from django.utils import timezone

from tests.factories import MembershipFactory, OrganisationFactory, UserFactory, signed_in_as
from tryggve.apps.accounts.middleware import CurrentOrganisation
from tryggve.web.pages import staff_page

pytestmark = pytest.mark.django_db


@staff_page("site.open_start")
def staffs(request):
    return HttpResponse()


def passed(rf, user, slug):
    request = rf.get("/")
    request.user = user
    middleware = CurrentOrganisation(lambda request: HttpResponse())
    middleware(request)
    middleware.process_view(request, staffs, [], {"organisation": slug})
    return request.organisation


def test_a_member_has_the_organisation(rf, django_assert_num_queries):
    membership = MembershipFactory()
    with django_assert_num_queries(2):
        found = passed(rf, membership.user, membership.organisation.slug)
    assert found == membership.organisation


def test_a_stranger_and_a_wrong_name_are_answered_alike(rf):
    stranger = MembershipFactory().user
    for slug in (OrganisationFactory().slug, "nowhere"):
        with pytest.raises(Http404):
            passed(rf, stranger, slug)


def test_an_operator_is_a_stranger(rf):
    with pytest.raises(Http404):
        passed(rf, UserFactory(is_operator=True), OrganisationFactory().slug)


def test_who_has_left_is_a_stranger(rf):
    membership = MembershipFactory(ended=timezone.now())
    with pytest.raises(Http404):
        passed(rf, membership.user, membership.organisation.slug)


def test_a_request_without_organisation_has_none(client):
    assert client.get("/accounts/login/").context["organisation"] is None


def test_a_colour_or_a_logo_is_the_same_for_everybody_and_may_be_kept():
    membership = MembershipFactory(organisation__colour="#0f4c5c", user__second_factor=False)
    client = signed_in_as(membership.user)
    address = f"/o-style/{membership.organisation.slug}.css"
    answer = client.get(address)
    assert answer.status_code == 200
    assert "Cookie" not in answer.get("Vary", "")
