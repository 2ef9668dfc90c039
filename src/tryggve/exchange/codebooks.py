"""A questionnaire as what other programs read: DDI, and labels for SPSS and R."""

from datetime import date

from tryggve.exchange.ddi import DdiCodebook, DdiGroup, DdiVariable
from tryggve.exchange.labels import LabelledCode, LabelledColumn
from tryggve.questionnaire.columns import Column, Kind, columns, said
from tryggve.questionnaire.conditions_in_words import asked_of
from tryggve.questionnaire.model import Questionnaire
from tryggve.questionnaire.problem_areas import problem_areas
from tryggve.questionnaire.versions import content_hash


def labelled_columns(questionnaire: Questionnaire, language: str) -> tuple[LabelledColumn, ...]:
    """Every column of the answers with its label and codes. KeyError for a language it lacks."""
    return tuple(
        LabelledColumn(
            column.name,
            column.label(language),
            _codes(column, language),
        )
        for column in columns(questionnaire)
    )


def ddi_codebook(questionnaire: Questionnaire, language: str, *, made: date) -> DdiCodebook:
    """The questionnaire as a codebook of DDI. KeyError for a language it lacks.

    Its identifier is name, version and the first digits of the content hash.
    """
    introduction = questionnaire.introduction
    return DdiCodebook(
        identifier=f"{questionnaire.name}-{questionnaire.version}-"
        f"{content_hash(questionnaire)[:12]}",
        title=questionnaire.title[language],
        version=questionnaire.version,
        language=language,
        abstract=introduction[language] if introduction else "",
        made=made,
        groups=[DdiGroup(each.name, each.title[language]) for each in questionnaire.blocks],
        variables=[_variable(column, questionnaire, language) for column in columns(questionnaire)],
    )


def _variable(column: Column, questionnaire: Questionnaire, language: str) -> DdiVariable:
    variable = column.variable
    hint, condition = variable.question.hint, asked_of(variable, questionnaire, language)
    area = problem_areas().areas.get(variable.problem_area or "")
    return DdiVariable(
        name=column.name,
        label=column.label(language),
        group=variable.block.name,
        question=variable.question.text[language],
        instruction=hint[language] if hint else "",
        universe=said(condition, language) if condition else "",
        concept=area.name.get(language) or area.code if area else "",
        is_text=column.kind is Kind.TEXT,
        is_continuous=column.kind is Kind.NUMBER,
        decimals=column.decimals,
        categories=_codes(column, language),
    )


def _codes(column: Column, language: str) -> tuple[LabelledCode, ...]:
    return tuple(
        LabelledCode(each.code, said(each.words, language), each.is_missing)
        for each in column.meanings
    )
