"""What columns and codes mean, as a script for SPSS or for R that labels a file of answers."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

LONGEST_SPSS_LABEL = 255  # bytes; of a value's label 120
LONGEST_SPSS_VALUE_LABEL = 120
BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"  # SPSS takes a syntax file for UTF-8 by it


@dataclass(frozen=True)
class LabelledCode:
    """A code, what it means, and whether it stands for no answer."""

    code: int
    label: str
    is_missing: bool = False


@dataclass(frozen=True)
class LabelledColumn:
    """A column with its label. Only a column of numbers has codes."""

    name: str
    label: str
    codes: tuple[LabelledCode, ...] = ()


def spss_syntax(columns: Sequence[LabelledColumn], *, not_asked: int) -> str:
    """A syntax file (.sps) to run on the open file of answers: labels and missing values.

    The code `not_asked` becomes SPSS's own missing value. ValueError for a column with more codes
    without an answer than SPSS has room for: three, or one beside a range.
    """
    lines = [BYTE_ORDER_MARK + "VARIABLE LABELS"]
    lines += [f"  {each.name} {_spss(each.label, LONGEST_SPSS_LABEL)}" for each in columns]
    lines[-1] += "."
    for column in columns:
        if column.codes:
            lines += _spss_codes(column, not_asked)
    return "\n".join([*lines, "EXECUTE.", ""])


def _spss_codes(column: LabelledColumn, not_asked: int) -> Iterable[str]:
    kept = [code for code in column.codes if code.code != not_asked]
    if len(kept) < len(column.codes):
        yield f"RECODE {column.name} ({not_asked}=SYSMIS)."
    labels = [f"  {code.code} {_spss(code.label, LONGEST_SPSS_VALUE_LABEL)}" for code in kept]
    yield "\n".join([f"VALUE LABELS {column.name}", *labels]) + "."
    missing = sorted(code.code for code in kept if code.is_missing)
    if missing:
        valid = {code.code for code in kept if not code.is_missing}
        yield f"MISSING VALUES {column.name} ({_spss_missing(column.name, missing, valid)})."


def r_script(columns: Sequence[LabelledColumn], *, data: str = "answers") -> str:
    """An R script that labels the data frame `data`: labels as attributes, which haven reads.

    `na_values` holds the codes without an answer, as haven's labelled_spss does.
    """
    lines = [
        "# Labels for the data frame of answers; read it first, for example with read.csv.",
        "label_column <- function(column, label, labels = NULL, na_values = NULL) {",
        '  attr(column, "label") <- label',
        "  if (!is.null(labels)) {",
        '    attr(column, "labels") <- labels',
        '    attr(column, "na_values") <- na_values',
        '    class(column) <- c("haven_labelled_spss", "haven_labelled", "vctrs_vctr", "double")',
        "  }",
        "  column",
        "}",
    ]
    for column in columns:
        lines += _r_column(column, data)
    return "\n".join([*lines, ""])


def _r_column(column: LabelledColumn, data: str) -> Iterable[str]:
    place = f"{data}${column.name}"
    if not column.codes:
        yield f"{place} <- label_column({place}, {_r(column.label)})"
        return
    labels = ", ".join(f"{_r(code.label)} = {code.code}" for code in column.codes)
    missing = ", ".join(str(code.code) for code in column.codes if code.is_missing)
    yield (
        f"{place} <- label_column(as.double({place}), {_r(column.label)}, "
        f"c({labels}), c({missing}))"
    )


def _spss_missing(name: str, missing: Sequence[int], valid: Collection[int]) -> str:
    if len(missing) <= 3:
        return ", ".join(map(str, missing))
    first, *others = missing
    if any(others[0] <= code <= others[-1] for code in valid):
        raise ValueError(f"{name}: SPSS has no place for so many codes without an answer")
    return f"{others[0]} THRU {others[-1]}, {first}"


def _spss(text: str, longest: int) -> str:
    """A text in quotes, cut to so many bytes at a whole sign."""
    cut = " ".join(text.split()).encode()[:longest].decode(errors="ignore")
    return "'" + cut.replace("'", "''") + "'"


def _r(text: str) -> str:
    plain = " ".join(text.split())
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'
