"""Settings, folder, keys, clock and mail server, each spoiled in one way at a time."""

import os
import shutil
import ssl
import subprocess
from types import SimpleNamespace

import pytest

from tests.web.mail_server import free_port, mail_server
from tryggve.privacy.keys import KeyStore
from tryggve.site.config import read_configuration
from tryggve.site.operations.doctor import machine, mail, settings
from tryggve.site.operations.doctor.row import ERROR, OK, WARNING
from tryggve.wording.problems import InputError
from tryggve.wording.text import speaking


@pytest.fixture(autouse=True)
def english():
    with speaking("en"):
        yield


@pytest.fixture
def given(filled):
    """The configuration of the installation with some settings."""
    shutil.rmtree(filled.keys)
    KeyStore.create(filled.keys)
    filled.home.chmod(0o700)
    for path in filled.home.glob("*.sqlite3*"):
        path.chmod(0o600)
    return lambda **values: read_configuration(home=filled.home, **values)


FOR_THE_WORLD = {"base_url": "https://tryggve.kommun.example", "trusted_proxies": 1}


def told(check, config):
    return [(row.state, str(row.what), str(row.mend)) for row in check(config)]


@pytest.mark.parametrize("values", [{}, FOR_THE_WORLD])
def test_settings_that_are_right(given, values):
    assert told(settings.settings, given(**values)) == [(OK, "The settings are right.", "")]


@pytest.mark.parametrize(
    ("values", "row"),
    [
        (
            FOR_THE_WORLD | {"trusted_proxies": 0},
            (
                ERROR,
                "The address begins with https, but no proxy is trusted to speak it.",
                "Set trusted_proxies to the number of proxies, usually 1.",
            ),
        ),
        (
            FOR_THE_WORLD | {"debug": True},
            (
                ERROR,
                "debug shows visitors the inside of the program.",
                "Remove the setting debug.",
            ),
        ),
        (
            {"base_url": "http://tryggve.kommun.example"},
            (
                WARNING,
                "The address begins with http: passwords travel for anybody to read.",
                "Set up a proxy that speaks https: docs/how-to/run-behind-a-proxy.md.",
            ),
        ),
    ],
)
def test_settings_that_do_not_go_together(given, values, row):
    assert told(settings.settings, given(**values)) == [row]


def test_a_file_of_settings_that_is_not_there(given, monkeypatch):
    monkeypatch.setenv("TRYGGVE_CONFIG", "/no/such/tryggve.toml")
    assert told(settings.settings, given()) == [
        (
            WARNING,
            "There is no file /no/such/tryggve.toml.",
            "Mend the variable TRYGGVE_CONFIG, or make the file.",
        )
    ]


def test_a_variable_that_is_no_setting(given, monkeypatch):
    monkeypatch.setenv("TRYGGVE_SMPT_HOST", "mail.example")
    assert told(settings.settings, given()) == [
        (
            WARNING,
            "The variable TRYGGVE_SMPT_HOST is no setting and does nothing. "
            "Did you mean TRYGGVE_SMTP_HOST?",
            "",
        )
    ]


def test_a_folder_as_it_should_be(given):
    config = given()
    assert told(machine.home, config) == [(OK, f"The data are in {config.home}.", "")]


def test_a_folder_that_is_not_there(given):
    config = given().model_copy(update={"home": given().home / "nowhere"})
    assert told(machine.home, config) == [
        (
            ERROR,
            f"There is no folder {config.home}.",
            "Make it with tryggve init, or mend the setting home.",
        )
    ]
    assert [state for state, _, _ in told(machine.disk, config)] == [OK]


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620])
def test_a_database_that_others_may_use(given, mode):
    config = given()
    path = config.home / "main.sqlite3"
    path.chmod(mode)
    assert told(machine.home, config) == [
        (
            WARNING,
            f"Others on this machine may read {path}.",
            f"Close it: chmod go= {path}",
        )
    ]


