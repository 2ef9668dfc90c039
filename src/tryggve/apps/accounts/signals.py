"""What is done when allauth has acted: keep as little as is needed, unlock, remember the time."""

import time
from typing import Any

from allauth.account.signals import password_reset, user_logged_in
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.db.models.signals import pre_save
from django.dispatch import receiver
from django.http import HttpRequest

from tryggve.apps.accounts.adapters import SIGNED_IN_AT
from tryggve.apps.accounts.devices import device_class
from tryggve.apps.accounts.models import User
from tryggve.apps.accounts.services import unlock

NOWHERE = "0.0.0.0"  # noqa: S104 - stands in for the address on the network, which is not kept


@receiver(pre_save, sender=UserSession)
def keep_the_device_class_alone(instance: UserSession, **kwargs: Any) -> None:
    """Neither the address on the network nor the whole user agent is kept with a session."""
    instance.ip = NOWHERE
    if "/" in instance.user_agent:  # not yet shortened
        instance.user_agent = device_class(instance.user_agent)


@receiver(pre_save, sender=SocialAccount)
def keep_the_identity_alone(instance: SocialAccount, **kwargs: Any) -> None:
    """Of what an identity provider tells, the identifier is kept and nothing else."""
    instance.extra_data = {}


@receiver(user_logged_in)
def remember_the_time(request: HttpRequest, **kwargs: Any) -> None:
    request.session[SIGNED_IN_AT] = time.time()


@receiver(password_reset)
def let_in_again(user: User, **kwargs: Any) -> None:
    """Who could read their mail and has a new password need not wait out the lock."""
    unlock(email=user.email)
