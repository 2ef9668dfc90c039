"""tryggve questionnaire: definitions of questionnaires, without an installation and Django."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tryggve.cli.files import content_of, write
from tryggve.cli.noun import noun
from tryggve.wording.problems import refuse
from tryggve.wording.text import current_language, say

if TYPE_CHECKING:
    from tryggve.questionnaire.model import Questionnaire

app = noun()

File = Annotated[Path, typer.Argument(help="The questionnaire: YAML, or XLSForm as .xlsx.")]
Out = Annotated[Path, typer.Option(help="The file to write.")]
Spoken = Annotated[str, typer.Option(help="The tag of the language, such as sv.")]


@app.callback(help="Check, translate, compare and describe questionnaires.")
def questionnaire() -> None: ...


@app.command()
def standard(out: Out) -> None:
    """Write the standard questionnaire of this version to a file of one's own."""
    from tryggve.questionnaire.standard import standard_questionnaire
    from tryggve.questionnaire.writing import as_yaml

    write(out, as_yaml(standard_questionnaire()).encode())


@app.command()
def check(file: File) -> None:
    """Look a questionnaire over: every problem in one report, with line and how to mend it."""
    from tryggve.questionnaire.languages import LANGUAGES
    from tryggve.questionnaire.versions import content_hash

    read = _read(file)
    typer.echo(
        say("{name} {version}: {items} items, {indicators} indicators. Nothing is wrong.",
            name=read.name, version=read.version, items=len(read.variables),
            indicators=len(read.indicators))
    )  # fmt: skip
    for tag, status in read.languages.items():
        if status.approved:
            state = say("approved by {reviewer} on {day}",
                        reviewer=status.approved.reviewer, day=status.approved.on)  # fmt: skip
        elif status.written_by == "machine":
            state = say("drafted by machine, not approved")
        else:
            state = say("not approved")
        typer.echo(say("{language}: {state}", language=LANGUAGES[tag].said, state=state))
    typer.echo(say("Content hash: {hash}", hash=content_hash(read)))


@app.command()
def difference(before: File, after: File) -> None:
    """Tell what changed between two versions, and which indicators can still be compared."""
    from tryggve.questionnaire.versions import difference as between

    found = between(_read(before), _read(after))
    for line in found.lines:
        typer.echo(line.said)
    for name, why in found.broken.items():
        typer.echo(say("The series of {indicator} breaks: {why}", indicator=name, why=why))
    for name in (*found.added, *found.removed):
        typer.echo(
            say("The indicator {indicator} is new.", indicator=name)
            if name in found.added
            else say("The indicator {indicator} was taken away.", indicator=name)
        )
    typer.echo(say("Indicators that can be compared: {count}.", count=len(found.comparable)))


@app.command()
def texts(file: File, language: Spoken, out: Out) -> None:
    """Write the texts to translate: for each its Swedish, and what stands in the language."""
    from tryggve.questionnaire.filling import translations
    from tryggve.questionnaire.texts import texts as all_texts

    read = _read(file, unfinished=True)
    _known(language)
    own = translations(read, language)
    rows = {
        text.name: {"source": text.words.own(read.source_language), language: own.get(text.name)}
        for text in all_texts(read)
    }
    write(out, json.dumps(rows, ensure_ascii=False, indent=1).encode() + b"\n")


@app.command()
def fill(
    file: File,
    translated: Annotated[Path, typer.Argument(help="The texts, as `texts` wrote them.")],
    language: Spoken,
    out: Out,
) -> None:
    """Take translations in, as of today's wording, and write the questionnaire anew."""
    from tryggve.questionnaire.filling import filled
    from tryggve.questionnaire.translation import stamped
    from tryggve.questionnaire.writing import as_yaml

    read = _read(file, unfinished=True)
    _known(language)
    given = _translations(translated, language)
    done = stamped(filled(read, language, given, file=translated.name), [language])
    write(out, as_yaml(done).encode())
    typer.echo(say("Texts taken in: {count}.", count=len(given)))


@app.command()
def stamp(file: File, language: Spoken, out: Out) -> None:
    """Say that the translations into some languages are of today's wording: `--language fi,so`."""
    from tryggve.questionnaire.translation import stamped
    from tryggve.questionnaire.writing import as_yaml

    tags = language.split(",")
    for tag in tags:
        _known(tag)
    write(out, as_yaml(stamped(_read(file, unfinished=True), tags)).encode())