@pytest.mark.skipif(os.getuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written(given):
    config = given()
    config.home.chmod(0o500)
    ((state, what, _),) = told(machine.home, config)
    config.home.chmod(0o700)
    assert (state, what) == (ERROR, "Cannot write here: Permission denied.")


@pytest.mark.parametrize(
    ("free", "state"),
    [
        (machine.NEARLY_FULL, OK),
        (machine.NEARLY_FULL - 1, WARNING),
        (machine.FULL, WARNING),
        (machine.FULL - 1, ERROR),
    ],
)
def test_a_disk_that_fills_up(given, monkeypatch, free, state):
    monkeypatch.setattr(machine.shutil, "disk_usage", lambda _: SimpleNamespace(free=free))
    ((told_state, what, _),) = told(machine.disk, given())
    assert (told_state, what) == (state, f"{free // 1_000_000:,} MB are free on the disk.")


def test_keys_as_they_should_be(given):
    assert told(machine.keys, given()) == [(OK, "The keys are 0 days old.", "")]


def test_keys_among_the_data_of_real_people(given):
    states = [state for state, _, _ in told(machine.keys, given(**FOR_THE_WORLD))]
    assert states == [WARNING, OK]


def test_keys_apart_from_the_data(given, tmp_path):
    shutil.move(given().keys, tmp_path / "keys")
    config = given(**FOR_THE_WORLD, keys_dir=tmp_path / "keys")
    assert [state for state, _, _ in told(machine.keys, config)] == [OK]


def test_keys_that_others_may_read(given):
    config = given()
    (config.keys / "master.json").chmod(0o640)
    (state, what, _), _ = told(machine.keys, config)
    assert state == WARNING
    assert what.endswith(f"Run: chmod 600 {config.keys}/master.json")


def test_an_exchange_of_keys_that_was_cut_off(given):
    config = given()
    shutil.copy(config.keys / "master.json", config.keys / "master-next.json")
    (state, what, mend), _ = told(machine.keys, config)
    assert (state, what, mend) == (
        ERROR,
        "A rotation of the keys was cut off.",
        "Run tryggve keys rotate again.",
    )


def test_keys_that_are_not_there(given):
    config = given()
    shutil.rmtree(config.keys)
    with pytest.raises(InputError, match="There are no keys here"):
        list(machine.keys(config))


@pytest.mark.parametrize(
    ("said", "state", "what"),
    [
        ("yes", OK, "The clock follows a time server."),
        ("no", WARNING, "The clock follows no time server; codes for signing in may fail."),
        ("", OK, "Whether the clock follows a time server cannot be seen from here."),
    ],
)
def test_the_clock(given, tmp_path, monkeypatch, said, state, what):
    """A program of that name stands for the system's own."""
    program = tmp_path / "timedatectl"
    program.write_text(f"#!/bin/sh\necho {said}\n")
    program.chmod(0o700)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    assert [row[:2] for row in told(machine.clock, given())] == [(state, what)]


def test_the_clock_of_a_system_that_does_not_tell(given, monkeypatch):
    monkeypatch.setenv("PATH", "")
    assert [row[0] for row in told(machine.clock, given())] == [OK]


def mail_settings(port, security="none", **more):
    return {"smtp_host": "127.0.0.1", "smtp_port": port, "smtp_security": security, **more}


@pytest.mark.parametrize(
    ("values", "state"), [({}, OK), (FOR_THE_WORLD, WARNING), ({"demo": True}, OK)]
)
def test_without_a_mail_server(given, values, state):
    assert [row[0] for row in told(mail.server, given(**values))] == [state]


def test_a_mail_server_that_lets_us_in(given):
    with mail_server() as server:
        rows = told(mail.server, given(**mail_settings(server.smtp["port"])))
    assert rows == [(OK, "The mail server 127.0.0.1 lets us in.", "")]


@pytest.mark.parametrize(
    ("security", "reason"), [("starttls", "SMTPNotSupportedError"), ("tls", "SSLError")]
)
def test_a_mail_server_that_speaks_otherwise_than_the_settings_say(given, security, reason):
    with mail_server() as server:
        ((state, what, _),) = told(
            mail.server, given(**mail_settings(server.smtp["port"], security))
        )
    assert (state, what) == (ERROR, f"The mail server 127.0.0.1 cannot be used: {reason}.")


def test_a_mail_server_that_does_not_know_us(given):
    with mail_server() as server:
        config = given(**mail_settings(server.smtp["port"], smtp_user="a", smtp_password="b"))
        ((state, what, _),) = told(mail.server, config)
    assert state == ERROR
    assert what.startswith("The mail server 127.0.0.1 cannot be used: SMTP")


def test_a_mail_server_with_a_certificate_of_its_own(given, tmp_path):
    """Whoever stands between us and the server would have such a certificate."""
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    make = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1"]
    names = ["-subj", "/CN=127.0.0.1", "-keyout", key, "-out", certificate]
    subprocess.run([*make, *names], capture_output=True, check=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with mail_server(tls_context=context) as server:
        ((state, what, _),) = told(
            mail.server, given(**mail_settings(server.smtp["port"], "starttls"))
        )
    assert state == ERROR
    assert what.endswith("SSLCertVerificationError.")


def test_a_mail_server_that_is_away(given):
    rows = told(mail.server, given(**mail_settings(free_port())))
    assert rows == [
        (
            ERROR,
            "The mail server 127.0.0.1 cannot be used: ConnectionRefusedError.",
            "Mend smtp_host, smtp_port, smtp_security, smtp_user or smtp_password.",
        )
    ]
