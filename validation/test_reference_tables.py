"""The tables in the package are what the script makes of the raw files, byte for byte."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TABLES = ROOT / "src" / "tryggve" / "geography" / "tables"


def test_tables_are_made_anew_alike(tmp_path: Path) -> None:
    script = ROOT / "scripts" / "reference_tables.py"
    subprocess.run(
        [sys.executable, str(script), os.environ["TRYGGVE_SHARED"], str(tmp_path)], check=True
    )
    made = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    kept = {path.name: path.read_bytes() for path in TABLES.glob("*.csv")}
    assert sorted(made) == sorted(kept)
    assert [name for name in made if made[name] != kept[name]] == []
