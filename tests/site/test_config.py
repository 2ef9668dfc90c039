"""A wrong setting is named with its place and how to mend it, and nothing starts with it."""

from pathlib import Path

import pytest

from tryggve.site import config
from tryggve.site.config import Configuration, read_configuration, unknown_variables
from tryggve.wording.problems import InputError
from tryggve.wording.text import speaking


@pytest.fixture(autouse=True)
def alone(monkeypatch, tmp_path):
    """No setting from outside, and a file of our own."""
    for name in Configuration.model_fields:
        monkeypatch.delenv(f"TRYGGVE_{name.upper()}", raising=False)
    monkeypatch.setenv("TRYGGVE_CONFIG", str(tmp_path / "tryggve.toml"))
    with speaking("en"):
        yield


@pytest.fixture
def toml(tmp_path):
    return (tmp_path / "tryggve.toml").write_text


def problems():
    with pytest.raises(InputError) as refused:
        read_configuration()
    return refused.value.problems


def test_with_nothing_set_everything_has_its_default():
    values = read_configuration()
    home = Path("tryggve-data").absolute()
    assert (values.home, values.keys) == (home, home / "keys")
    assert values.database == f"sqlite:///{home}/main.sqlite3"
    assert values.register == f"sqlite:///{home}/register.sqlite3"
    assert (values.language, values.workers, values.port) == ("sv", 2, 8000)


def test_a_value_comes_from_the_file(toml):
    toml('language = "en"\nallowed_hosts = ["a.example", "b.example"]\n')
    values = read_configuration()
    assert (values.language, values.allowed_hosts) == ("en", ["a.example", "b.example"])


def test_the_environment_goes_before_the_file(toml, monkeypatch):
    toml("port = 8001\n")
    monkeypatch.setenv("TRYGGVE_PORT", "8002")
    assert read_configuration().port == 8002


def test_names_in_a_variable_are_separated_by_commas(monkeypatch):
    monkeypatch.setenv("TRYGGVE_ALLOWED_HOSTS", "a.example, b.example,")
    assert read_configuration().allowed_hosts == ["a.example", "b.example"]


def test_keys_may_lie_apart(monkeypatch):
    monkeypatch.setenv("TRYGGVE_KEYS_DIR", "/var/lib/tryggve-keys")
    assert read_configuration().keys == Path("/var/lib/tryggve-keys")


def test_a_secret_is_not_shown(monkeypatch):
    monkeypatch.setenv("TRYGGVE_SMTP_PASSWORD", "very secret")
    assert "very secret" not in repr(read_configuration())


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("PORT", "many", "it must be a whole number"),
        ("PORT", "0", "it must be at least 1"),
        ("PORT", "70000", "it must be at most 65,535"),
        ("DEBUG", "perhaps", "it must be true or false"),
        ("LANGUAGE", "fi", "it must be one of 'sv' or 'en'"),
        ("BASE_URL", "tryggve", "it must be an address such as https://tryggve.kommun.example"),
        ("BASE_URL", "ftp://a", "it must be an address such as https://tryggve.kommun.example"),
        (
            "DATABASE_URL",
            "mysql://a/b",
            "it must begin with sqlite://, postgresql://, postgres://",
        ),
    ],
)
def test_a_wrong_variable_is_named_with_its_reason(monkeypatch, name, value, reason):
    monkeypatch.setenv(f"TRYGGVE_{name}", value)
    (problem,) = problems()
    assert (problem.file, problem.field) == (f"TRYGGVE_{name}", name.lower())
    assert str(problem.what) == f"The setting {name.lower()} has a wrong value: {reason}."
    assert str(problem.mend) == "What it may hold is written in docs/reference/settings.md."


def test_every_wrong_setting_is_named_at_once(toml, monkeypatch, tmp_path):
    toml('port = "many"\nprot = 8000\n')
    monkeypatch.setenv("TRYGGVE_WORKERS", "none")
    found = problems()
    assert [(each.field, each.file) for each in found] == [
        ("port", str(tmp_path / "tryggve.toml")),
        ("workers", "TRYGGVE_WORKERS"),
        ("prot", str(tmp_path / "tryggve.toml")),
    ]
    assert str(found[2].what) == "There is no setting named prot."
    assert str(found[2].mend) == "Did you mean port?"


def test_a_part_of_a_setting_that_is_missing_is_named(toml):
    toml('[[openid_connect]]\nid = "kommun"\nname = "Kommunen"\nclient_id = "a"\nsecret = "b"\n')
    (problem,) = problems()
    assert problem.field == "openid_connect.0.server_url"
    assert str(problem.what).endswith("has a wrong value: it is missing.")


@pytest.mark.parametrize("content", ["port = ", "[", "\x00"])
def test_a_file_that_is_no_toml_is_named(toml, tmp_path, content):
    toml(content)
    (problem,) = problems()
    assert problem.file == str(tmp_path / "tryggve.toml")
    assert str(problem.what).startswith("The configuration cannot be read: ")


def test_a_variable_that_is_no_json_is_told(monkeypatch):
    monkeypatch.setenv("TRYGGVE_OPENID_CONNECT", "kommunen")
    (problem,) = problems()
    assert "openid_connect" in str(problem.what)


def test_a_variable_that_is_no_setting_is_told_with_what_it_may_have_meant(monkeypatch):
    monkeypatch.setenv("TRYGGVE_SMPT_HOST", "mail.example")
    monkeypatch.setenv("TRYGGVE_QQQQ", "1")
    monkeypatch.setenv("TRYGGVE_SHARED", "../shared")
    assert [str(problem) for problem in unknown_variables()] == [
        "The variable TRYGGVE_QQQQ is no setting and does nothing. "
        "Remove it or mend its spelling. All settings: docs/reference/settings.md.",
        "The variable TRYGGVE_SMPT_HOST is no setting and does nothing. "
        "Did you mean TRYGGVE_SMTP_HOST?",
    ]


def test_the_configuration_of_the_process_is_read_once():
    assert config.configuration() is config.configuration()
