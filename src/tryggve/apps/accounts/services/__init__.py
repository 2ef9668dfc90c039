"""What may be changed about organisations and people, and by whom."""

from tryggve.apps.accounts.services.identities import sign_in_by_identity
from tryggve.apps.accounts.services.installation import (
    forget_second_factor,
    make_operator,
    unlock,
)
from tryggve.apps.accounts.services.invitations import (
    accept_invitation,
    invite,
    invite_administrator,
    renew_invitation,
    withdraw_invitation,
)
from tryggve.apps.accounts.services.me import change_me, end_other_sessions, end_session
from tryggve.apps.accounts.services.memberships import add_membership, end_membership
from tryggve.apps.accounts.services.organisations import (
    create_organisation,
    edit_organisation,
    remove_logo,
    set_colour,
    set_logo,
)
from tryggve.apps.accounts.services.reads import record_read
from tryggve.apps.accounts.services.sign_in import send_sign_in_link, use_sign_in_link

__all__ = [
    "accept_invitation",
    "add_membership",
    "change_me",
    "create_organisation",
    "edit_organisation",
    "end_membership",
    "end_other_sessions",
    "end_session",
    "forget_second_factor",
    "invite",
    "invite_administrator",
    "make_operator",
    "record_read",
    "remove_logo",
    "renew_invitation",
    "send_sign_in_link",
    "set_colour",
    "set_logo",
    "sign_in_by_identity",
    "unlock",
    "use_sign_in_link",
    "withdraw_invitation",
]
