"""Started by another server than ours, a wrong setting is told in words as well."""

import os
import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    ("variable", "value", "says"),
    [
        ("TRYGGVE_WORKERS", "many", "The setting workers has a wrong value"),
        ("TRYGGVE_KEYS_DIR", "/no/such/keys", "There are no keys here."),
    ],
)
def test_what_is_wrong_is_told_without_a_trace(tmp_path, variable, value, says):
    environment = {k: v for k, v in os.environ.items() if not k.startswith("TRYGGVE_")}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    given = {"TRYGGVE_HOME": str(tmp_path), variable: value}
    speaks_english = (
        "from tryggve.wording.text import speaking\n"
        "with speaking('en'):\n"
        "    import tryggve.site.wsgi\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", speaks_english],
        env=environment | given,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, says in done.stderr, "Traceback" in done.stderr) == (1, True, False)