@app.command()
def convert(file: File, out: Out) -> None:
    """Write a questionnaire as XLSForm (.xlsx) for ODK and Kobo, or XLSForm as YAML (.yaml)."""
    from tryggve.questionnaire.writing import as_yaml
    from tryggve.questionnaire.xlsform import write_xlsform

    read = _read(file)
    match out.suffix:
        case ".xlsx":
            write(out, write_xlsform(read))
        case ".yaml" | ".yml":
            write(out, as_yaml(read).encode())
        case _:
            raise _other_ending(out, ".xlsx .yaml")


@app.command()
def codebook(file: File, out: Out, language: Spoken = "") -> None:
    """Describe the columns of the answers, as the end of the file's name says.

    A codebook (.pdf, .html), DDI Codebook 2.5 (.xml), labels for SPSS (.sps) or R (.R); in the
    language of the command unless told otherwise.
    """
    from tryggve.documents.codebook import codebook as as_pdf
    from tryggve.documents.codebook import codebook_html
    from tryggve.exchange.codebooks import ddi_codebook, labelled_columns
    from tryggve.exchange.ddi import write_ddi
    from tryggve.exchange.labels import r_script, spss_syntax
    from tryggve.questionnaire.columns import NOT_ASKED

    read, tag = _read(file), language or current_language()
    _written_in(read, tag)
    made = datetime.now(UTC).date()
    match out.suffix:
        case ".pdf":
            write(out, as_pdf(read, language=tag, made=made))
        case ".html":
            write(out, codebook_html(read, language=tag, made=made).encode())
        case ".xml":
            write(out, write_ddi(ddi_codebook(read, tag, made=made)))
        case ".sps":
            labels = labelled_columns(read, tag)
            write(out, spss_syntax(labels, not_asked=NOT_ASKED).encode())
        case ".R":
            write(out, r_script(labelled_columns(read, tag)).encode())
        case _:
            raise _other_ending(out, ".pdf .html .xml .sps .R")


@app.command()
def form(
    file: File,
    out: Out,
    layout: Annotated[
        Path | None, typer.Option(help="Also write where each box stands: a JSON file.")
    ] = None,
    language: Annotated[str, typer.Option(help="sv or sv-simple")] = "sv",
) -> None:
    """Set the form on paper as PDF, without anybody's codes."""
    from tryggve.paper.form import typeset_form

    made = typeset_form(_read(file), language=language, made=datetime.now(UTC).date())
    write(out, made.pdf)
    if layout is not None:
        write(layout, made.layout.as_json().encode())
    typer.echo(
        str(
            say(
                "{pages} pages, {boxes} boxes; the layout is {id}.",
                pages=made.layout.pages,
                boxes=len(made.layout.boxes),
                id=made.layout.id,
            )
        )
    )


def _read(file: Path, *, unfinished: bool = False) -> "Questionnaire":
    from tryggve.questionnaire.reading import read_questionnaire_file
    from tryggve.questionnaire.xlsform import read_xlsform

    if file.suffix != ".xlsx":
        return read_questionnaire_file(file, unfinished_translations=unfinished)
    return read_xlsform(content_of(file), file=file.name, unfinished_translations=unfinished)


def _translations(file: Path, language: str) -> dict[str, str]:
    """Those that have a text: what is not translated yet stays so."""
    try:
        rows = json.loads(content_of(file))
        given = {name: row.get(language) for name, row in rows.items()}
    except (ValueError, AttributeError):
        raise refuse(
            say("The file holds no texts to take in."),
            say("Begin with: tryggve questionnaire texts FILE."),
            file=file.name,
        ) from None
    return {name: text for name, text in given.items() if isinstance(text, str) and text.strip()}


def _known(language: str) -> None:
    from tryggve.questionnaire.languages import LANGUAGES

    if language not in LANGUAGES:
        raise refuse(
            say("There is no language {unknown}; there are {known}.",
                unknown=language, known=", ".join(LANGUAGES)),
            field="--language",
        )  # fmt: skip


def _written_in(read: "Questionnaire", language: str) -> None:
    """A codebook is in a language of our pages, with our words beside the questionnaire's."""
    from tryggve.wording.text import LANGUAGES

    usable = [tag for tag in LANGUAGES if tag in read.languages]
    if language not in usable:
        raise refuse(
            say("There is no codebook in {language}.", language=language),
            say("Use one of: {codes}.", codes=", ".join(usable)),
            field="--language",
        )


def _other_ending(out: Path, endings: str) -> Exception:
    return refuse(
        say("The name of the file does not say what to write."),
        say("End it with one of: {endings}.", endings=endings),
        file=out.name,
    )
