"""A letter with all that it can hold, and people whose addresses are hard to set."""

import io
from datetime import date

from PIL import Image, ImageDraw

from tryggve.paper.letter import LetterText, Sender, Signature, typeset_letter
from tryggve.paper.mail import Piece
from tryggve.questionnaire.languages import LANGUAGES

SENT = date(2026, 8, 3)
LINK = "https://svara.example.se/svara/"


def logo(width: int, height: int) -> bytes:
    picture = Image.new("RGBA", (width, height), (255, 255, 255, 0))
    ImageDraw.Draw(picture).rectangle((0, 0, width - 1, height - 1), outline="#1d4f73", width=9)
    content = io.BytesIO()
    picture.save(content, "PNG")
    return content.getvalue()


def text(**more: object) -> LetterText:
    about = {
        "heading": "Hur trygg är du där du bor?",
        "paragraphs": [
            "Du är en av dem som har valts ut slumpmässigt för att svara på frågor om trygghet.",
            "Det är frivilligt att svara. Svara senast den 28 september 2026, på webben eller på "
            "blanketten i det här kuvertet.",
        ],
        "protection": "Polismyndigheten är personuppgiftsansvarig. Kopplingen förstörs.",
        "contact": "Frågor? Ring Kommunpolisen 070-174 06 05.",
        "link": LINK,
        "senders": [
            Sender("Lessebo kommun", logo(900, 300), "Lessebo kommuns vapen"),
            Sender("Polisen", logo(300, 400), "Polisens vapen"),
        ],
        "signatures": [
            Signature("Alva Exempel", "Kommunstyrelsens ordförande", "Lessebo kommun"),
            Signature("Kim Exempel", "Chef för lokalpolisområdet", "Polisen"),
        ],
        "languages": list(LANGUAGES),
    }
    return LetterText(**about | more)


def letter(**more: object) -> Piece:
    return typeset_letter(text(**more), language="sv", sent=SENT, sent_on="3 augusti 2026")


ADDRESSES = {
    "plain": ["Anna Öberg", "Låtsasgatan 1", "361 30 Emmaboda"],
    "six lines": ["Företaget Påhittat AB", "Att: Lena Låtsas", "c/o Kontorshotellet", "Box 123",
                  "Sagovägen 4", "211 10 Malmö"],
    "sixty letters": ["Maximiliana Wilhelmina Andersson-Bergström von Sagovägenstierna",
                      "Diktarstigen 4B, 3 tr", "361 30 Emmaboda"],
    "one long word": ["W" * 60, "Sagovägen 4", "211 10 Malmö"],
    "arabic": ["محمد عبد الرحمن الحداد", "Sagovägen 12", "211 10 Malmö"],
    "tigrinya": ["ሰላም ተስፋይ", "Sagovägen 12", "211 10 Malmö"],
    "typst's own signs": ["#Anna *Öberg* $x$ @a <b>", "Låtsasgatan [1]", "361 30 Emmaboda"],
}  # fmt: skip
