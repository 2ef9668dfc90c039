"""Whether a question can be reached, held against all answers there are."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from tryggve.questionnaire.model import Questionnaire
from tryggve.questionnaire.reading.reachable import is_reachable
from tryggve.questionnaire.routing import screens

NAMES = ("a", "b", "c", "d")
CODES = (1, 2, 3)


def requirement(name: str):
    codes = st.lists(st.sampled_from(CODES), min_size=1, max_size=2, unique=True)
    return codes.map(lambda chosen: {name: chosen})


@st.composite
def questionnaires(draw):
    questions = []
    for number, name in enumerate(NAMES):
        kind = draw(st.sampled_from(["single", "multiple"]))
        alone = draw(st.booleans())
        question = {
            "name": name,
            "kind": kind,
            "text": {"sv": name},
            "options": [
                {"code": code, "text": {"sv": str(code)}, "alone": alone and code == 3}
                for code in CODES
            ],
        }
        if number:
            one = st.lists(
                st.sampled_from(NAMES[:number]), min_size=1, max_size=2, unique=True
            ).flatmap(lambda names: st.tuples(*(requirement(each) for each in names)))
            together = one.map(lambda parts: {k: v for part in parts for k, v in part.items()})
            question["asked_if"] = draw(st.lists(together, min_size=1, max_size=2))
        questions.append(question)
    return Questionnaire.model_validate(
        {
            "name": "q",
            "version": "1",
            "languages": {"sv": {"written_by": "people"}},
            "title": {"sv": "q"},
            "blocks": [{"name": "b", "title": {"sv": "b"}, "questions": questions}],
        }
    )


def possible_answers(variable):
    if variable.kind == "single":
        return list(CODES)
    alone = variable.choices.alone()
    several = [code for code in CODES if code not in alone]
    found = [[code] for code in CODES]
    for size in range(2, len(several) + 1):
        found += [several[:size], several[-size:]]
    return found


@given(questionnaires())
def test_as_counting_out_all_answers_says(questionnaire):
    possible = {v.name: possible_answers(v) for v in questionnaire.variables.values()}
    seen = set()
    for chosen in product(*possible.values()):
        answers = dict(zip(possible, chosen, strict=True))
        seen |= {screen.name for screen in screens(questionnaire, answers)}
    for name, variable in questionnaire.variables.items():
        assert is_reachable(variable, questionnaire) == (name in seen)
