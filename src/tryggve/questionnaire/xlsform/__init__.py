"""A questionnaire as XLSForm, the spreadsheet that ODK and Kobo read, and back.

What XLSForm has no place for (problem areas, indicators, checks, who wrote a language) stands in
sheets and columns of its own, which other programs pass over: out and in again nothing is lost.
How each kind of question is written: docs/reference/xlsform.md.
"""

from tryggve.questionnaire.xlsform.reading import read_xlsform
from tryggve.questionnaire.xlsform.writing import write_xlsform

__all__ = ["read_xlsform", "write_xlsform"]
