"""The files in deploy/ and the guide that tells of them say the same."""

import re
import subprocess

from tests.docs.pages import ROOT, text
from tryggve.site.config import Configuration

GUIDE = text("docs/how-to/run-behind-a-proxy.md")
UNIT = [line.split("=", 1) for line in text("deploy/tryggve.service").splitlines() if "=" in line]
COMMAND = text("deploy/tryggve")


def of_the_unit(key: str) -> list[str]:
    return [value for name, value in UNIT if name == key]


def settings_in_the_guide() -> dict[str, str]:
    return dict(re.findall(r"^TRYGGVE_([A-Z_]+)=(.*)$", GUIDE, re.MULTILINE))


def test_the_settings_in_the_guide_are_real_and_right() -> None:
    given = {name.lower(): value for name, value in settings_in_the_guide().items()}
    assert set(given) - set(Configuration.model_fields) == set()
    assert str(Configuration.model_validate(given).base_url) == "https://tryggve.kommun.example/"


def test_the_service_may_write_where_the_guide_puts_data_and_keys_and_nowhere_else() -> None:
    settings = settings_in_the_guide()
    folders = [settings["HOME"], settings["KEYS_DIR"]]
    assert of_the_unit("ReadWritePaths") == [" ".join(folders)]
    assert of_the_unit("StateDirectory") == [
        " ".join(folder.removeprefix("/var/lib/") for folder in folders)
    ]
    assert of_the_unit("ProtectSystem") == ["strict"]


def test_service_and_command_run_the_same_program_with_the_same_settings() -> None:
    [program] = of_the_unit("ExecStart")
    [environment] = of_the_unit("EnvironmentFile")
    [user] = of_the_unit("User")
    [folder] = of_the_unit("WorkingDirectory")
    assert COMMAND.splitlines()[-5:] == [
        "set -a",
        f". {environment}",
        "set +a",
        f"cd {folder}",
        f'exec runuser --user {user} -- {program.removesuffix(" serve")} "$@"',
    ]
    assert f"`{environment}`" in GUIDE


def test_the_service_has_no_rights_it_does_not_need() -> None:
    assert of_the_unit("CapabilityBoundingSet") == [""]
    keys = ["NoNewPrivileges", "PrivateTmp", "PrivateDevices", "ProtectHome", "RestrictSUIDSGID"]
    assert [of_the_unit(key) for key in keys] == [["yes"]] * len(keys)


def test_the_command_is_a_shell_script_that_may_be_run() -> None:
    file = ROOT / "deploy" / "tryggve"
    assert file.stat().st_mode & 0o111 == 0o111
    assert subprocess.run(["sh", "-n", str(file)], check=False).returncode == 0
