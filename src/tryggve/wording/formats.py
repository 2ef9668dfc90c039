"""Numbers and dates as a language writes them: 1 234,5 and 5 mars 2026 in Swedish."""

from datetime import date, datetime

from babel import dates, numbers

LOCALES = {
    "sv": "sv_SE",
    "en": "en_GB",
    "ar": "ar_EG",
    "fi": "fi_FI",
    "so": "so_SO",
    "fa": "fa_IR",
    "pl": "pl_PL",
    "bs": "bs_Latn_BA",
    "uk": "uk_UA",
    "ti": "ti_ER",
}
FROM_RIGHT = ("ar", "fa")
WITH_LATIN_DIGITS = "latn"  # codes, phone numbers and tables are the same in every language
MINUS = "\N{MINUS SIGN}"  # a screen reader passes over a hyphen
LEFT_TO_RIGHT_MARK = "\N{LEFT-TO-RIGHT MARK}"


def locale(language: str) -> str:
    """The Babel locale of one of our languages; Swedish where the language is none of ours."""
    return LOCALES.get(language, LOCALES["sv"])


def number(value: float, language: str, *, decimals: int | None = None) -> str:
    """A number with the language's own separators; `decimals` fixes how many are shown."""
    pattern = None if decimals is None else "#,##0" + ("." + "0" * decimals if decimals else "")
    written = numbers.format_decimal(
        value, pattern, locale(language), numbering_system=WITH_LATIN_DIGITS
    )
    return _with_minus(written, language)


def percent(share: float, language: str, *, decimals: int = 0) -> str:
    """A share between 0 and 1 as a percentage with its sign: 0.31 as 31 %."""
    space = "" if language == "en" else "\N{NO-BREAK SPACE}"
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "") + space + "%"
    written = numbers.format_percent(
        share, pattern, locale(language), numbering_system=WITH_LATIN_DIGITS
    )
    return _with_minus(written, language)


def day(value: date, language: str) -> str:
    """A date in words: 5 mars 2026."""
    return dates.format_date(value, "d MMMM y", locale(language))


def short_day(value: date, language: str) -> str:
    """A date in few words without its year, for an axis that names it: 5 mars, 9 aug."""
    return dates.format_date(value, "d MMM", locale(language))


def moment(value: datetime, language: str) -> str:
    """A date in words with the clock: 5 mars 2026 14:30."""
    clock = dates.format_time(value, "HH:mm", locale=locale(language))
    return f"{day(value, language)} {clock}"


def _with_minus(written: str, language: str) -> str:
    """A real minus, which from right to left needs a mark to stay before its number."""
    mark = LEFT_TO_RIGHT_MARK if language in FROM_RIGHT else ""
    return written.replace("-", mark + MINUS)
