"""How Sphinx builds the documentation. Nothing is fetched from the network."""

from typing import Any

from sphinx.application import Sphinx

import tryggve

project = "Tryggve"
author = "The maintainers of Tryggve"
copyright = "the maintainers of Tryggve. Licence: EUPL-1.2"
version = release = tryggve.__version__
language = "en"

extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["_build"]
nitpicky = True

myst_enable_extensions = ["deflist"]
myst_heading_anchors = 3

html_theme = "furo"
html_title = "Tryggve"
html_copy_source = False
html_show_sphinx = False


def say_language(
    app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: object
) -> None:
    """A Swedish page says so to screen readers: its name ends in .sv."""
    if pagename.endswith(".sv"):
        context["language"] = "sv"


def setup(app: Sphinx) -> None:
    app.connect("html-page-context", say_language)
