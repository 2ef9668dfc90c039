"""Write deploy/closed.html: what a proxy shows while the site is down, in every language.

python scripts/closed_page.py          write it
python scripts/closed_page.py check    exit 1 if it is not what would be written
"""

import os
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FILE = ROOT / "deploy" / "closed.html"
SHEETS = ROOT / "src" / "tryggve" / "site" / "static" / "site"


def page() -> str:
    """The page, with the stylesheets it needs inside: nothing else can be fetched."""
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django
    from django.conf import settings
    from django.template.loader import render_to_string
    from django.utils.safestring import mark_safe
    from django.utils.translation import get_language_info, gettext, override

    django.setup()
    style = "".join(
        (SHEETS / name).read_text() for name in ("tokens.css", "base.css", "layout.css")
    )
    style = re.sub(r"\s+", " ", re.sub(r"/\*.*?\*/", "", style, flags=re.S))
    with override("sv"):
        title = gettext("We are closed for a short while")
    known = {
        "title": title,
        "style": mark_safe(f"<style>{style.strip()}</style>"),  # noqa: S308 - our own stylesheets
        "languages": [get_language_info(code) for code, _ in settings.LANGUAGES],
    }
    written = render_to_string("errors/closed.html", known)
    return re.sub(r"\n\s*\n", "\n", written).strip() + "\n"


if __name__ == "__main__":
    if sys.argv[1:] == ["check"]:
        sys.exit(FILE.read_text(encoding="utf-8") != page())
    FILE.write_text(page(), encoding="utf-8")
