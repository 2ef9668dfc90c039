"""Keep the catalogue of translations: extract, fill in, check, compile.

One catalogue a language, shared by the site and the pure packages. The message ids are English;
Swedish is complete; Arabic holds every message that a resident sees, and the other languages of
a survey those that a respondent sees.

    python scripts/messages.py update            gather messages from code and templates
    python scripts/messages.py fill sv FILE      take translations from a JSON object, - for stdin
    python scripts/messages.py check             report what is missing; exit 1 if anything is
    python scripts/messages.py compile           write the .mo files
"""

import fcntl
import io
import json
import re
import string
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation import template

SOURCE = Path(__file__).resolve().parent.parent / "src" / "tryggve"
LOCALE = SOURCE / "wording" / "locale"
PREFIX = re.compile(r"(?<=[(,\s])u(['\"])")  # Django writes u'...', which Babel does not read
KEYWORDS: dict[str, tuple[int, ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),  # type: ignore[dict-item]
    "pgettext_lazy": ((1, "c"), 2),  # type: ignore[dict-item]
    "npgettext": ((1, "c"), 2, 3),  # type: ignore[dict-item]
    "say": None,
    "say_many": (1, 2),
}
EVERYTHING = re.compile("")
RESIDENTS_SEE = re.compile((SOURCE / "wording" / "residents.txt").read_text().strip())
RESPONDENTS_SEE = re.compile((SOURCE / "wording" / "respondents.txt").read_text().strip())
NEEDED = {  # by language: the files whose messages it must have
    "sv": EVERYTHING,
    "ar": RESIDENTS_SEE,
    **dict.fromkeys(("fi", "so", "fa", "pl", "bs", "uk", "ti"), RESPONDENTS_SEE),
}


def catalogue_path(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def sources() -> Iterator[tuple[str, io.BytesIO]]:
    """Every file that may hold messages, as Python that Babel reads."""
    for path in sorted(SOURCE.rglob("*")):
        if path.suffix == ".py" and "migrations" not in path.parts:
            yield str(path.relative_to(SOURCE)), io.BytesIO(path.read_bytes())
        elif path.suffix in {".html", ".txt"} and "templates" in path.parts:
            as_code = template.templatize(path.read_text(encoding="utf-8"))
            yield str(path.relative_to(SOURCE)), io.BytesIO(only_calls(as_code).encode())


def only_calls(as_code: str) -> str:
    """Django blanks a template's text out with letters; keep its gettext calls alone."""
    call = re.compile(r"""(?:n?p?gettext|_)\((?:[^()"']|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')*\)""")
    return "\n".join(
        " ; ".join(PREFIX.sub(r"\1", found.group()) for found in call.finditer(line))
        for line in as_code.split("\n")
    )


def gather() -> Catalog:
    found = Catalog()
    for name, code in sources():
        options = {"encoding": "utf-8"}
        for line, message, comments, context in extract("python", code, KEYWORDS, (), options):
            if message and message != "":
                found.add(
                    message, locations=[(name, line)], auto_comments=comments, context=context
                )
    return found


def read(language: str) -> Catalog:
    path = catalogue_path(language)
    if not path.exists():
        return Catalog(locale=language, project="Tryggve", copyright_holder="Tryggve")
    with path.open("rb") as file:
        return read_po(file, locale=language)


def write(language: str, catalogue: Catalog) -> None:
    path = catalogue_path(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(
            file,
            catalogue,
            width=100,
            sort_output=True,
            ignore_obsolete=True,
            omit_header=False,
            include_lineno=False,
        )


@contextmanager
def locked() -> Iterator[None]:
    """One writer at a time: two people may fill in translations at once."""
    LOCALE.mkdir(parents=True, exist_ok=True)
    with (LOCALE / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def update() -> None:
    found = gather()
    for language, files in NEEDED.items():
        catalogue = read(language)
        held = held_of(found, files)
        catalogue.update(held, no_fuzzy_matching=True, update_creation_date=False)
        catalogue.obsolete.clear()
        write(language, catalogue)


def fill(language: str, translations: dict[str, str | list[str]]) -> None:
    """Take translations by message id; for a plural the list of its forms."""
    update()
    catalogue = read(language)
    for msgid, text in translations.items():
        matches = [m for m in catalogue if first(m.id) == msgid]
        if not matches:
            print(f"not in the code: {msgid!r}")
        for message in matches:
            message.string = tuple(text) if isinstance(text, list) else text
            message.flags.discard("fuzzy")
    write(language, catalogue)


def first(msgid: str | tuple[str, ...] | list[str]) -> str:
    return msgid if isinstance(msgid, str) else msgid[0]


def is_translated(message: Message) -> bool:
    strings = message.string if isinstance(message.string, tuple | list) else (message.string,)
    return bool(strings) and all(strings) and "fuzzy" not in message.flags


def held_of(found: Catalog, files: re.Pattern[str]) -> Catalog:
    """What a catalogue holds: everything, or where few messages are needed only those."""
    if files is not RESPONDENTS_SEE:
        return found
    held = Catalog()
    for message in found:
        if message.id and is_seen(message, files):
            held[message.id] = message
    return held


def is_seen(message: Message, files: re.Pattern[str]) -> bool:
    return any(files.search(name) for name, _ in message.locations)


def placeholders(text: str) -> set[str]:
    percent = set(re.findall(r"%(?:\((\w+)\))?[sdf]", text))
    try:
        braces = {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
    except ValueError:
        braces = set()
    return percent | braces


def other_placeholders(message: Message) -> bool:
    return isinstance(message.id, str) and (
        placeholders(message.id) != placeholders(str(message.string))
    )


def problems() -> Iterator[str]:
    gathered = gather()
    for language, files in NEEDED.items():
        found = {(m.context, first(m.id)) for m in held_of(gathered, files) if m.id}
        catalogue = {(m.context, first(m.id)): m for m in read(language) if m.id}
        for key in sorted(found - set(catalogue), key=str):
            yield f"{language}: not in the catalogue (run update): {key[1]!r}"
        for key in sorted(set(catalogue) - found, key=str):
            yield f"{language}: no longer in the code (run update): {key[1]!r}"
        for message in catalogue.values():
            if is_seen(message, files) and not is_translated(message):
                yield f"{language}: not translated: {first(message.id)!r}"
            elif is_translated(message) and other_placeholders(message):
                yield f"{language}: other placeholders than the original: {message.id!r}"


def compile_all() -> None:
    for language in NEEDED:
        if catalogue_path(language).exists():
            with catalogue_path(language).with_suffix(".mo").open("wb") as file:
                write_mo(file, read(language))


def main(arguments: list[str]) -> int:
    settings.configure(USE_I18N=True)
    django.setup()
    match arguments:
        case ["update"]:
            with locked():
                update()
        case ["fill", language, file]:
            text = sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8")
            with locked():
                fill(language, json.loads(text))
        case ["check"]:
            found = list(problems())
            print("\n".join(found) or "Translations are complete.")
            return 1 if found else 0
        case ["compile"]:
            with locked():
                compile_all()
        case _:
            print(__doc__)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
