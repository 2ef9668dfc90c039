"""Serve a small made-up world from a folder of its own: `python -m tests.e2e.serve`.

The first line on standard output is a JSON object: the address of the site, the pages of the list
in each language, and a session for each person. It serves until its standard input ends.
"""

import json
import sys
import threading
from typing import Any

import django
from django.conf import settings
from django.core.management import call_command
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.urls import translate_url
from django.utils.translation import override

CODES = 40  # for each round


class Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        pass


def main() -> None:
    django.setup()
    _prepare()
    from django.core.wsgi import get_wsgi_application

    server = ThreadedWSGIServer(("127.0.0.1", 0), Quiet)
    server.set_app(get_wsgi_application())
    threading.Thread(target=server.serve_forever, daemon=True).start()
    known = {"base": f"http://127.0.0.1:{server.server_port}", **_world()}
    sys.stdout.write(json.dumps(known) + "\n")
    sys.stdout.flush()
    sys.stdin.read()
    server.shutdown()
    server.server_close()


def _prepare() -> None:
    call_command("migrate", database="default", verbosity=0)
    call_command("migrate", database="register", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)


def _world() -> dict[str, Any]:
    from tests.area_pages import areas_of
    from tests.pages import PAGES
    from tests.survey_world import all_rounds, codes_of, keyed_once, open_link
    from tests.world import make_world, person_who_reads

    world = make_world()
    people = {(role, "sv"): user for role, user in world.people.items()}
    people |= {(role, "en"): person_who_reads("en", role, world) for role in world.people}
    areas_of(world)
    rounds = all_rounds(world.organisation)
    return {
        "codes": {name: codes_of(round, CODES) for name, round in rounds.items()},
        "open_link": open_link(world.organisation),
        "keyed_once": keyed_once(world.organisation, CODES),
        "pages": [
            {
                "name": page.name,
                "opened_by": page.opened_by,
                "for_residents": page.for_residents,
                "addresses": _in_each_language(page.address(world)),
            }
            for page in PAGES
            if not page.takes_only_post
        ],
        "sessions": {
            f"{role} {language}": _session_of(user) for (role, language), user in people.items()
        },
    }


def _in_each_language(address: str) -> dict[str, str]:
    with override(settings.LANGUAGE_CODE):
        return {code: translate_url(address, code) for code, _ in settings.LANGUAGES}


def _session_of(user: Any) -> str:
    from tests.factories import signed_in_as

    return signed_in_as(user).cookies[settings.SESSION_COOKIE_NAME].value


if __name__ == "__main__":
    main()
