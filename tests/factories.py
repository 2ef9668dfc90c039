"""Made-up organisations and people for tests, each as small as it can be and complete.

administrator = MembershipFactory(role="administrator")
client = signed_in_as(administrator.user)
"""

from datetime import timedelta
from typing import Any

import factory
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.test import Client
from django.utils import timezone
from factory.django import DjangoModelFactory

from tryggve.apps.accounts.models import Invitation, Membership, Organisation, User
from tryggve.apps.accounts.tokens import hash_of

PASSWORD = "ett långt lösenord för prov"
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


class OrganisationFactory(DjangoModelFactory):
    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"Kommun {n}")
    slug = factory.Sequence(lambda n: f"kommun-{n}")
    kind = Organisation.Kind.MUNICIPALITY
    contact_function = "Trygghetssamordnaren"
    contact_phone = "0478-125 00"
    contact_email = factory.LazyAttribute(lambda o: f"trygghet@{o.slug}.example")


class AuthenticatorFactory(DjangoModelFactory):
    class Meta:
        model = Authenticator

    type = Authenticator.Type.TOTP
    data = factory.LazyFunction(lambda: {"secret": get_adapter().encrypt(TOTP_SECRET)})


class UserFactory(DjangoModelFactory):
    """A person with a password. `second_factor=True` gives an authenticator app as well."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    class Params:
        second_factor = factory.Trait(
            authenticator=factory.RelatedFactory(AuthenticatorFactory, "user")
        )

    email = factory.Sequence(lambda n: f"person{n}@kommun.example")
    name = factory.Sequence(lambda n: f"Person {n}")
    password = PASSWORD

    @classmethod
    def _create(cls, model_class: type[User], *args: Any, **kwargs: Any) -> User:
        return model_class.objects.create_user(*args, **kwargs)


class MembershipFactory(DjangoModelFactory):
    """Somebody with a role. The person has a second factor, as every staff role asks for."""

    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory, second_factor=True)
    organisation = factory.SubFactory(OrganisationFactory)
    role = "safety_coordinator"


class InvitationFactory(DjangoModelFactory):
    """A pending invitation; its link holds `token`."""

    class Meta:
        model = Invitation

    class Params:
        token = factory.Sequence(lambda n: f"token-{n}")

    organisation = factory.SubFactory(OrganisationFactory)
    email = factory.Sequence(lambda n: f"invited{n}@kommun.example")
    name = factory.Sequence(lambda n: f"Invited {n}")
    role = "safety_coordinator"
    token_hash = factory.LazyAttribute(lambda o: hash_of(o.token))
    expires = factory.LazyFunction(lambda: timezone.now() + timedelta(days=14))


def signed_in_as(user: User) -> Client:
    """A browser in which the person is signed in."""
    client = Client()
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[1])
    return client
