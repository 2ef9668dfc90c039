"""The rows of a workbook, put together as a definition has them."""

from collections.abc import Iterator, Mapping
from typing import Any

from tryggve.questionnaire.finding import Path
from tryggve.questionnaire.reading.places import Place
from tryggve.questionnaire.xlsform.choices import AnswerList, read_lists
from tryggve.questionnaire.xlsform.columns import language_of, said, unknown_languages
from tryggve.questionnaire.xlsform.conditions import NotUnderstood, as_condition
from tryggve.questionnaire.xlsform.constraints import limits_of
from tryggve.questionnaire.xlsform.sheets import Row
from tryggve.questionnaire.xlsform.writing import (
    CHECKS,
    CHOICES,
    HINT,
    INDICATORS,
    INTRODUCTION,
    LANGUAGE_SHEET,
    SURVEY,
    WORDINGS,
)
from tryggve.wording.problems import Problem
from tryggve.wording.text import Text, say

KINDS = {
    "select_one": "single",
    "select_multiple": "multiple",
    "integer": "number",
    "decimal": "number",
    "text": "text",
    "geopoint": "map_point",
}
ABOUT_THE_DEVICE = {  # what a phone fills in by itself: nobody is asked
    "start", "end", "today", "deviceid", "username", "phonenumber", "email", "audit",
    "subscriberid", "simserial", "start-geopoint",
}  # fmt: skip
OUTSIDE = "questions"  # the block of what stands in no group
Data = dict[str, Any]


