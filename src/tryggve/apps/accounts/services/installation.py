"""What the one who runs the installation does from the command line."""

from allauth.account import app_settings
from allauth.account.utils import user_pk_to_url_str
from allauth.core.internal.ratelimit import get_cache_key, get_rates
from allauth.mfa.models import Authenticator
from axes.utils import reset
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from tryggve.apps.accounts import mail
from tryggve.apps.accounts.contact import checked_email
from tryggve.apps.accounts.models import User
from tryggve.apps.accounts.services.memberships import end_all_sessions
from tryggve.web.service import service
from tryggve.wording.problems import refuse
from tryggve.wording.text import say


@service(None, says=_("Made somebody an operator"))
def make_operator(*, email: str, name: str = "") -> User:
    """Let somebody create organisations. Who has the command line may; no one else."""
    email = checked_email(email)
    user = User.objects.filter(email=email).first()
    if user is None:
        user = User.objects.create_user(email, None, name=name.strip())
    user.is_operator = True
    user.save(update_fields=["is_operator"])
    return user


@service(None, says=_("Unlocked somebody's sign-in"))
def unlock(*, email: str) -> int:
    """Let somebody try again who was locked out. Answers how many counts were cleared."""
    email = email.strip().lower()
    user = User.objects.filter(email=email).first()
    for key in (email, f"mfa-auth-user-{user.pk}" if user else ""):
        _clear_rate(key)
    return int(reset(username=email))


@service(None, says=_("Took away somebody's second factor"))
def forget_second_factor(*, email: str) -> User:
    """For who has lost phone and recovery codes. They are signed out, and told by e-mail.

    Whoever does this must know that it is the right person who asks: it opens the account to
    anybody who has the password. The person sets up a new second factor at the next sign-in.
    """
    user = User.objects.filter(email=email.strip().lower(), is_active=True).first()
    if user is None:
        raise refuse(say("Nobody signs in with {email}.", email=email), field="email")
    Authenticator.objects.filter(user=user).delete()
    end_all_sessions(user)
    mail.send(
        "security_notice",
        to=user.email,
        language=user.language,
        user=user,
        what=_("Your second factor was taken away, because somebody said that it was lost."),
    )
    return user


def password_link(user: User) -> str:
    """The address at which the person chooses a password. It works once, for a while."""
    return mail.address(
        "account_reset_password_from_key",
        language=user.language,
        uidb36=user_pk_to_url_str(user),
        key=app_settings.PASSWORD_RESET_TOKEN_GENERATOR().make_token(user),
    )


def _clear_rate(key: str) -> None:
    """Forget how often a password or a code was tried, under the key that allauth counts by."""
    app, action = "allauth.account", "login_failed"
    for rate in get_rates(app=app, action=action):
        if rate.per == "key":
            cache.delete(get_cache_key(HttpRequest(), app=app, action=action, rate=rate, key=key))
