"""The tables that the pages about rounds and keying hold."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from tryggve.apps.accounts.models import Organisation
from tryggve.apps.surveys.models import OptOut, Round, RoundLanguage, Stratum
from tryggve.apps.surveys.queries import Progress
from tryggve.questionnaire.languages import LANGUAGES
from tryggve.web.tables import Column, Link, Status, Table

KINDS = {  # by state: how its tag looks
    Round.State.PLANNED: "new",
    Round.State.SAMPLED: "new",
    Round.State.IN_THE_FIELD: "under-way",
    Round.State.RECEPTION_CLOSED: "under-way",
    Round.State.LINK_DESTROYED: "under-way",
    Round.State.WEIGHED: "under-way",
    Round.State.PUBLISHED: "done",
    Round.State.ARCHIVED: "done",
}


def link_to(round: Round, page: str = "surveys:round") -> Link:
    return Link(round.title, reverse(page, args=[round.organisation.slug, round.pk]))


def state_of(round: Round) -> Status:
    return Status(round.get_state_display(), KINDS[Round.State(round.state)])


def rounds_table(rounds: Sequence[Round]) -> Table:
    return Table(
        caption=_("Rounds"),
        columns=[
            Column(_("Round"), link_to),
            Column(_("Year"), lambda round: str(round.year)),
            Column(_("State"), state_of),
            Column(_("What it is"), what_it_is),
            Column(_("Drawn"), "drawn", is_number=True),
            Column(_("Sent in"), "sent_in", is_number=True),
        ],
        rows=rounds,
        empty=_("Your rounds will stand here. Add a questionnaire, then plan a round of it."),
        id="rounds",
    )


def what_it_is(round: Round) -> str:
    return _("Test: not counted") if round.is_test else round.get_kind_display()


def keying_table(rounds: Sequence[Round]) -> Table:
    return Table(
        caption=_("Rounds whose forms are keyed now"),
        columns=[
            Column(_("Round"), lambda round: link_to(round, "surveys:key")),
            Column(_("On paper"), "paper", unit=_("done"), is_number=True),
            Column(_("On the telephone"), "telephone", unit=_("done"), is_number=True),
            Column(_("Wait for second keying"), "for_second", is_number=True),
            Column(_("Wait for comparison"), "for_comparison", is_number=True),
            Column(_("Letters that came back"), lambda round: _note(round, "surveys:returned")),
            Column(_("Calls"), lambda round: _note(round, "surveys:calls")),
        ],
        rows=rounds,
        empty=_("No round takes forms now. One that is in the field will stand here."),
        id="keying",
    )


def _note(round: Round, page: str) -> Link:
    return Link(_("Note"), link_to(round, page).address)


def progress_table(progress: Progress) -> Table:
    rows = [
        (_("Drawn"), progress.drawn),
        (_("Sent on the web"), progress.web),
        (_("On paper"), progress.paper),
        (_("On the telephone"), progress.telephone),
        (_("Begun on the web, not sent"), progress.begun),
        (_("Partial: count though they were not sent"), progress.partial),
        (_("Broken off: erased"), progress.broken_off),
        *((OptOut.Kind(kind).label, people) for kind, people in progress.told.items()),
    ]
    return Table(
        caption=_("How it goes"),
        columns=[
            Column(_("People"), lambda row: row[0]),
            Column(_("How many"), lambda row: row[1], is_number=True),
        ],
        rows=rows,
        empty="",
        id="progress",
    )


def languages_table(languages: Sequence[RoundLanguage]) -> Table:
    return Table(
        caption=_("Languages"),
        columns=[
            Column(_("Language"), lambda row: LANGUAGES[row.language].name),
            Column(_("Why it may be used"), lambda row: row.decision or _("Approved")),
            Column(_("Decided"), lambda row: row.decided.date() if row.decided else "–"),
        ],
        rows=languages,
        empty=_("No language is chosen yet. The round cannot be opened without one."),
        id="languages",
    )


def followed_table(organisation: Organisation, strata: Sequence[Stratum]) -> Table:
    """How rounds of others go in the organisation's own areas."""

    def round_of(stratum: Stratum) -> Link:
        address = reverse("surveys:followed_round", args=[organisation.slug, stratum.round_id])
        return Link(stratum.round.title, address)

    return Table(
        caption=_("The survey in your areas"),
        columns=[
            Column(_("Area"), "name"),
            Column(_("Round"), round_of),
            Column(_("Asked by"), lambda each: each.round.organisation.name),
            Column(_("State"), lambda each: state_of(each.round)),
            Column(_("Drawn"), "people", is_number=True),
            Column(_("Answered"), "answered", is_number=True),
            Column(_("Share"), _share, unit="%", is_number=True, decimals=1),
        ],
        rows=strata,
        empty=_("The areas of yours that a survey asks in will stand here once people are drawn."),
        id="followed",
    )


def _share(stratum: Stratum) -> float | None:
    return 100 * stratum.answered / stratum.people if stratum.people else None
