"""From bytes to text: UTF-8 with or without a mark at its beginning, and nothing else."""

from tryggve.wording.problems import refuse
from tryggve.wording.text import say

HOW_TO_SAVE = say(
    'Save it again as UTF-8: in Excel choose "CSV UTF-8", in Notepad choose the encoding UTF-8.'
)
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
ZIP_MARK = b"PK\x03\x04"


def decode(content: bytes, *, file: str) -> str:
    """The text of a file. InputError for another encoding, with the row where it first shows."""
    if content.startswith(ZIP_MARK):
        raise refuse(
            say("The file is a spreadsheet or a packed folder."),
            say("Save a spreadsheet as CSV UTF-8; unpack a packed folder first."),
            file=file,
        )
    if content.startswith(UTF16_MARKS) or b"\x00" in content:
        raise refuse(say("The file is not text in UTF-8."), HOW_TO_SAVE, file=file)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = content.count(b"\n", 0, error.start) + 1
        raise refuse(
            say("The file is not in UTF-8: a letter in this row cannot be read."),
            HOW_TO_SAVE,
            file=file,
            row=row,
        ) from None
