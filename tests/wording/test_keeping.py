"""A sentence that was kept as JSON is said as it would have been at once."""

import json
from datetime import date

import pytest

from tryggve.wording.keeping import text_as_data, text_from_data
from tryggve.wording.text import say, say_many


@pytest.mark.parametrize(
    "text",
    [
        "plain",
        say("There is no stratum {stratum}.", stratum="norr"),
        say_many("{count} row", "{count} rows", 3),
        say("On {day} {low} are below {least} years.", day=date(2026, 7, 1), low=2, least=16),
        say("in {place}, {share} percent", place=say("stratum {stratum}", stratum="x"), share=1.5),
    ],
)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_it_says_the_same(text, language):
    kept = text_from_data(json.loads(json.dumps(text_as_data(text))))
    said, again = (
        each if isinstance(each, str) else each.spoken_in(language) for each in (text, kept)
    )
    assert said == again
