"""Letters with forms by two processes, beside letters that are typeset one by one.

Seconds of the clock, from the first batch given to a process to the last file in hand, with the
start of the processes left out. The peer sets each letter by itself in full, as a form letter is
set without parts that are shared, by the same two processes; it sets no form.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from multiprocessing import get_context
from typing import Any

from benchmarks import Row
from tryggve.paper.batches import SIZE, Batch, files_of
from tryggve.paper.form import typeset_form
from tryggve.paper.letter import LetterText, Sender, Signature, typeset_letter
from tryggve.paper.mail import Piece, Recipient, printed
from tryggve.paper.overlay import Copy
from tryggve.paper.sheet_code import new_sheet_code
from tryggve.privacy.respondent_codes import new_code
from tryggve.questionnaire.languages import LANGUAGES
from tryggve.questionnaire.standard import standard_questionnaire

BATCHES = {"quick": 4, "full": 40}
ONE_BY_ONE = {"quick": 40, "full": 400}
PROCESSES = 2
DAY = date(2026, 8, 3)


def run(size: str) -> Iterator[Row]:
    form = typeset_form(standard_questionnaire(), language="sv", made=DAY)
    piece = letter()
    with_forms, alone = (
        [
            Batch(
                f"{number:04}",
                piece,
                [recipient() for _ in range(SIZE)],
                form if has_form else None,
                [copy_of(form.layout.sheets) for _ in range(SIZE)] if has_form else (),
            )
            for number in range(BATCHES[size])
        ]
        for has_form in (True, False)
    )
    people = [recipient() for _ in range(ONE_BY_ONE[size])]
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as executor:
        list(executor.map(one_by_one, people[:PROCESSES]))  # the processes have started
        number = BATCHES[size] * SIZE
        yield told(f"tryggve, letter and form of {form.layout.sheets} sheets", number,
                   lambda: executor.map(files_of, with_forms))  # fmt: skip
        yield told("tryggve, letter alone", number, lambda: executor.map(files_of, alone))
        yield told("typst, each letter typeset in full", len(people),
                   lambda: executor.map(one_by_one, people))  # fmt: skip


def told(what: str, letters: int, make: Callable[[], Iterator[Any]]) -> Row:
    begun = time.perf_counter()
    made = sum(1 for _ in make())
    seconds = time.perf_counter() - begun
    return Row(what, f"{letters / seconds:,.0f} letters a second, {made} files or batches")


def one_by_one(person: Recipient) -> bytes:
    return printed(letter(), [person])


def letter() -> Piece:
    text = LetterText(
        heading="Hur trygg är du där du bor?",
        paragraphs=["Du är en av dem som har dragits för att svara på frågor om trygghet."] * 3,
        protection="Polismyndigheten är personuppgiftsansvarig. " * 6,
        contact="Frågor? Ring Kommunpolisen 070-174 06 05.",
        link="https://svara.example.se/svara/",
        senders=[Sender("Lessebo kommun", None, ""), Sender("Polisen", None, "")],
        signatures=[Signature("Alva Exempel", "Ordförande", "Lessebo kommun")],
        languages=list(LANGUAGES),
    )
    return typeset_letter(text, language="sv", sent=DAY, sent_on="3 augusti 2026")


def recipient() -> Recipient:
    return Recipient(
        ["Anna Öberg", "Låtsasgatan 1", "361 30 Emmaboda"], new_sheet_code(), new_code()
    )


def copy_of(sheets: int) -> Copy:
    codes: Sequence[str] = [new_sheet_code() for _ in range(sheets)]
    return Copy(codes)
