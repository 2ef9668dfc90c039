"""The source of a package as the tests see it: what each function says, takes and raises."""

import ast
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.docs.pages import ROOT

SOURCE = ROOT / "src"
ERRORS = {"tryggve.wording.problems.InputError", "tryggve.wording.problems.refuse"}


@dataclass(frozen=True)
class Member:
    """A function, class or method. `name`: as it is imported, that of a method after its class."""

    name: str
    node: ast.FunctionDef | ast.ClassDef
    text: str
    is_method: bool = False

    @property
    def is_public(self) -> bool:
        return not any(part.startswith("_") for part in self.name.split("."))

    @property
    def is_class(self) -> bool:
        return isinstance(self.node, ast.ClassDef)

    @property
    def is_property(self) -> bool:
        return "property" in {ast.unparse(each) for each in self.node.decorator_list}

    @property
    def says(self) -> str:
        return ast.get_docstring(self.node) or ""

    @property
    def types(self) -> list[str]:
        """Of a function what it takes and gives, of a class what its fields hold."""
        if isinstance(self.node, ast.ClassDef):
            return [
                ast.unparse(f.annotation) for f in self.node.body if isinstance(f, ast.AnnAssign)
            ]
        given = [a.annotation for a in self.parameters] + [self.node.returns]
        return [ast.unparse(each) for each in given if each is not None]

    @property
    def parameters(self) -> list[ast.arg]:
        if isinstance(self.node, ast.ClassDef):
            return []
        taken = self.node.args
        return [*taken.posonlyargs, *taken.args, *taken.kwonlyargs]


@dataclass(frozen=True)
class Module:
    """`names`: what each name that is used in the module is called where it is defined."""

    members: tuple[Member, ...]
    names: dict[str, str]

    def full(self, name: ast.expr) -> str:
        first, _, rest = ast.unparse(name).partition(".")
        return f"{self.names.get(first, first)}.{rest}".removesuffix(".")

    def used(self, member: Member) -> set[str]:
        """What is called in the body; a method of some object is not known by name."""
        return {self.full(n.func) for n in ast.walk(member.node) if isinstance(n, ast.Call)}

    def raised(self, member: Member) -> set[str]:
        thrown = [n.exc for n in ast.walk(member.node) if isinstance(n, ast.Raise)]
        return {self.full(exc.func) for exc in thrown if isinstance(exc, ast.Call)}


def modules(package: str) -> list[Module]:
    folder = SOURCE / package.replace(".", "/")
    return [
        module(".".join(path.relative_to(SOURCE).with_suffix("").parts), path)
        for path in sorted(folder.rglob("*.py"))
    ]


def module(name: str, path: Path) -> Module:
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    members = _members(name.removesuffix(".__init__"), tree.body, text)
    names = {member.node.name: member.name for member in members if not member.is_method}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            names |= {each.asname or each.name: f"{node.module}.{each.name}" for each in node.names}
    return Module(tuple(members), names)


def _members(
    of: str, body: Sequence[ast.stmt], text: str, *, in_class: bool = False
) -> list[Member]:
    found = []
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            source = ast.get_source_segment(text, node) or ""
            found.append(Member(f"{of}.{node.name}", node, source, in_class))
        if isinstance(node, ast.ClassDef):
            found += _members(f"{of}.{node.name}", node.body, text, in_class=True)
    return found


def refusing(found: list[Module]) -> set[str]:
    """The functions that raise InputError, themselves or through another that they call.

    Those that take nothing are left out: they cannot be given anything wrong.
    """
    errors = ERRORS | _errors(found)
    calls, refuse = {}, set()
    for each in found:
        for member in each.members:
            if member.parameters:
                calls[member.name] = each.used(member)
                refuse |= {member.name} if each.raised(member) & errors else set()
    while more := {name for name, called in calls.items() if called & refuse} - refuse:
        refuse |= more
    return refuse


def _errors(found: list[Module]) -> set[str]:
    """The package's own kinds of InputError."""
    bases = {
        member.name: {each.full(base) for base in member.node.bases}
        for each in found
        for member in each.members
        if isinstance(member.node, ast.ClassDef)
    }
    errors: set[str] = set()
    while more := {name for name, of in bases.items() if of & (ERRORS | errors)} - errors:
        errors |= more
    return errors
