"""The demonstration: what it says, what a second start keeps, what starting over throws away."""

import re
import sqlite3
from contextlib import closing

from tests.cli.installation import served, tryggve
from tryggve.apps.accounts.models import Role
from tryggve.demo.cast import ACTORS, OPERATOR, PASSWORD

IN_SWEDISH = {
    Role.SURVEY_LEAD: "Undersökningsledare",
    Role.ANALYST: "Analytiker",
    Role.CLERK: "Registrerare",
    Role.SAFETY_COORDINATOR: "Trygghetssamordnare",
    Role.COMMUNITY_POLICE_OFFICER: "Kommunpolis",
    Role.REPORTER: "Rapportör",
    Role.COUNCIL_MEMBER: "Ledamot i rådet",
    Role.EDITOR: "Redaktör",
    Role.ADMINISTRATOR: "Administratör",
}

RENAME = "UPDATE accounts_organisation SET contact_function = 'Nattvakten' WHERE slug = 'lessebo'"
NAMED = "SELECT contact_function FROM accounts_organisation WHERE slug = 'lessebo'"
PEOPLE = "SELECT count(*) FROM accounts_user"


def demonstration(home, *words):
    return served(home, "--home", home, *words, command="demo", language="sv")


def in_database(home, sentence):
    with closing(sqlite3.connect(home / "main.sqlite3")) as database, database:
        found = database.execute(sentence).fetchone()
    return found and found[0]


def test_it_says_who_can_sign_in_keeps_what_was_entered_and_starts_over(tmp_path):
    home = tmp_path / "demo"
    with demonstration(home):
        pass
    said = (tmp_path / "serve.log").read_text()
    assert f"Logga in med lösenordet {PASSWORD} som:" in said
    listed = dict(re.findall(r"^  (\S+@\S+) +(\S.*)$", said, re.MULTILINE))
    people = [person for actor in ACTORS for person in actor.people]
    assert listed == {OPERATOR: "Driftansvarig"} | {
        person.email: IN_SWEDISH[person.role] for person in people
    }

    in_database(home, RENAME)
    with demonstration(home):
        pass
    assert "Fyller demonstrationen" not in (tmp_path / "serve.log").read_text()
    assert in_database(home, NAMED) == "Nattvakten"
    assert in_database(home, PEOPLE) == len(people) + 1

    with demonstration(home, "--reset"):
        pass
    assert "Fyller demonstrationen" in (tmp_path / "serve.log").read_text()
    assert in_database(home, NAMED) == ACTORS[0].function


def test_a_folder_that_is_no_demonstration_is_left_alone(tmp_path):
    home = tmp_path / "photos"
    home.mkdir()
    (home / "summer.jpg").write_bytes(b"the sea")
    refused = tryggve(home, "demo", "--home", home, "--reset")
    assert (refused.returncode, refused.stderr.count("left alone")) == (2, 1), refused.stderr
    assert (home / "summer.jpg").read_bytes() == b"the sea"
