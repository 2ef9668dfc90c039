"""The grammar of a PX file: its encoding, and KEYWORD[language]("subkey")="value","value";"""

import re
from collections import defaultdict
from dataclasses import dataclass

from tryggve.wording.problems import refuse
from tryggve.wording.text import say

# What CODEPAGE may say. Windows-1252 is read where ISO 8859-1 is stated: it only adds characters,
# and programs on Windows write it under either name.
CODECS = {
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "us-ascii": "ascii",
    "ascii": "ascii",
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "windows-1252": "cp1252",
    "cp1252": "cp1252",
    "1252": "cp1252",
    "iso-8859-15": "iso8859-15",
    "windows-1250": "cp1250",
    "windows-1251": "cp1251",
    "windows-1257": "cp1257",
    "iso-8859-2": "iso8859-2",
    "iso-8859-4": "iso8859-4",
    "iso-8859-13": "iso8859-13",
    "cp850": "cp850",
    "850": "cp850",
}
DOS = "cp850"  # the format's own default where CHARSET is missing

CODEPAGE = re.compile(
    rb'(?:^|;)[ \t]*+CODEPAGE[ \t]*+=[ \t]*+"?([^";\r\n]*)"?\s*;', re.MULTILINE | re.IGNORECASE
)
CHARSET = re.compile(rb"(?:^|;)[ \t]*+CHARSET[ \t]*+=", re.MULTILINE | re.IGNORECASE)
SEARCHED = 64 * 1024  # CHARSET and CODEPAGE stand first; no need to look through the data

# Possessive quantifiers, so that a broken file fails at once instead of after every other try.
NAME = re.compile(
    r'\s*+([A-Za-z][A-Za-z0-9-]*+)\s*+(?:\[\s*+"?+([A-Za-z][A-Za-z-]*+)"?+\s*+\]\s*+)?+'
    r'(?:\(((?:[^"()]++|"[^"]*+")*+)\)\s*+)?+='
)
VALUE = re.compile(r'((?:[^";]++|"[^"]*+")*+);')
ITEM = re.compile(r'"([^"]*+)"|([^\s",]++)|(,)')
QUOTED = re.compile(r'"([^"]*+)"')
BEGINS_STATEMENT = re.compile(r"\s*+[A-Z][A-Z0-9-]++\s*+[\[(=]")
BLANK = re.compile(r"[\s\x1a]*+")  # \x1a ends old DOS files


@dataclass(frozen=True, slots=True)
class Statement:
    """One keyword and what it says: `raw` stands between = and ; and `row` is where it begins."""

    keyword: str
    language: str
    subkeys: tuple[str, ...]
    raw: str
    row: int

    @property
    def items(self) -> list[str]:
        return items(self.raw)

    @property
    def text(self) -> str:
        return ", ".join(self.items)

    @property
    def name(self) -> str:
        """The keyword as a person finds it in the file."""
        keys = ",".join(f'"{key}"' for key in self.subkeys)
        language = f"[{self.language}]" if self.language else ""
        return self.keyword + language + (f"({keys})" if keys else "")


@dataclass(frozen=True)
class Parsed:
    """The statements before DATA, by keyword, and the text after `DATA=`."""

    statements: dict[str, list[Statement]]
    data: str
    data_row: int
    file: str


def parse(content: bytes, file: str) -> Parsed:
    """The statements of a PX file. Raises InputError where the file is cut off or not PX."""
    text = decode(content, file)
    statements: defaultdict[str, list[Statement]] = defaultdict(list)
    position = row = 0
    while True:
        blank = BLANK.match(text, position)
        start = blank.end() if blank else position
        row += text.count("\n", position, start)
        if start == len(text):
            raise refuse(
                say("The file has no DATA, so it holds no figures."),
                say("The file is perhaps cut off. Fetch it again."),
                file=file,
                row=row + 1,
                field="DATA",
            )
        name = NAME.match(text, start)
        if name is None:
            raise refuse(
                say("No PX keyword could be read here."),
                say("Each statement is written KEYWORD=value; with a semicolon at the end."),
                file=file,
                row=row + 1,
            )
        keyword = name[1].upper()
        if keyword == "DATA":
            data_row = row + 1 + text.count("\n", start, name.end())
            return Parsed(dict(statements), text[name.end() :], data_row, file)
        value = VALUE.match(text, name.end())
        if value is None or _swallows_the_next(value[1]):
            raise refuse(
                say("{keyword} has no end.", keyword=keyword),
                say(
                    "A quotation mark or a semicolon is missing, or the file is cut off. "
                    "Fetch it again."
                ),
                file=file,
                row=row + 1,
                field=keyword,
            )
        subkeys = tuple(items(name[3])) if name[3] else ()
        statements[keyword].append(
            Statement(keyword, (name[2] or "").lower(), subkeys, value[1], row + 1)
        )
        row += text.count("\n", start, value.end())
        position = value.end()


def items(raw: str) -> list[str]:
    """The values of a statement. Quoted pieces after each other are one long text."""
    values: list[list[str]] = [[]]
    for piece in ITEM.finditer(raw):
        quoted, bare, comma = piece.groups()
        if comma:
            values.append([])
        elif bare:
            values[-1].append(f" {bare}" if values[-1] else bare)
        else:
            values[-1].append(re.sub(r"[\r\n]+", "", quoted))
    return ["".join(pieces) for pieces in values]


def _swallows_the_next(raw: str) -> bool:
    """Whether a text in quotation marks holds a whole new statement, since its end is missing."""
    texts = QUOTED.findall(raw) if "\n" in raw else []
    lines = (line for text in texts for line in text.splitlines()[1:])
    return any(BEGINS_STATEMENT.match(line) for line in lines)


def decode(content: bytes, file: str) -> str:
    """The text of a PX file, by its byte order mark, CODEPAGE and CHARSET, in that order.

    A file in UTF-8 that says otherwise is refused rather than shown with broken letters.
    """
    stated = CODEPAGE.search(content, 0, SEARCHED)
    codepage = stated[1].decode("ascii", "replace").strip().lower() if stated else ""
    if content.startswith(b"\xef\xbb\xbf"):
        content, codec = content[3:], "utf-8"
    elif codepage:
        codec = CODECS.get(codepage, "")
        if not codec:
            raise refuse(
                say(
                    "CODEPAGE is {codepage}, an encoding not known here.",
                    codepage=codepage,
                ),
                say('Save the file as UTF-8 and write CODEPAGE="utf-8";'),
                file=file,
                field="CODEPAGE",
            )
        if codec != "utf-8" and _is_utf8(content):
            raise refuse(
                say("CODEPAGE is {codepage}, but the file is written in UTF-8.", codepage=codepage),
                say('Write CODEPAGE="utf-8"; in the file, or fetch it again.'),
                file=file,
                field="CODEPAGE",
            )
    elif _is_utf8(content):
        codec = "utf-8"
    else:
        codec = "cp1252" if CHARSET.search(content, 0, SEARCHED) else DOS
    try:
        return content.decode(codec)
    except UnicodeDecodeError as error:
        raise refuse(
            say("The text cannot be read as {encoding}.", encoding=codepage or codec),
            say("Correct CODEPAGE in the file, or fetch it again."),
            file=file,
            row=content.count(b"\n", 0, error.start) + 1,
            field="CODEPAGE",
        ) from None


def _is_utf8(content: bytes) -> bool:
    """Whether there are letters beyond ASCII, all of them written as UTF-8 writes them."""
    if content.isascii():
        return False
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
