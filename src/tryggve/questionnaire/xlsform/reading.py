"""From XLSForm to a questionnaire: our own, or one made for ODK or Kobo."""

from tryggve.questionnaire.model import Questionnaire
from tryggve.questionnaire.reading.places import Places, as_questionnaire
from tryggve.questionnaire.xlsform.sheets import Row, read_workbook
from tryggve.questionnaire.xlsform.survey import SurveyReader
from tryggve.questionnaire.xlsform.writing import SETTINGS, SURVEY
from tryggve.wording.problems import InputError, refuse
from tryggve.wording.text import say


def read_xlsform(
    content: bytes, *, file: str = "", unfinished_translations: bool = False
) -> Questionnaire:
    """The questionnaire in an .xlsx file. InputError holds every problem with its sheet and row.

    Answers whose names are no whole numbers get codes from 1 in their order. What phones fill in
    by themselves is passed over; what a questionnaire cannot hold (calculations, repeats, pictures,
    dates) is a problem. Questions outside every group become a block of their own.
    """
    sheets = read_workbook(content, file)
    if SURVEY not in sheets:
        raise refuse(
            say("The workbook has no sheet {sheet}.", sheet=SURVEY),
            say("An XLSForm has the sheets survey, choices and settings."),
            file=file,
        )
    settings = next(iter(sheets.get(SETTINGS, [])), Row(2, {}))
    reader = SurveyReader(file, settings, sheets)
    data = reader.read()
    if reader.problems:
        raise InputError(reader.problems)
    return as_questionnaire(
        data, Places(file, reader.places), unfinished_translations=unfinished_translations
    )
