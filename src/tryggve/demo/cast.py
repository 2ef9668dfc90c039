"""Who there is in the demonstration. Municipalities and areas are real, people are made up.

Phone numbers come from the series that is kept free for fiction; addresses end in `.example`.
"""

from dataclasses import dataclass
from datetime import date

from tryggve.apps.accounts.models import Organisation, Role
from tryggve.apps.areas.models import Kind, Responsibility

PASSWORD = "trygg-i-tryggve"  # noqa: S105 - printed at every start, on this machine only
BEGIN = date(2025, 1, 1)  # when what the demonstration tells of began
OPERATOR = "driften@tryggve.example"

Organisations = Organisation.Kind
Tasks = Responsibility.Task


@dataclass(frozen=True)
class Person:
    """Somebody who can sign in: the role gives the name and the address."""

    email: str
    name: str
    role: Role


@dataclass(frozen=True)
class Actor:
    """An organisation, the area that it answers for, and its people."""

    slug: str
    name: str
    kind: Organisations
    area: tuple[Kind, str]
    task: Tasks
    function: str
    colour: str
    people: tuple[Person, ...]


ACTORS = (
    Actor(
        "lessebo",
        "Lessebo kommun",
        Organisations.MUNICIPALITY,
        (Kind.MUNICIPALITY, "0761"),
        Tasks.COORDINATION,
        "Trygghetssamordnaren",
        "#1d4f73",
        (
            Person("administrator@lessebo.example", "Alva, administratör", Role.ADMINISTRATOR),
            Person(
                "samordnare@lessebo.example", "Sam, trygghetssamordnare", Role.SAFETY_COORDINATOR
            ),
            Person("rapportor@lessebo.example", "Robin, fältarbetare", Role.REPORTER),
            Person("ledamot@lessebo.example", "Lo, ledamot i BRÅ", Role.COUNCIL_MEMBER),
            Person("redaktor@lessebo.example", "Eli, webbredaktör", Role.EDITOR),
        ),
    ),
    Actor(
        "nybro",
        "Nybro kommun",
        Organisations.MUNICIPALITY,
        (Kind.MUNICIPALITY, "0881"),
        Tasks.COORDINATION,
        "Säkerhetssamordnaren",
        "#5c3b1e",
        (
            Person("administrator@nybro.example", "Noor, administratör", Role.ADMINISTRATOR),
            Person(
                "samordnare@nybro.example", "Nils, säkerhetssamordnare", Role.SAFETY_COORDINATOR
            ),
        ),
    ),
    Actor(
        "polisen-nybro",
        "Polisen, lokalpolisområde Nybro",
        Organisations.POLICE,
        (Kind.LOCAL_POLICE_AREA, "Nybro"),
        Tasks.POLICING,
        "Kommunpolisen",
        "#003a70",
        (
            Person("administrator@polisen.example", "Pim, administratör", Role.ADMINISTRATOR),
            Person(
                "kommunpolis@polisen.example", "Kim, kommunpolis", Role.COMMUNITY_POLICE_OFFICER
            ),
            Person("undersokning@polisen.example", "Uma, undersökningsledare", Role.SURVEY_LEAD),
            Person("analytiker@polisen.example", "Ari, analytiker", Role.ANALYST),
            Person("registrerare@polisen.example", "Rut, registrerare", Role.CLERK),
        ),
    ),
    Actor(
        "glashem",
        "Glashem (påhittat bostadsbolag)",
        Organisations.HOUSING_COMPANY,
        (Kind.LOCALITY, "Lessebo"),
        Tasks.MAINTENANCE,
        "Kundtjänst",
        "#2d5837",
        (
            Person("administrator@glashem.example", "Gil, administratör", Role.ADMINISTRATOR),
            Person("fastighetsskotare@glashem.example", "Fri, fastighetsskötare", Role.REPORTER),
        ),
    ),
)
