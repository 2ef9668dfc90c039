from tests.forms import form
from tryggve.questionnaire.routing import after, before, on_the_way, screens, unanswered


def names(questionnaire, answers, **options):
    return [screen.name for screen in screens(questionnaire, answers, **options)]


def test_routing_skip():
    skip = form("routing_skip")
    assert names(skip, {}) == ["victim", "last"]
    assert names(skip, {"victim": 2}) == ["victim", "last"]
    assert names(skip, {"victim": 1}) == ["victim", "reported", "last"]


def test_routing_items():
    items = form("routing_items")
    way = screens(items, {"theft": 1, "threat": 2})
    assert [v.name for v in way[1].variables] == ["told_theft"]
    assert names(items, {"theft": 2, "threat": 2}) == ["happened"]
    assert names(items, {"theft": 1, "told_theft": 2}) == ["happened", "told", "why_not"]
    assert names(items, {"threat": 1, "told_threat": 2}) == ["happened", "told", "why_not"]


def test_routing_number():
    number = form("routing_number")
    assert names(number, {"age": 19}) == ["age", "school"]
    assert names(number, {"age": 20}) == ["age"]
    assert names(number, {"age": 60}) == ["age", "retired"]
    assert names(number, {}) == ["age"]


def test_an_answer_off_the_way_does_not_count_and_leads_nowhere():
    items = form("routing_items")
    left = {"theft": 2, "told_theft": 2, "why_not": "x"}
    assert names(items, left) == ["happened"]
    assert on_the_way(items, left) == {"theft": 2}
    assert on_the_way(items, left | {"theft": 1}) == left | {"theft": 1}


def test_what_the_register_says_is_asked_of_others_only():
    known = form("known_from_sample")
    assert names(known, {}) == ["safe"]
    assert names(known, {}, is_sampled=False) == ["age", "safe"]
    assert on_the_way(known, {"age": 20, "safe": 1}) == {"safe": 1}


def test_to_and_fro():
    skip = form("routing_skip")
    way = screens(skip, {"victim": 2})
    assert after(way, "victim", skip).name == "last"
    assert after(way, "reported", skip).name == "last"  # it was left by another answer
    assert before(way, "last", skip).name == "victim"
    assert before(way, "reported", skip).name == "victim"
    assert after(way, "last", skip) is None
    assert before(way, "victim", skip) is None


def test_what_has_not_been_answered():
    skip = form("routing_skip")
    answers = {"victim": 1, "last": 2}
    assert [each.name for each in unanswered(screens(skip, answers), answers)] == ["reported"]
