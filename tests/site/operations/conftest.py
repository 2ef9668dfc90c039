import pytest

from tests.site.operations.small import fill
from tryggve.site.config import Configuration, read_configuration


@pytest.fixture
def config(tmp_path, monkeypatch):
    """The configuration of an empty home; nothing comes from outside."""
    for name in Configuration.model_fields:
        monkeypatch.delenv(f"TRYGGVE_{name.upper()}", raising=False)
    (tmp_path / "tryggve.toml").touch()
    monkeypatch.setenv("TRYGGVE_CONFIG", str(tmp_path / "tryggve.toml"))
    home = tmp_path / "home"
    home.mkdir()
    return read_configuration(home=home)


@pytest.fixture
def filled(config):
    """The same with two small databases and a key."""
    fill(config)
    return config
