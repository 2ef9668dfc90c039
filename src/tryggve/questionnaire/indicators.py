"""What the answers of a person say to an indicator: counted, not counted, or outside its base."""

from tryggve.questionnaire.model import Answers, Indicator, Questionnaire, Variable


def counted(indicator: Indicator, questionnaire: Questionnaire, answers: Answers) -> bool | None:
    """True if the person is counted, False if only in the base, None if outside it.

    `answers` are those on the way (`routing.on_the_way`). In the base is who was asked one of the
    variables at least and, of each that they were asked, gave an option or a non-answer that
    belongs to the base; one answer that counts is enough. `holds = "none"` turns it round. Outside
    is also for whom `among` does not hold.
    """
    if indicator.among is not None and not indicator.among.holds(answers):
        return None
    asked = [
        (variable, codes)
        for name, codes in indicator.counts.items()
        if (variable := questionnaire.variables[name]).is_asked(answers)
    ]
    found = [_counted_by_one(variable, codes, answers) for variable, codes in asked]
    if True not in found and (None in found or not found):
        return None
    return (True in found) is (indicator.holds == "any")


def _counted_by_one(variable: Variable, codes: tuple[int, ...], answers: Answers) -> bool | None:
    if variable.name not in answers or variable.choices is None:
        return None
    answer = answers[variable.name]
    given = set(answer) if isinstance(answer, list | tuple) else {answer}
    if given & set(codes):
        return True
    outside = {each.code for each in variable.choices.non_answers if not each.base}
    return None if given <= outside else False
