"""What the model refuses, said in words."""

from typing import Any

from tryggve.questionnaire.finding import Path
from tryggve.wording.text import Text, say

LOOK_UP = say("The keys and what they may be: docs/reference/questionnaire.md.")


def said_path(path: Path) -> str:
    """A path for people, who count from 1: blocks.2.questions.1.text."""
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in path)


def words_of(error: Any, missing: str) -> tuple[Text, Text]:
    """What is wrong and how to mend it, from an error of the model; `missing`: the key, if any."""
    context = error.get("ctx", {})
    match error["type"]:
        case "missing":
            return say("The key {key} is missing.", key=missing), LOOK_UP
        case "extra_forbidden":
            return say("There is no such key."), LOOK_UP
        case "string_pattern_mismatch":
            return (
                say("{value} has another form than is needed here.", value=str(error["input"])),
                say("A name is small letters a to z, digits and _, and begins with a letter."),
            )
        case "literal_error" | "union_tag_invalid":
            expected = str(context.get("expected") or context.get("expected_tags"))
            return say("The value is none of those that there are."), say(
                "Use one of: {codes}.", codes=expected
            )
        case "union_tag_not_found":
            return say("The key {key} is missing.", key="kind"), LOOK_UP
        case "value_error":
            return _own(context["error"]), LOOK_UP
        case "greater_than_equal" | "less_than_equal":
            limit = context.get("ge", context.get("le"))
            return say("The value lies beyond {limit}.", limit=str(limit)), LOOK_UP
        case "string_too_short" | "too_short":
            return say("There is nothing here."), LOOK_UP
        case "string_too_long":
            return say("The text is longer than {most} signs.", most=context["max_length"]), LOOK_UP
        case _:
            return say("The value is of the wrong kind."), LOOK_UP


def _own(error: ValueError) -> Text:
    """The sentence of one of our own rules."""
    (sentence,) = error.args
    return sentence if isinstance(sentence, Text) else say("The value is of the wrong kind.")
