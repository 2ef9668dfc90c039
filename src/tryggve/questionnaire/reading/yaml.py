"""YAML with the line of everything in it, and without its surprises.

`yes`, `no`, `on` and `off` stay words, as do dates and clocks; a key may stand once; anchors and
aliases are refused.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

import yaml

from tryggve.questionnaire.finding import Path
from tryggve.wording.problems import InputError, Problem, refuse
from tryggve.wording.text import say

LARGEST = 5_000_000  # signs
NULL, BOOL, INT, FLOAT = (f"tag:yaml.org,2002:{kind}" for kind in ("null", "bool", "int", "float"))


READ: Mapping[str, Callable[[str], Any]] = {
    NULL: lambda _: None,
    BOOL: lambda value: value == "true",
    INT: int,
    FLOAT: float,
}


class Loader(yaml.CSafeLoader):
    """Knows numbers, true, false and nothing; everything else is text."""

    yaml_implicit_resolvers: dict[str, Any] = {}


Loader.add_implicit_resolver(NULL, re.compile(r"^(?:~|null|)$"), ["~", "n", ""])
Loader.add_implicit_resolver(BOOL, re.compile(r"^(?:true|false)$"), ["t", "f"])
Loader.add_implicit_resolver(INT, re.compile(r"^[-+]?(?:0|[1-9]\d*)$"), list("-+0123456789"))
Loader.add_implicit_resolver(FLOAT, re.compile(r"^[-+]?\d+\.\d+$"), list("-+0123456789"))


def read_yaml(text: str, file: str) -> tuple[Any, Mapping[Path, int]]:
    """What a YAML text holds, and by path the line of each value. InputError names the line."""
    if len(text) > LARGEST:
        raise refuse(say("The file is larger than any questionnaire."), file=file)
    loader = Loader(text)
    try:
        node = loader.get_single_node()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise refuse(
            say("The file is not YAML: {reason}.", reason=str(error.problem or error.context)),
            say("Mend the line, or the one before it: often the indent or a missing quote."),
            file=file,
            row=mark.line + 1 if mark else None,
        ) from None
    except yaml.YAMLError:
        raise refuse(say("The file holds signs that YAML does not allow."), file=file) from None
    finally:
        loader.dispose()
    builder = _Builder(file)
    content = builder.build(node, ()) if node is not None else None
    if builder.problems:
        raise InputError(builder.problems)
    return content, builder.lines


class _Builder:
    """Turns nodes into values, and notes their lines."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.lines: dict[Path, int] = {}
        self.problems: list[Problem] = []
        self._seen: set[int] = set()

    def build(self, node: yaml.Node, path: Path) -> Any:
        line = node.start_mark.line + 1
        self.lines[path] = line
        if id(node) in self._seen:
            self._refuse(line, say("Another part of the file is pointed at with *."),
                         say("Write it out."))  # fmt: skip
            return None
        self._seen.add(id(node))
        match node:
            case yaml.MappingNode():
                return self._mapping(node, path)
            case yaml.SequenceNode():
                return [self.build(each, (*path, n)) for n, each in enumerate(node.value)]
            case _:
                return self._scalar(node)

    def _mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key_node, value in node.value:
            key, line = str(key_node.value), key_node.start_mark.line + 1
            if key in found:
                self._refuse(line, say("The key {key} stands twice.", key=key),
                             say("Take one of them away."))  # fmt: skip
            found[key] = self.build(value, (*path, key))
            self.lines[(*path, key)] = line
        return found

    def _scalar(self, node: yaml.Node) -> Any:
        value = str(node.value)
        return READ[node.tag](value) if node.tag in READ else value

    def _refuse(self, line: int, what: Any, mend: Any) -> None:
        self.problems.append(Problem(what, mend, self.file, line))