class SurveyReader:
    """Builds what a YAML file would hold, and notes the sheet and row of each part."""

    def __init__(self, file: str, settings: Row, sheets: Mapping[str, list[Row]]) -> None:
        self.file, self.settings, self.sheets = file, settings, sheets
        self.default = language_of(settings["default_language"]) or "sv"
        self.lists = read_lists(sheets.get(CHOICES, []), self.default)
        self.problems: list[Problem] = []
        self.places: dict[Path, Place] = {(): (SURVEY, 1)}
        self.codings: dict[str, Mapping[str, int]] = {}
        self.introduction: Data | None = None
        self.blocks: list[Data] = []
        self.group: Data | None = None  # the group within a block that is being read
        self.used: dict[str, int] = {}  # how many questions use a list

    def read(self) -> Data:
        self._check_headings()
        for row in self.sheets[SURVEY]:
            self._note_list(row)
        for row in self.sheets[SURVEY]:
            self._row(row)
        title = said(self.settings, "tryggve_title", self.default)
        data: Data = {
            "name": self.settings["form_id"] or "form",
            "version": self.settings["version"] or "1",
            "source_language": self.default,
            "title": title or {self.default: self.settings["form_title"]},
            "scales": self._scales(),
            "blocks": [block for block in self.blocks if block["questions"]],
            "checks": list(self._checks()),
            "indicators": list(self._indicators()),
            "translated_from": self._wordings(),
        }
        if self.settings["tryggve_adds_to"]:
            data["adds_to"] = self.settings["tryggve_adds_to"]
        if self.introduction is not None:
            data["introduction"] = self.introduction
        return data | {"languages": self._languages(data)}

    # --- the sheet survey ----------------------------------------------------

    def _row(self, row: Row) -> None:
        kind, *names = row["type"].replace("begin group", "begin_group").replace(
            "end group", "end_group"
        ).split() or [""]
        if kind == "begin_group":
            self._begin(row)
        elif kind == "end_group":
            self._end()
        elif kind == "note":
            self._note(row)
        elif kind in KINDS:
            self._question(row, KINDS[kind], names[0] if names else "")
        elif kind not in ABOUT_THE_DEVICE:
            self._refuse(
                row,
                say("A questionnaire cannot hold a row of the type {type}.", type=row["type"]),
                say("Take it away, or ask in one of these ways: {types}.", types=", ".join(KINDS)),
            )

    def _begin(self, row: Row) -> None:
        if self.group is not None:
            self._refuse(
                row,
                say("A group stands within a group within a group."),
                say("A block holds questions and grids: take one of the groups away."),
            )
        elif self.blocks and "open" in self.blocks[-1]:
            self.group = self._common(row) | {"kind": "grid", "items": [], "row": row}
        else:
            if row["relevant"]:
                self._refuse(
                    row,
                    say("A whole block has a condition."),
                    say("Give each of its questions the condition."),
                )
            block: Data = {"name": row["name"], "title": self._said(row, "label")}
            self._add_block(block | {"open": True}, row.number)

    def _end(self) -> None:
        if self.group is None:
            if self.blocks:
                self.blocks[-1].pop("open", None)
            return
        grid, self.group = self.group, None
        row: Row = grid.pop("row")
        lists = {item.pop("list") for item in grid["items"]}
        if len(lists) != 1 or not all(name in self.lists for name in lists):
            self._refuse(
                row,
                say("The questions of a group within a block do not have the same answers."),
                say("Use one list for all of them, or take the group away."),
            )
            return
        grid |= self._answers(lists.pop(), grid["name"])
        path = self._add_question(grid, row.number)
        for number, item in enumerate(grid["items"]):
            self.places[(*path, "items", number)] = (SURVEY, item.pop("row"))

    def _note(self, row: Row) -> None:
        text, name = self._said(row, "label"), row["name"]
        if self.group is not None and name == self.group["name"] + HINT:
            self.group["hint"] = text
        elif self.blocks and name == self.blocks[-1]["name"] + INTRODUCTION:
            self.blocks[-1]["introduction"] = text
        elif name == INTRODUCTION.removeprefix("_") and not self.blocks:
            self.introduction = text
        else:
            self._refuse(
                row,
                say("A note stands where none can be kept."),
                say("Put the text in the hint of a question, or name the note {name} first in its "
                    "group.", name="<group>" + INTRODUCTION),
            )  # fmt: skip

    def _question(self, row: Row, kind: str, list_name: str) -> None:
        question = self._common(row)
        if kind in ("single", "multiple") and list_name not in self.lists:
            self._refuse(
                row,
                say("There is no list {name} on the sheet choices.", name=list_name),
                say("Write its answers there."),
            )
            return
        if self.group is not None:
            if kind == "single":
                self.group["items"].append(question | {"list": list_name, "row": row.number})
            else:
                self._refuse(
                    row,
                    say("A group within a block holds a question that is no select_one."),
                    say("Use one list for all of them, or take the group away."),
                )
            return
        try:
            question |= {"kind": kind} | limits_of(row, kind)
        except NotUnderstood:
            self._refuse(
                row,
                say("The constraint cannot be kept: {text}.", text=row["constraint"]),
                say("A number needs “. >= 0 and . <= 10”, several answers may have "
                    "“count-selected(.) <= 3”, a text “string-length(.) <= 100”."),
            )  # fmt: skip
            return
        if kind in ("single", "multiple"):
            question |= self._answers(list_name, row["name"])
        unit = self._said(row, "tryggve_unit")
        if unit:
            question["unit"] = unit
        if not self.blocks or "open" not in self.blocks[-1]:
            self._open_block_of_its_own(row)
        path = self._add_question(question, row.number)
        for (part, number), line in self._own_rows(question, list_name).items():
            self.places[(*path, part, number)] = (CHOICES, line)

    def _common(self, row: Row) -> Data:
        data: Data = {"name": row["name"], "text": self._said(row, "label")}
        hint = self._said(row, "hint")
        if hint:
            data["hint"] = hint
        if row["relevant"]:
            data["asked_if"] = self._condition(row, row["relevant"], SURVEY)
        if row["tryggve_problem_area"]:
            data["problem_area"] = row["tryggve_problem_area"]
        if row["tryggve_known_from_sample"]:
            data["known_from_sample"] = row["tryggve_known_from_sample"] == "yes"
        return data

    def _open_block_of_its_own(self, row: Row) -> None:
        if not self.blocks or not self.blocks[-1]["name"].startswith(OUTSIDE):
            name = OUTSIDE if not self.blocks else f"{OUTSIDE}_{len(self.blocks)}"
            title = {self.default: self.settings["form_title"] or name}
            self._add_block({"name": name, "title": title}, row.number)

    def _add_block(self, block: Data, row: int) -> None:
        self.places[("blocks", len(self.blocks))] = (SURVEY, row)
        self.blocks.append(block | {"questions": []})

    def _add_question(self, question: Data, row: int) -> Path:
        questions = self.blocks[-1]["questions"]
        path: Path = ("blocks", len(self.blocks) - 1, "questions", len(questions))
        questions.append(question)
        self.places[path] = (SURVEY, row)
        return path

    # --- answers ---------------------------------------------------------------

    def _note_list(self, row: Row) -> None:
        """Conditions name answers by their names: know whose list is whose beforehand."""
        kind, _, name = row["type"].partition(" ")
        if kind in ("select_one", "select_multiple") and name.strip() in self.lists:
            self.codings[row["name"]] = self.lists[name.strip()].codes
            self.used[name.strip()] = self.used.get(name.strip(), 0) + 1

    def _is_own(self, list_name: str) -> bool:
        return list_name.startswith("of_")

    def _answers(self, list_name: str, question: str) -> Data:
        if self._is_own(list_name):
            return dict(self.lists[list_name].data)
        return {"scale": list_name}

    def _own_rows(self, question: Data, list_name: str) -> Mapping[tuple[str, int], int]:
        return self.lists[list_name].rows if "options" in question else {}

    def _scales(self) -> Data:
        scales: Data = {}
        for name, answers in self.lists.items():
            if self._is_own(name) or not self.used.get(name):
                continue
            scales[name] = dict(answers.data)
            self._place_list(name, answers)
        return scales

    def _place_list(self, name: str, answers: AnswerList) -> None:
        for (part, number), row in answers.rows.items():
            self.places[("scales", name, part, number)] = (CHOICES, row)

    # --- our own sheets --------------------------------------------------------

    def _checks(self) -> Iterator[Data]:
        for number, row in enumerate(self.sheets.get(CHECKS, [])):
            self.places[("checks", number)] = (CHECKS, row.number)
            yield {
                "name": row["name"],
                "doubted_if": self._condition(row, row["doubted_if"], CHECKS),
                "text": self._said(row, "text"),
            }

    def _indicators(self) -> Iterator[Data]:
        for number, row in enumerate(self.sheets.get(INDICATORS, [])):
            self.places[("indicators", number)] = (INDICATORS, row.number)
            counts = (each.partition(":") for each in row["counts"].split(";") if each.strip())
            indicator: Data = {
                "name": row["name"],
                "title": self._said(row, "title"),
                "counts": {name.strip(): codes.split() for name, _, codes in counts},
                "holds": row["holds"] or "any",
            }
            if row["among"]:
                indicator["among"] = self._condition(row, row["among"], INDICATORS)
            if row["problem_area"]:
                indicator["problem_area"] = row["problem_area"]
            yield indicator

    def _wordings(self) -> Data:
        wordings: Data = {}
        for row in self.sheets.get(WORDINGS, []):
            if row["language"]:
                wordings.setdefault(row["text"], {})[row["language"]] = row["stamp"]
            else:
                wordings[row["text"]] = row["stamp"]
        return wordings

    def _languages(self, data: Data) -> Data:
        """Those of the sheet; of a foreign form all that occur, of which nobody knows who wrote."""
        declared: Data = {}
        for row in self.sheets.get(LANGUAGE_SHEET, []):
            declared[row["language"]] = {"written_by": row["written_by"]}
            if row["reviewer"]:
                approved = {"reviewer": row["reviewer"], "on": row["on"][:10]}
                declared[row["language"]]["approved"] = approved
        if declared:
            return declared
        used = {tag for block in data["blocks"] for tag in block["title"]} | {self.default}
        used |= {
            tag
            for block in data["blocks"]
            for question in block["questions"]
            for tag in question["text"]
        }
        return {tag: {"written_by": "people"} for tag in sorted(used - {"same"})}

    # --- small things ------------------------------------------------------------

    def _said(self, row: Row, kind: str) -> Data:
        return said(row, kind, self.default)

    def _condition(self, row: Row, expression: str, sheet: str) -> Any:
        try:
            return as_condition(expression, self.codings).model_dump(mode="json")
        except NotUnderstood:
            self._refuse(
                row,
                say("The condition cannot be kept: {text}.", text=expression),
                say("It may hold selected(${question}, 'code'), comparisons of a number with >= "
                    "and <=, and, or, and brackets."),
                sheet,
            )  # fmt: skip
            return {"unknown": [0]}

    def _check_headings(self) -> None:
        for sheet, rows in self.sheets.items():
            for heading in unknown_languages(rows):
                self._refuse(
                    Row(1, {}),
                    say("The language of the heading {heading} is none of those that there are.",
                        heading=heading),
                    say("Write its tag in brackets, as in label::Svenska (sv)."),
                    sheet,
                )  # fmt: skip

    def _refuse(self, row: Row, what: Text, mend: Text, sheet: str = SURVEY) -> None:
        self.problems.append(Problem(what, mend, f"{self.file} [{sheet}]", row.number))
