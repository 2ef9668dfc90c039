"""A municipality's own questions, after the common ones.

An add-on is a definition of its own, with the name of the common one in `adds_to`. Nothing in the
common part changes by it: not its texts, its order, nor what is asked before it. It is asked in
the languages that it is written in; elsewhere the common part is asked alone.
"""

from tryggve.questionnaire.model import Block, Questionnaire
from tryggve.wording.problems import refuse
from tryggve.wording.text import say


def with_add_on(common: Questionnaire, add_on: Questionnaire) -> Questionnaire:
    """The common questionnaire followed by the blocks of the add-on, in the languages of both.

    InputError for an add-on to another questionnaire, and for names that both use.
    """
    if add_on.adds_to != common.name:
        raise refuse(
            say("{add_on} is no add-on to {common}.", add_on=add_on.name, common=common.name),
            say("Say which questionnaire it adds to: adds_to: {common}.", common=common.name),
            field="adds_to",
        )  # fmt: skip
    _refuse_names_of_both(common, add_on)
    scales = {_scale(add_on, name): scale for name, scale in add_on.scales.items()}
    return common.model_copy(
        update={
            "languages": {
                tag: status for tag, status in common.languages.items() if tag in add_on.languages
            },
            "scales": {**common.scales, **scales},
            "blocks": common.blocks + tuple(_added(block, add_on) for block in add_on.blocks),
            "checks": common.checks + add_on.checks,
            "indicators": common.indicators + add_on.indicators,
        }
    )


def _refuse_names_of_both(common: Questionnaire, add_on: Questionnaire) -> None:
    for kind, first, second in (
        ("question", _question_names(common), _question_names(add_on)),
        ("block", {each.name for each in common.blocks}, {each.name for each in add_on.blocks}),
        ("check", {each.name for each in common.checks}, {each.name for each in add_on.checks}),
        (
            "indicator",
            {each.name for each in common.indicators},
            {each.name for each in add_on.indicators},
        ),
    ):
        both = sorted(first & second)
        if both:
            raise refuse(
                say("The common questionnaire uses {names} already.", names=", ".join(both)),
                say("Give what is yours other names, beginning with {start}.",
                    start=f"{add_on.name}_"),
                field=kind,
            )  # fmt: skip


def _question_names(questionnaire: Questionnaire) -> set[str]:
    return set(questionnaire.variables) | set(questionnaire.variables_of)


def _added(block: Block, add_on: Questionnaire) -> Block:
    questions = tuple(
        question.model_copy(update={"scale": _scale(add_on, scale)})
        if (scale := getattr(question, "scale", None)) is not None
        else question
        for question in block.questions
    )
    return block.model_copy(update={"questions": questions})


def _scale(add_on: Questionnaire, name: str) -> str:
    """Scales of the two may have the same name, and mean other answers."""
    return f"{add_on.name}.{name}"
