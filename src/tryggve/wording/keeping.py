"""A sentence as data that can be kept as JSON and said again later, in any language."""

from datetime import date
from typing import Any

from tryggve.wording.text import Text


def text_as_data(text: Text | str) -> dict[str, Any]:
    """The sentence with its values, which are texts, numbers, days or sentences themselves."""
    if isinstance(text, str):
        return {"plain": text}
    return {
        "message": text.message,
        "values": {name: _as_data(value) for name, value in text.values.items()},
        "plural": text.plural,
        "count": text.count,
    }


def text_from_data(data: dict[str, Any]) -> Text | str:
    """The sentence again, as `text_as_data` wrote it."""
    if "plain" in data:
        return str(data["plain"])
    values = {name: _from_data(value) for name, value in data["values"].items()}
    return Text(data["message"], values, data["plural"], data["count"])


def _as_data(value: Any) -> Any:
    if isinstance(value, Text):
        return {"text": text_as_data(value)}
    return {"day": value.isoformat()} if isinstance(value, date) else value


def _from_data(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    return text_from_data(value["text"]) if "text" in value else date.fromisoformat(value["day"])
