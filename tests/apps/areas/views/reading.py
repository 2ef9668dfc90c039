"""What a page says, read from its HTML as a person would."""

import html
import re


def text_of(answer) -> str:
    """The words of the page, without its head and its pictures, on one line."""
    page = answer.content.decode()
    for part in ("head", "svg", "script"):
        page = re.sub(rf"<{part}\b.*?</{part}>", " ", page, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def table_of(answer, caption: str) -> list[list[str]]:
    """The rows of the table with that caption, cell by cell, the heading first."""
    page = answer.content.decode()
    for table in re.findall(r"<table>.*?</table>", page, flags=re.DOTALL):
        rows = re.findall(r"<tr>.*?</tr>", table, flags=re.DOTALL)
        if caption in table.partition("<thead>")[0]:
            return [[_words(cell) for cell in _cells(row)] for row in rows]
    raise AssertionError(f"no table {caption}")


def errors_of(answer) -> list[str]:
    """The lines of the error summary."""
    page = answer.content.decode()
    summary = re.search(r'<div class="notice wrong" id="errors".*?</div>', page, flags=re.DOTALL)
    assert summary is not None, "no error summary"
    return [_words(line) for line in re.findall(r"<li>.*?</li>", summary[0], flags=re.DOTALL)]


def _cells(row: str) -> list[str]:
    return re.findall(r"<t[hd]\b[^>]*>(.*?)</t[hd]>", row, flags=re.DOTALL)


def _words(markup: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup)).split())
