"""Style sheets and scripts are gathered when one has changed, and only then."""

import os

import pytest

from tryggve.site.operations.static import MARK, fingerprint, gather, is_gathered


@pytest.fixture(autouse=True)
def sources(settings, tmp_path):
    """One folder of our own to change, and one to gather into."""
    folder = tmp_path / "sources"
    folder.mkdir()
    (folder / "look.css").write_text("a { color: red }")
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATICFILES_DIRS = [folder]
    settings.STATIC_ROOT = tmp_path / "static"
    return folder


def test_the_first_time_they_are_gathered_and_then_not(tmp_path):
    assert not is_gathered()
    assert [gather(), gather()] == [True, False]
    assert is_gathered()
    gathered = sorted(path.name for path in (tmp_path / "static").iterdir())
    assert gathered == sorted([MARK, "look.css"])


@pytest.mark.parametrize("change", ["content", "older content", "another file"])
def test_after_a_change_they_are_gathered_again(sources, tmp_path, change):
    gather()
    look = sources / "look.css"
    match change:
        case "content":
            look.write_text("a { color: blue }")
        case "older content":
            look.write_text("a { color: blue }")
            os.utime(look, (1, 1))
        case "another file":
            (sources / "more.css").write_text("")
    assert gather() is True
    assert (tmp_path / "static" / "look.css").read_text() == look.read_text()


def test_what_was_gathered_half_is_gathered_again(tmp_path):
    gather()
    (tmp_path / "static" / MARK).unlink()
    assert gather() is True


def test_the_fingerprint_is_the_same_for_the_same_files():
    assert fingerprint() == fingerprint()
