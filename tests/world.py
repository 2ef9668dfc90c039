"""A small world to open pages in: two municipalities, and a person for each role in the first."""

from dataclasses import dataclass

from tests.factories import MembershipFactory, OrganisationFactory, UserFactory
from tryggve.apps.accounts.models import Organisation, Role, User
from tryggve.apps.public.models import Publisher

HOME = "lessebo"


@dataclass(frozen=True)
class World:
    """Who there is. `people` holds each role of the first municipality, and `operator`."""

    organisation: Organisation
    other: Organisation
    people: dict[str, User]
    stranger: User
    member_of_other: User


def make_world() -> World:
    organisation = OrganisationFactory(name="Lessebo kommun", slug=HOME)
    other = OrganisationFactory(name="Olofströms kommun", slug="olofstrom")
    people = {
        role: MembershipFactory(
            organisation=organisation, role=role, user__email=f"{role}@lessebo.example"
        ).user
        for role in Role.values
    }
    people["operator"] = UserFactory(
        email="operator@tryggve.example", name="Driften", is_operator=True, second_factor=True
    )
    Publisher.objects.create(
        name="Lessebo kommun",
        function="Webbredaktionen",
        phone="0478-125 00",
        email="webb@lessebo.example",
        known_faults="Kartan i lägesbilden går inte att nå med tangentbordet.",
    )
    return World(
        organisation=organisation,
        other=other,
        people=people,
        stranger=UserFactory(email="stranger@example.org", second_factor=True),
        member_of_other=MembershipFactory(
            organisation=other, role=Role.ADMINISTRATOR, user__email="annan@olofstrom.example"
        ).user,
    )


def person_who_reads(language: str, role: str, world: World) -> User:
    """Somebody with the same role who has chosen another language."""
    about = {"email": f"{role}-{language}@lessebo.example", "language": language}
    if role == "operator":
        return UserFactory(**about, is_operator=True, second_factor=True)
    user = UserFactory(**about, second_factor=True)
    MembershipFactory(user=user, organisation=world.organisation, role=role)
    return user
