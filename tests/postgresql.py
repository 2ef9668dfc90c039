"""Run a command with a PostgreSQL server that exists only as long as it runs.

    python -m tests.postgresql pytest tests/web

The server listens on a socket in a temporary folder, runs as an unprivileged user where we are
root, and has the site's two databases with a role each.
"""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

UNPRIVILEGED = "nobody"
ROLES = ("main", "register")


def is_installed() -> bool:
    return _path("pg_ctl") is not None


def program(name: str) -> str:
    """Where a program of the newest PostgreSQL server stands."""
    path = _path(name)
    if path is None:
        sys.exit(f"{name} is missing: install postgresql (make test does so where it may)")
    return path


def _path(name: str) -> str | None:
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=version_of)
    return str(found[-1]) if found else shutil.which(name)


def version_of(path: Path) -> int:
    return int(path.parts[-3])


@contextmanager
def server(*, is_durable: bool = False) -> Iterator[Path]:
    """A running server: gives the folder of its socket. `is_durable`: it writes to the disk."""
    as_user = {"user": UNPRIVILEGED} if os.getuid() == 0 else {}
    folder = Path(tempfile.mkdtemp(prefix="tryggve-postgresql-"))
    data = folder / "data"
    if as_user:
        os.chown(folder, pwd.getpwnam(UNPRIVILEGED).pw_uid, -1)
    options = f"-c listen_addresses='' -c unix_socket_directories='{folder}'"
    options += "" if is_durable else " -c fsync=off"
    quiet = {"stdout": subprocess.DEVNULL, "check": True, "cwd": folder, **as_user}
    control = [program("pg_ctl"), "-D", str(data), "-w", "-s"]
    try:
        subprocess.run([program("initdb"), "-D", data, "-U", "owner", "-A", "trust"], **quiet)
        subprocess.run([*control, "-l", str(folder / "log"), "-o", options, "start"], **quiet)
        for role in ROLES:
            query = ["psql", "-q", "-h", folder, "-U", "owner", "postgres", "-c"]
            subprocess.run([*query, f"CREATE ROLE {role} LOGIN CREATEDB"], **quiet)
            subprocess.run([*query, f"CREATE DATABASE {role} OWNER {role}"], **quiet)
        yield folder
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], stderr=subprocess.DEVNULL, **as_user)
        shutil.rmtree(folder, ignore_errors=True)


def address(folder: Path, role: str) -> str:
    return f"postgresql://{role}@{str(folder).replace('/', '%2F')}/{role}"


def main(command: list[str]) -> int:
    with server() as folder:
        environment = os.environ | {
            "TRYGGVE_DATABASE_URL": address(folder, "main"),
            "TRYGGVE_REGISTER_URL": address(folder, "register"),
        }
        return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
