"""The house keeps its order: what the import contracts cannot say."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent / "src" / "tryggve"
APPS = sorted(p.name for p in (SOURCE / "apps").iterdir() if (p / "apps.py").exists())
DOORS = {"models", "services", "queries"}
NO_ROOMS = {"utils", "helpers", "common", "core", "engine", "misc"}
MOST_LINES = 400


def modules() -> list[Path]:
    return [p for p in sorted(SOURCE.rglob("*.py")) if "migrations" not in p.parts]


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def imports_from_other_apps() -> Iterator[tuple[str, str]]:
    for path in modules():
        parts = path.relative_to(SOURCE).parts
        own = parts[1] if parts[0] == "apps" and len(parts) > 1 else None
        for name in imports(path):
            found = re.match(r"tryggve\.apps\.(\w+)\.(\w+)", name)
            if own and found and found[1] != own:
                yield str(path.relative_to(SOURCE)), found[2]


def test_another_app_is_entered_by_its_doors_only():
    assert [(path, door) for path, door in imports_from_other_apps() if door not in DOORS] == []


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(SOURCE)))
def test_a_module_stays_small_and_says_what_it_is(path):
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= MOST_LINES
    assert not text.strip() or ast.get_docstring(ast.parse(text)) or path.name == "apps.py"


def test_no_room_has_a_name_that_says_nothing():
    names = {p.stem for p in modules()} | {p.name for p in SOURCE.rglob("*") if p.is_dir()}
    assert names & NO_ROOMS == set()


@pytest.mark.parametrize("app", APPS)
def test_an_app_declares_itself(app):
    assert (SOURCE / "apps" / app / "__init__.py").read_text(encoding="utf-8").startswith('"""')
