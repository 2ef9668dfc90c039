"""What shows who somebody is: found where it has a form, and not where it only looks so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tryggve.privacy.free_text import Kind, hint, personal_data


def kinds(text: str) -> list[Kind]:
    return [found.kind for found in personal_data(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hans nummer är 19850709-9805.", Kind.PERSON_NUMBER),
        ("850709-9805 bor här", Kind.PERSON_NUMBER),
        ("8507099805", Kind.PERSON_NUMBER),
        ("198507099806 med ett skrivfel", Kind.PERSON_NUMBER),
        ("samordningsnummer 850769-9802", Kind.PERSON_NUMBER),
        ("Ring mig på 070-174 06 05", Kind.PHONE),
        ("min telefon: +46 70 174 06 05", Kind.PHONE),
        ("skriv till anna.a@example.se tack", Kind.EMAIL),
        ("De bor på Storgatan 12 B", Kind.ADDRESS),
        ("bråk vid Östra Vallgatan 3", Kind.ADDRESS),
        ("kyrkvägen 44", Kind.ADDRESS),
        ("Det är Anders Svensson som säljer", Kind.NAME),
        ("han heter Ali", Kind.NAME),
        ("grannen kallas Tjorven", Kind.NAME),
        ("En bil med numret ABC 123 kör för fort", Kind.PLATE),
        ("ABC12D", Kind.PLATE),
    ],
)
def test_what_shows_who_somebody_is(text: str, expected: Kind) -> None:
    assert kinds(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Det är mörkt vid stationen på kvällen.",
        "Ring 112 eller 114 14, eller 116 006 dygnet runt.",
        "Kvinnofridslinjen har nummer 020-50 50 50",
        "Det hände 2026-03-05 klockan 22.30",
        "Jag har bott här i 20 år, sedan 1998.",
        "Bussen nummer 12 och linje 340",
        "Stora torget och Storgatan är otrygga",
        "Polisen i Malmö och Kommunen",
        "Ungefär 10 000 kronor",
        "EU och SVT",
        "Södra Station är bättre än Norra Station",
    ],
)
def test_what_shows_nobody_is_left_alone(text: str) -> None:
    assert kinds(text) == []


def test_several_are_found_in_their_order_and_none_twice() -> None:
    text = "Anders Svensson, 850709-9805, Storgatan 12, 070-174 06 05"
    found = personal_data(text)
    assert [each.kind for each in found] == [
        Kind.NAME,
        Kind.PERSON_NUMBER,
        Kind.ADDRESS,
        Kind.PHONE,
    ]
    assert [text[each.start : each.end] for each in found] == text.split(", ")


def test_the_hint_names_kinds_and_repeats_nothing() -> None:
    said = hint("Ring Anders Svensson på 070-174 06 05, 070-174 06 06")
    assert said is not None
    assert said.spoken_in("en") == (
        "It looks as if you have written a person's name, and a phone number. "
        "Take it away if it shows who somebody is."
    )
    assert hint("Det är mörkt.") is None


@given(st.text(max_size=300))
def test_whatever_is_written_the_finds_lie_within_it_and_apart(text: str) -> None:
    found = personal_data(text)
    ends = [0, *(each.end for each in found)]
    assert all(before <= each.start < each.end for before, each in zip(ends, found, strict=False))
    assert ends[-1] <= len(text)


@pytest.mark.parametrize("part", ["a", "A", "1", "Aa ", "@.", "a-", "a.", "070 ", "Astorgatan "])
def test_a_text_made_to_be_slow_is_read_through(part: str) -> None:
    assert kinds(part * (5_000 // len(part))) == []
