"""The pages about organisations, people and signing in, for the list in tests.pages."""

from collections.abc import Mapping
from typing import Any

from tests.factories import InvitationFactory, MembershipFactory
from tests.world import World
from tryggve.apps.accounts.models import Invitation, SignInLink
from tryggve.apps.accounts.services import record_read
from tryggve.apps.accounts.tokens import hash_of

TOKEN = "a token that a letter holds"


def a_person(world: World) -> Mapping[str, Any]:
    return {"pk": world.people["editor"].pk}


def a_membership(world: World) -> Mapping[str, Any]:
    return {"pk": world.people["editor"].memberships.get().pk}


def an_invitation(world: World) -> Mapping[str, Any]:
    return {"pk": _invitation(world).pk}


def a_letter(world: World) -> Mapping[str, Any]:
    _invitation(world)
    return {"token": TOKEN}


def a_sign_in_letter(world: World) -> Mapping[str, Any]:
    SignInLink.objects.get_or_create(
        token_hash=hash_of(TOKEN),
        defaults={"user": world.people["reporter"], "expires": _invitation(world).expires},
    )
    return {"token": TOKEN}


def a_log(world: World) -> Mapping[str, Any]:
    record_read(
        by=world.people["editor"],
        organisation=world.organisation,
        what="List of people",
        ground="Looks after the organisation's people",
    )
    return {}


def an_organisation(world: World) -> Mapping[str, Any]:
    return {"slug": world.other.slug}


def several_people(world: World) -> Mapping[str, Any]:
    MembershipFactory(organisation=world.organisation, role="reporter", user__second_factor=False)
    return {}


def _invitation(world: World) -> Invitation:
    known = Invitation.objects.filter(token_hash=hash_of(TOKEN)).first()
    return known or InvitationFactory(
        organisation=world.organisation,
        token=TOKEN,
        role="editor",
        invited_by=world.people["administrator"],
    )


def _opened_by(role: str, *names: str) -> list[dict[str, Any]]:
    return [{"name": name, "opened_by": role} for name in names]


ACCOUNTS: list[dict[str, Any]] = [
    {"name": "account_login", "may_lead_on": True},
    {"name": "account_reset_password"},
    {"name": "account_reset_password_done"},
    {"name": "account_inactive"},
    {"name": "socialaccount_login_cancelled"},
    {"name": "accounts:request_sign_in_link"},
    {"name": "accounts:sign_in_link_sent"},
    {"name": "accounts:open_invitation", "make": a_letter, "may_lead_on": True},
    {"name": "accounts:open_sign_in_link", "make": a_sign_in_letter, "may_lead_on": True},
    {"name": "accounts:me", "opened_by": "editor"},
    {"name": "accounts:me", "opened_by": "operator"},
    {"name": "account_change_password", "opened_by": "editor"},
    {"name": "mfa_index", "opened_by": "editor"},
    {"name": "mfa_list_webauthn", "opened_by": "reporter"},
    {"name": "mfa_add_webauthn", "opened_by": "editor", "may_lead_on": True},
    {"name": "usersessions_list", "opened_by": "editor"},
    {"name": "accounts:people", "opened_by": "administrator", "make": several_people},
    {"name": "accounts:person", "opened_by": "administrator", "make": a_person},
    {"name": "accounts:end_membership", "opened_by": "administrator", "make": a_membership},
    {"name": "accounts:invitations", "opened_by": "administrator"},
    {"name": "accounts:invitation", "opened_by": "administrator", "make": an_invitation},
    {"name": "accounts:reads", "opened_by": "administrator", "make": a_log},
    {"name": "accounts:organisation", "opened_by": "operator", "make": an_organisation},
    *_opened_by(
        "administrator",
        "accounts:invite",
        "accounts:settings",
        "accounts:logo",
        "accounts:colour",
        "accounts:acts",
    ),
    *_opened_by("operator", "accounts:organisations", "accounts:create_organisation"),
    *(
        {"name": name, "opened_by": "administrator", "make": make, "takes_only_post": True}
        for name, make in (
            ("accounts:renew_invitation", an_invitation),
            ("accounts:withdraw_invitation", an_invitation),
            ("accounts:remove_logo", lambda world: {}),
        )
    ),
    {
        "name": "accounts:end_session",
        "opened_by": "editor",
        "make": lambda world: {"pk": 1},
        "takes_only_post": True,
    },
]

NOT_ACCOUNT_PAGES = {
    "accounts:accept_invitation": "opens after the letter's link: accounts:open_invitation",
    "accounts:use_sign_in_link": "opens after the letter's link: accounts:open_sign_in_link",
    "accounts:reads_csv": "a file for a spreadsheet",
    "socialaccount_connections": "opens where an identity provider is configured",
    "account_signup": "not in use",
    "account_email": "not in use",
    "account_email_verification_sent": "not in use",
    "account_confirm_email": "not in use",
    "socialaccount_signup": "not in use",
}
