"""Conditions as XLSForm's expressions, and back: `selected(${out_late}, '3') or ${age} >= 65`."""

from collections.abc import Mapping
from itertools import product
from typing import Any

from lark import Lark, Token, Transformer, UnexpectedInput

from tryggve.questionnaire.model import Between, Codes, Condition
from tryggve.questionnaire.model.conditions import Requirement, Together

GRAMMAR = r"""
    ?start: any
    ?any: all ("or" all)*
    ?all: one ("and" one)*
    ?one: "(" any ")" | selected | compared
    selected: "selected" "(" VARIABLE "," value ")"
    compared: VARIABLE OPERATOR value
    value: STRING | NUMBER
    VARIABLE: /\$\{\s*[A-Za-z_][\w.-]*\s*\}/
    OPERATOR: ">=" | "<=" | "="
    STRING: /'[^']*'|"[^"]*"/
    NUMBER: /-?\d+(\.\d+)?/
    %ignore /\s+/
"""

Codings = Mapping[str, Mapping[str, int]]  # by question: the code for each name of an answer


class NotUnderstood(ValueError):
    """The expression is none of those that a questionnaire can hold."""


def as_expression(condition: Condition) -> str:
    """A condition as an expression."""
    alternatives = [_together(each) for each in condition.alternatives]
    if len(alternatives) == 1:
        return alternatives[0]
    return " or ".join(f"({each})" for each in alternatives)


def as_condition(expression: str, codings: Codings) -> Condition:
    """An expression as a condition. Raises `NotUnderstood`."""
    try:
        alternatives = _Reading(codings).transform(PARSER.parse(expression))
    except UnexpectedInput as error:
        raise NotUnderstood(expression) from error
    except Exception as error:
        raise NotUnderstood(expression) from (error.__context__ or error)
    return Condition(alternatives=tuple(alternatives))


def _together(together: Together) -> str:
    parts = [_requirement(name, need) for name, need in together.items()]
    if len(parts) == 1:
        return parts[0]
    return " and ".join(f"({part})" if " or " in part else part for part in parts)


def _requirement(name: str, requirement: Requirement) -> str:
    if isinstance(requirement, Codes):
        return " or ".join(f"selected(${{{name}}}, '{code}')" for code in requirement.codes)
    bounds = ((">=", requirement.least), ("<=", requirement.most))
    return " and ".join(
        f"${{{name}}} {sign} {limit:g}" for sign, limit in bounds if limit is not None
    )


class _Reading(Transformer[Token, Any]):
    """Each part becomes a list of alternatives, each a mapping from variable to requirement."""

    def __init__(self, codings: Codings) -> None:
        super().__init__()
        self.codings = codings

    def value(self, parts: list[Token]) -> str:
        return str(parts[0]).strip("'\"")

    def selected(self, parts: list[Any]) -> list[dict[str, Requirement]]:
        name = _name(parts[0])
        return [{name: Codes(codes=(self._code(name, parts[1]),))}]

    def compared(self, parts: list[Any]) -> list[dict[str, Requirement]]:
        name, sign, value = _name(parts[0]), str(parts[1]), parts[2]
        if sign == "=" and name in self.codings:
            return [{name: Codes(codes=(self._code(name, value),))}]
        number = float(value)
        least = number if sign in (">=", "=") else None
        most = number if sign in ("<=", "=") else None
        return [{name: Between(least=least, most=most)}]

    def all(self, parts: list[Any]) -> list[dict[str, Requirement]]:
        joined = []
        for chosen in product(*parts):
            together: dict[str, Requirement] = {}
            for each in chosen:
                for name, need in each.items():
                    together[name] = _both(together.get(name), need)
            joined.append(together)
        return joined

    def any(self, parts: list[Any]) -> list[dict[str, Requirement]]:
        """Alternatives on codes of one variable alone become one."""
        found: list[dict[str, Requirement]] = []
        for each in (alternative for part in parts for alternative in part):
            earlier = next((one for one in found if _joinable(one, each)), None)
            if earlier is None:
                found.append(each)
            else:
                (name,) = each
                earlier[name] = Codes(codes=(*_codes(earlier[name]), *_codes(each[name])))
        return found

    def _code(self, name: str, value: str) -> int:
        return self.codings[name][value]


def _name(token: Token) -> str:
    return str(token)[2:-1].strip()


def _both(first: Requirement | None, second: Requirement) -> Requirement:
    if first is None:
        return second
    if not isinstance(first, Between) or not isinstance(second, Between):
        raise NotUnderstood("two demands on one question")
    lows = [each.least for each in (first, second) if each.least is not None]
    highs = [each.most for each in (first, second) if each.most is not None]
    return Between(least=max(lows, default=None), most=min(highs, default=None))


def _joinable(first: dict[str, Requirement], second: dict[str, Requirement]) -> bool:
    return (
        len(first) == 1
        and first.keys() == second.keys()
        and all(isinstance(need, Codes) for each in (first, second) for need in each.values())
    )


def _codes(requirement: Requirement) -> tuple[int, ...]:
    return requirement.codes if isinstance(requirement, Codes) else ()


PARSER = Lark(GRAMMAR, parser="lalr")
