"""A questionnaire as files: its definition, and what describes the columns of its answers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tryggve.documents.codebook import codebook, codebook_html
from tryggve.exchange.codebooks import ddi_codebook, labelled_columns
from tryggve.exchange.ddi import write_ddi
from tryggve.exchange.labels import r_script, spss_syntax
from tryggve.paper.form import typeset_form
from tryggve.questionnaire.columns import NOT_ASKED
from tryggve.questionnaire.model import Questionnaire
from tryggve.questionnaire.writing import as_yaml
from tryggve.questionnaire.xlsform import write_xlsform
from tryggve.wording.text import LANGUAGES

Write = Callable[[Questionnaire, str, date], bytes]


@dataclass(frozen=True)
class Kind:
    """A file that can be fetched. `write` takes the definition, a language, and today's date.
    `needs`: the language that it must be written in, whatever the reader's."""

    said: Promise
    content_type: str
    write: Write
    needs: str = ""


KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "codebook.pdf": Kind(
            _("Codebook"),
            "application/pdf",
            lambda read, tag, made: codebook(read, language=tag, made=made),
        ),
        "codebook.html": Kind(
            _("Codebook as a page"),
            "text/html; charset=utf-8",
            lambda read, tag, made: codebook_html(read, language=tag, made=made).encode(),
        ),
        "ddi.xml": Kind(
            _("DDI Codebook 2.5"),
            "application/xml",
            lambda read, tag, made: write_ddi(ddi_codebook(read, tag, made=made)),
        ),
        "labels.sps": Kind(
            _("Labels for SPSS"),
            "text/plain; charset=utf-8",
            lambda read, tag, made: spss_syntax(
                labelled_columns(read, tag), not_asked=NOT_ASKED
            ).encode(),
        ),
        "labels.R": Kind(
            _("Labels for R"),
            "text/plain; charset=utf-8",
            lambda read, tag, made: r_script(labelled_columns(read, tag)).encode(),
        ),
        "form.pdf": Kind(
            _("The form on paper, without codes"),
            "application/pdf",
            lambda read, tag, made: typeset_form(read, language="sv", made=made).pdf,
            needs="sv",
        ),
        "form-simple.pdf": Kind(
            _("The form on paper in easy Swedish, without codes"),
            "application/pdf",
            lambda read, tag, made: typeset_form(read, language="sv-simple", made=made).pdf,
            needs="sv-simple",
        ),
        "layout.json": Kind(
            _("Where each box of the form stands"),
            "application/json",
            lambda read, tag, made: (
                typeset_form(read, language="sv", made=made).layout.as_json().encode()
            ),
            needs="sv",
        ),
        "questionnaire.yaml": Kind(
            _("The definition, to change and add again"),
            "application/yaml",
            lambda read, tag, made: as_yaml(read).encode(),
        ),
        "questionnaire.xlsx": Kind(
            _("XLSForm, for ODK and Kobo"),
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            lambda read, tag, made: write_xlsform(read),
        ),
    }
)


def kinds_of(read: Questionnaire) -> dict[str, Kind]:
    """The files that can be made of a definition, in the languages that it is written in."""
    return {
        name: kind for name, kind in KINDS.items() if not kind.needs or kind.needs in read.languages
    }


def language_of_files(read: Questionnaire, wanted: str) -> str | None:
    """The language of the files: the one wanted, or another of our pages' that it is written in."""
    usable = [tag for tag in LANGUAGES if tag in read.languages]
    return wanted if wanted in usable else next(iter(usable), None)
