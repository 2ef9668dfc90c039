"""The tables that the pages about questionnaires and help texts hold."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from tryggve.apps.accounts.models import Organisation
from tryggve.apps.surveys.help_texts import SECTIONS
from tryggve.apps.surveys.models import QuestionnaireVersion
from tryggve.questionnaire.conditions_in_words import asked_of
from tryggve.questionnaire.languages import LANGUAGES
from tryggve.questionnaire.model import Block, Indicator, Questionnaire, Variable
from tryggve.questionnaire.versions import Difference, wording_hash
from tryggve.web.tables import Column, Link, Status, Table
from tryggve.wording.formats import day
from tryggve.wording.text import current_language

QUESTION_KINDS = {
    "single": gettext_noop("one answer"),
    "multiple": gettext_noop("several answers"),
    "grid": gettext_noop("one answer for each line"),
    "number": gettext_noop("a number"),
    "text": gettext_noop("a text"),
    "map_point": gettext_noop("a place"),
}
CHANGES = {
    "added": gettext_noop("New"),
    "removed": gettext_noop("Taken away"),
    "changed": gettext_noop("Changed"),
    "translated": gettext_noop("Other wording"),
    "moved": gettext_noop("Moved"),
}


def spoken_of(read: Questionnaire) -> str:
    """The language in which a page shows the questions: its own, if they are written in it."""
    chosen = current_language()
    return chosen if chosen in read.languages else read.source_language


def title_of(version: QuestionnaireVersion) -> str:
    read = version.read()
    return read.title[spoken_of(read)]


def questionnaires_table(
    versions: Sequence[QuestionnaireVersion], organisation: Organisation
) -> Table:
    def link(version: QuestionnaireVersion) -> Link:
        address = reverse("surveys:questionnaire", args=[organisation.slug, version.pk])
        return Link(title_of(version), address)

    return Table(
        caption=_("Questionnaires"),
        columns=[
            Column(_("Title"), link),
            Column(_("Name"), "name"),
            Column(_("Version"), "version"),
            Column(_("Questions"), lambda each: len(each.read().variables), is_number=True),
            Column(_("Languages"), lambda each: len(each.read().languages), is_number=True),
            Column(_("State"), _state),
        ],
        rows=versions,
        empty=_("Your questionnaires will stand here. Add the standard one to begin."),
        id="questionnaires",
    )


def _state(version: QuestionnaireVersion) -> Status:
    if version.frozen:
        return Status(_("In use: cannot be changed"), "done")
    return Status(_("Not used yet"), "new")


def languages_table(
    version: QuestionnaireVersion, organisation: Organisation, *, may_approve: bool
) -> Table:
    """Each language, who wrote it, and who has approved it as it stands."""
    read = version.read()
    approvals = {each.language: each for each in version.approvals.all()}

    def state(tag: str) -> str:
        approval = approvals.get(tag)
        if approval is None:
            return _("not approved")
        if approval.wording_hash != wording_hash(read, tag):
            return _("approved in an earlier wording")
        said = _("approved by %(reviewer)s on %(day)s")
        when = day(approval.approved_on, current_language())
        return said % {"reviewer": approval.reviewer, "day": when}

    def approve(tag: str) -> Link:
        address = reverse("surveys:approve_language", args=[organisation.slug, version.pk, tag])
        return Link(_("Approve %(language)s") % {"language": LANGUAGES[tag].name}, address)

    columns = [
        Column(_("Language"), lambda tag: LANGUAGES[tag].name),
        Column(_("Written by"), lambda tag: _written_by(read.languages[tag].written_by)),
        Column(_("Approval"), state),
    ]
    if may_approve:
        columns.append(Column(_("Do"), approve))
    return Table(
        caption=_("Languages"), columns=columns, rows=list(read.languages), empty="",
        id="languages",
    )  # fmt: skip


def _written_by(who: str) -> str:
    return _("people") if who == "people" else _("machine: a draft")


def block_table(block: Block, read: Questionnaire) -> Table:
    """What a block asks, a row for each answer that is kept."""
    spoken = spoken_of(read)

    def whom(variable: Variable) -> str:
        return str(asked_of(variable, read, spoken) or _("everybody"))

    return Table(
        caption=block.title[spoken],
        columns=[
            Column(_("Question"), lambda each: _question(each, spoken)),
            Column(_("Kind"), lambda each: _(QUESTION_KINDS[each.kind])),
            Column(_("Variable"), "name"),
            Column(_("Asked of"), whom),
        ],
        rows=[each for each in read.variables.values() if each.block is block],
        empty="",
        id=block.name,
    )


def _question(variable: Variable, spoken: str) -> str:
    """What is asked; an item of a grid with the question that it stands under."""
    if variable.item is None:
        return variable.text[spoken]
    return f"{variable.question.text[spoken]} {variable.text[spoken]}"


def indicators_table(read: Questionnaire) -> Table:
    spoken = spoken_of(read)
    return Table(
        caption=_("Indicators"),
        columns=[
            Column(_("Indicator"), lambda each: each.title[spoken]),
            Column(_("What counts"), _what_counts),
        ],
        rows=read.indicators,
        empty=_("No indicator is worked out from this questionnaire."),
        id="indicators",
    )


def _what_counts(indicator: Indicator) -> str:
    return "; ".join(
        f"{name}: {', '.join(map(str, codes))}" for name, codes in indicator.counts.items()
    )


def changes_table(found: Difference) -> Table:
    return Table(
        caption=_("What is changed"),
        columns=[
            Column(_("Kind"), lambda line: _(CHANGES[line.kind.value])),
            Column(_("What"), "subject"),
            Column(_("The change"), lambda line: str(line.said)),
        ],
        rows=found.lines,
        empty=_("Nothing differs."),
        id="changes",
    )


def series_table(found: Difference, before: Questionnaire, after: Questionnaire) -> Table:
    """Each indicator of either, and whether its series goes on."""
    titles = {
        each.name: each.title[spoken_of(read)]
        for read in (before, after)
        for each in read.indicators
    }
    rows: list[tuple[str, Status, str]] = [
        *((name, Status(_("breaks"), "wrong"), str(why)) for name, why in found.broken.items()),
        *((name, Status(_("ends"), "care"), "") for name in found.removed),
        *((name, Status(_("begins"), "new"), "") for name in found.added),
        *((name, Status(_("goes on"), "done"), "") for name in found.comparable),
    ]
    return Table(
        caption=_("The indicators' series"),
        columns=[
            Column(_("Indicator"), lambda row: titles[row[0]]),
            Column(_("Series"), lambda row: row[1]),
            Column(_("Why"), lambda row: row[2]),
        ],
        rows=rows,
        empty=_("Neither has indicators."),
        id="series",
    )


def help_table(organisation: Organisation, languages: Sequence[str], own: set[Any]) -> Table:
    """A row for each part of the help page, a column for each language."""

    def cell(section: str, tag: str) -> Link:
        text = _("Own text") if (section, tag) in own else _("Standard")
        return Link(text, reverse("surveys:help_text", args=[organisation.slug, section, tag]))

    return Table(
        caption=_("Parts of the help page"),
        columns=[
            Column(_("Part"), lambda section: str(SECTIONS[section])),
            *(
                Column(LANGUAGES[tag].name, lambda section, tag=tag: cell(section, tag))
                for tag in languages
            ),
        ],
        rows=list(SECTIONS),
        empty="",
        id="help",
    )
