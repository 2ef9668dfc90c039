import pytest
from pydantic import ValidationError

from tryggve.questionnaire.problem_areas import ProblemAreas, problem_areas

# Codes that have been given out: data may hold them, so none of them may ever go.
GIVEN_OUT = {
    1: "litter vandalism graffiti dark_places run_down_places unsafe_places public_transport "
    "alcohol drugs fights gatherings youth_groups youth_at_risk harassment noise fireworks rumours "
    "traffic reckless_driving violence threats theft shop_theft burglary vehicle_crime fraud arson "
    "shootings_and_explosions domestic_violence bullying truancy"
}


def test_no_code_is_ever_taken_away():
    for codes in GIVEN_OUT.values():
        assert set(codes.split()) <= set(problem_areas().areas)


def test_a_new_code_is_of_a_new_version():
    assert set(problem_areas().areas) == set(GIVEN_OUT[problem_areas().version].split())


def test_every_name_is_in_the_languages_of_the_site():
    for area in problem_areas().areas.values():
        assert set(area.name.texts) == {"sv", "en", "ar"}
    for theme in problem_areas().themes:
        assert set(theme.name.texts) == {"sv", "en", "ar"}


def test_what_happens_at_home_at_school_or_on_the_net_is_not_reported():
    kept_out = {code for code, area in problem_areas().areas.items() if not area.in_reports}
    assert kept_out == {"fraud", "domestic_violence", "bullying", "truancy"}


def areas(*listed: dict) -> ProblemAreas:
    theme = {"code": "theme", "name": {"sv": "Tema"}, "areas": list(listed)}
    return ProblemAreas.model_validate({"version": 2, "themes": [theme]})


def test_what_was_replaced_is_known_and_not_offered():
    old = {"code": "old", "name": {"sv": "Gammalt"}, "replaced_by": "new"}
    new = {"code": "new", "name": {"sv": "Nytt"}}
    assert set(areas(old, new).areas) == {"old", "new"}
    assert [area.code for area in areas(old, new).offered] == ["new"]


def test_a_list_that_does_not_hold_together():
    old = {"code": "old", "name": {"sv": "Gammalt"}, "replaced_by": "gone"}
    for listed in ([old], [{**old, "replaced_by": None}] * 2):
        with pytest.raises(ValidationError):
            areas(*listed)
