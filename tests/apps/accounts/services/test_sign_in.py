"""Links by e-mail: for reporters and council members alone, once, and for a short while."""

import hashlib
from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from tests.apps.accounts.letters import last_letter, link_in
from tests.factories import MembershipFactory
from tests.queries import queries_of
from tryggve.apps.accounts import services
from tryggve.apps.accounts.models import Membership, Role, SignInLink

pytestmark = pytest.mark.django_db


@pytest.fixture
def reporter():
    return MembershipFactory(role="reporter", user__email="reporter@kommun.example").user


def send(email="reporter@kommun.example"):
    return services.send_sign_in_link(email=email, language="sv")


def test_the_letter_holds_the_only_copy_of_the_token(reporter, settings):
    link = send()
    token = link_in(last_letter()).removeprefix("/sign-in/link/").removesuffix("/")
    assert link.token_hash == hashlib.sha256(token.encode()).hexdigest()
    minutes = timedelta(minutes=settings.TRYGGVE.sign_in_link_minutes)
    assert minutes - timedelta(minutes=1) < link.expires - timezone.now() <= minutes
    assert (last_letter().to, link.user) == ([reporter.email], reporter)


def test_the_letter_is_in_the_persons_own_language(reporter):
    reporter.language = "en"
    reporter.save()
    send()
    assert last_letter().subject == "Your link to Tryggve"
    assert link_in(last_letter()).startswith("/en/sign-in/link/")


@pytest.mark.parametrize("role", Role.values)
def test_only_two_roles_get_a_link(role):
    user = MembershipFactory(role=role).user
    is_given = role in {"reporter", "council_member"}
    assert (send(user.email) is not None) is is_given
    assert SignInLink.objects.filter(user=user).exists() is is_given


@pytest.mark.parametrize(
    "also",
    [
        lambda user: MembershipFactory(user=user, role="editor"),
        lambda user: type(user).objects.filter(pk=user.pk).update(is_operator=True),
        lambda user: type(user).objects.filter(pk=user.pk).update(is_active=False),
        lambda user: Membership.objects.filter(user=user).update(ended=timezone.now()),
    ],
    ids=["a further role", "an operator", "closed", "no role any more"],
)
def test_whoever_is_more_or_no_more_than_that_gets_none(reporter, also):
    also(reporter)
    assert send() is None


@pytest.mark.parametrize("email", ["nobody@kommun.example", "coordinator@kommun.example"])
def test_everybody_else_is_written_to_as_well(email):
    MembershipFactory(user__email="coordinator@kommun.example")
    assert send(email) is None
    assert last_letter().to == [email]
    assert "/sign-in/" not in last_letter().body


@pytest.mark.django_db(databases=["default", "register"])
def test_for_an_unknown_address_almost_the_same_is_done(reporter):
    known = queries_of(send)
    unknown = queries_of(lambda: send("nobody@kommun.example"))
    written = {sql.split('"')[1] for sql in known if sql.startswith("INSERT")}
    assert written == {"accounts_signinlink", "web_act"}
    assert {sql.split('"')[1] for sql in unknown if sql.startswith("INSERT")} == {"web_act"}
    assert len(known) - len(unknown) == 2  # the roles, and the link
    assert len(mail.outbox) == 2


def test_a_link_signs_in_once(reporter):
    link = send()
    assert services.use_sign_in_link(link=link) == reporter
    with pytest.raises(PermissionDenied):
        services.use_sign_in_link(link=link)


def test_using_one_link_uses_up_the_others(reporter):
    first, second = send(), send()
    services.use_sign_in_link(link=first)
    with pytest.raises(PermissionDenied):
        services.use_sign_in_link(link=second)


def test_the_links_of_others_stay(reporter):
    other = MembershipFactory(role="council_member").user
    first, second = send(), send(other.email)
    services.use_sign_in_link(link=first)
    assert services.use_sign_in_link(link=second) == other


def test_an_old_link_does_not_sign_in(reporter):
    link = send()
    SignInLink.objects.update(expires=timezone.now())
    with pytest.raises(PermissionDenied):
        services.use_sign_in_link(link=link)


def test_a_link_does_not_outlive_the_right_to_it(reporter):
    link = send()
    MembershipFactory(user=reporter, role="administrator")
    with pytest.raises(PermissionDenied):
        services.use_sign_in_link(link=link)


def test_links_that_are_long_dead_are_thrown_away(reporter):
    old = send()
    SignInLink.objects.update(expires=timezone.now() - timedelta(days=2))
    new = send()
    assert list(SignInLink.objects.all()) == [new]
    assert new != old


def test_case_and_blanks_do_not_matter(reporter):
    assert send(" REPORTER@kommun.example ").user == reporter
