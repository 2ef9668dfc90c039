"""What the statements before DATA say, in the language asked for."""

from collections import Counter
from collections.abc import Iterator, Sequence

from tryggve.exchange.cube import MAX_DIMENSIONS
from tryggve.exchange.px.syntax import Parsed, Statement
from tryggve.wording.problems import InputError, Problem, refuse
from tryggve.wording.text import Text, say

MANDATORY = ("CONTENTS", "DECIMALS", "MATRIX", "SUBJECT-AREA", "SUBJECT-CODE", "UNITS")
# Two of these for the same variable would leave it open which one the figures follow.
ONLY_ONCE = ("STUB", "HEADING", "VALUES", "CODES", "TIMEVAL", "CONTVARIABLE", "DECIMALS", "KEYS")
MOST_DECIMALS = 15


class Header:
    """Looks keywords up and gathers the problems found on the way.

    A text in the language asked for is taken before the file's main language, which has no
    language in brackets. Names of variables differ by language too, so a keyword of a variable is
    looked up with the variable's number.
    """

    def __init__(self, parsed: Parsed, language: str) -> None:
        self.parsed = parsed
        self.problems: list[Problem] = []
        self.main = self._first_text("LANGUAGE").lower()
        first = parsed.statements.get("LANGUAGES")
        self.languages = tuple(item.lower() for item in first[0].items) if first else (self.main,)
        self.language = language.lower() or self.main
        if self.language not in (*self.languages, self.main):
            raise refuse(
                say("The file has no texts in the language {language}.", language=language),
                say("It has {languages}.", languages=", ".join(filter(None, self.languages))),
                file=parsed.file,
                field="LANGUAGES",
            )
        self.names = self._variables(self.language)
        self.main_names = self._variables(self.main)
        if len(self.main_names) != len(self.names):
            self.main_names = self.names

    @property
    def heading(self) -> int:
        """How many variables are in the heading; they come last."""
        statement = self.find("HEADING")
        return len(statement.items) if statement else 0

    def all(self, keyword: str) -> Iterator[Statement]:
        """Every statement of a keyword in the language asked for, or else in the main one."""
        statements = self.parsed.statements.get(keyword, [])
        chosen = [s for s in statements if (s.language or self.main) == self.language]
        yield from chosen or [s for s in statements if (s.language or self.main) == self.main]

    def find(self, keyword: str, *subkeys: str) -> Statement | None:
        return next((s for s in self.all(keyword) if s.subkeys == subkeys), None)

    def of_variable(self, keyword: str, number: int) -> Statement | None:
        """The statement of a keyword about one variable, under its name in either language."""
        for statement in self.parsed.statements.get(keyword, []):
            spoken = statement.language or self.main
            if spoken == self.language and statement.subkeys == (self.names[number],):
                return statement
        for statement in self.parsed.statements.get(keyword, []):
            spoken = statement.language or self.main
            if spoken == self.main and statement.subkeys == (self.main_names[number],):
                return statement
        return None

    def text(self, keyword: str, *subkeys: str) -> str:
        statement = self.find(keyword, *subkeys)
        return statement.text if statement else ""

    def variable_text(self, keyword: str, number: int) -> str:
        statement = self.of_variable(keyword, number)
        return statement.text if statement else ""

    def decimals(self, keyword: str) -> int | None:
        """A number of decimals, 0 to 15; None where the keyword is missing."""
        statement = self.find(keyword)
        if statement is None:
            return None
        if statement.text.isdecimal() and len(statement.text) < 3:
            number = int(statement.text)
            if number <= MOST_DECIMALS:
                return number
        self.complain(
            say("{keyword} is not a number from 0 to 15.", keyword=keyword),
            say("Correct it in the file, or fetch the file again."),
            statement,
        )
        return None

    def check_keywords(self) -> None:
        """Adds a problem for each mandatory keyword that the file lacks, and each that is twice."""
        either = {"TITLE": "DESCRIPTION", "STUB": "HEADING"}
        for name in (*MANDATORY, *either):
            alternatives = (name, either.get(name, name))
            if not any(self.parsed.statements.get(keyword) for keyword in alternatives):
                self.missing(name)
        seen: set[str] = set()
        for keyword in ONLY_ONCE:
            for statement in self.parsed.statements.get(keyword, []):
                if statement.name in seen:
                    self.complain(
                        say("{keyword} comes twice.", keyword=statement.name),
                        say("Keep the right one, or fetch the file again."),
                        statement,
                    )
                seen.add(statement.name)
        if len(self.names) > MAX_DIMENSIONS:
            self.problems.append(
                Problem(
                    say("The table has {count} variables.", count=len(self.names)),
                    say("At most {most} can be read.", most=MAX_DIMENSIONS),
                    self.parsed.file,
                    field="STUB",
                )
            )
        twice = {name for name, times in Counter(self.names).items() if times > 1}
        for name in sorted(twice):
            self.problems.append(
                Problem(
                    say("The variable {name} comes twice in STUB and HEADING.", name=name),
                    say("Correct it in the file, or fetch the file again."),
                    self.parsed.file,
                    field="STUB",
                )
            )

    def missing(self, field: str) -> None:
        self.problems.append(
            Problem(
                say("{keyword} is missing.", keyword=field),
                say("PX files must have it. Fetch the file again from where it was published."),
                self.parsed.file,
                field=field,
            )
        )

    def complain(self, what: Text, mend: Text, statement: Statement) -> None:
        file = self.parsed.file
        self.problems.append(Problem(what, mend, file, statement.row, statement.name))

    def stop_if_wrong(self) -> None:
        if self.problems:
            raise InputError(self.problems)

    def _first_text(self, keyword: str) -> str:
        statements = self.parsed.statements.get(keyword)
        return statements[0].text if statements else ""

    def _variables(self, language: str) -> Sequence[str]:
        names: list[str] = []
        for keyword in ("STUB", "HEADING"):
            for statement in self.parsed.statements.get(keyword, []):
                if (statement.language or self.main) == language:
                    names += statement.items
        return names
