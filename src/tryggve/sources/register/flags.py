"""A list of people whose identity is protected now, as the register's supplier sends it.

A text file with one person on each line, by person number or by the supplier's own reference. A
heading is no person: the first line is passed over if it has no digit.
"""

from tryggve.sources.complaints import Complaints
from tryggve.sources.register.people import MEND_IDENTITY, read_person_number
from tryggve.wording.problems import refuse
from tryggve.wording.text import say


def read_flags(content: bytes, *, by_reference: bool, file: str = "") -> list[str]:
    """The identities as a sample's file gives them: twelve digits, or references.

    InputError, by line, for what is no person number, and for a file that is no text.
    """
    try:
        lines = content.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise refuse(
            say("The file is no text in UTF-8."), say("Save it as a text file."), file=file
        ) from None
    complaints = Complaints(file)
    found = []
    for number, line in enumerate(lines, 1):
        text = line.strip().strip(';,"')
        is_heading = number == 1 and not any(sign.isdigit() for sign in text)
        if not text or is_heading:
            continue
        identity = text if by_reference else read_person_number(text)
        if identity is None:
            complaints.add(
                say("This is no person number: its form, its date or its check digit is wrong."),
                MEND_IDENTITY,
                row=number,
            )
        else:
            found.append(identity)
    complaints.stop_if_any()
    return found
