"""The installation's configuration: from the environment (TRYGGVE_...) or from tryggve.toml.

Each field is described in docs/reference/settings.md; a test holds the two together.
"""

import os
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    EmailStr,
    Field,
    HttpUrl,
    SecretStr,
    StringConstraints,
    ValidationError,
    field_validator,
)
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from tryggve.wording.problems import InputError, Problem
from tryggve.wording.text import say

PREFIX = "TRYGGVE_"
CONFIG_FILE_VARIABLE = "TRYGGVE_CONFIG"
DATABASE_SCHEMES = ("sqlite://", "postgresql://", "postgres://")

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+$")]


class OpenIDConnectProvider(BaseModel, extra="forbid"):
    """One identity provider that staff may sign in with."""

    id: Slug
    name: str
    server_url: HttpUrl
    client_id: str
    secret: SecretStr


class Configuration(BaseSettings):
    """Every setting of an installation, with its default."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="forbid", validate_default=True)

    home: Path = Path("tryggve-data")
    keys_dir: Path | None = None
    database_url: str | None = None
    register_url: str | None = None

    base_url: HttpUrl = HttpUrl("http://localhost:8000")
    allowed_hosts: list[str] = []
    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=1, le=65535)] = 8000
    workers: Annotated[int, Field(ge=1, le=256)] = 2
    trusted_proxies: Annotated[int, Field(ge=0, le=5)] = 0
    debug: bool = False
    demo: bool = False

    language: Literal["sv", "en"] = "sv"
    upload_max_bytes: Annotated[int, Field(ge=1_000_000, le=1_000_000_000)] = 20_000_000
    session_hours: Annotated[int, Field(ge=1, le=720)] = 12
    invitation_days: Annotated[int, Field(ge=1, le=60)] = 14
    sign_in_link_minutes: Annotated[int, Field(ge=5, le=1440)] = 30
    second_factor_required: bool = True
    openid_connect: list[OpenIDConnectProvider] = []

    mail_from: EmailStr = "tryggve@localhost.localdomain"
    smtp_host: str = ""
    smtp_port: Annotated[int, Field(ge=1, le=65535)] = 587
    smtp_user: str = ""
    smtp_password: SecretStr = SecretStr("")
    smtp_security: Literal["starttls", "tls", "none"] = "starttls"
    digest_hour: Annotated[int, Field(ge=0, le=23)] = 7
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"

    @field_validator("database_url", "register_url")
    @classmethod
    def _known_database(cls, value: str | None) -> str | None:
        if value is not None and not value.startswith(DATABASE_SCHEMES):
            raise ValueError("not a database address")
        return value

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls, config_file())

    @property
    def keys(self) -> Path:
        return self.keys_dir or self.home / "keys"

    @property
    def database(self) -> str:
        return self.database_url or f"sqlite:///{(self.home / 'main.sqlite3').absolute()}"

    @property
    def register(self) -> str:
        return self.register_url or f"sqlite:///{(self.home / 'register.sqlite3').absolute()}"


def config_file() -> Path:
    return Path(os.environ.get(CONFIG_FILE_VARIABLE, "tryggve.toml"))


@cache
def configuration() -> Configuration:
    """The configuration of this process. InputError names each wrong setting and its mending."""
    return read_configuration()


def read_configuration(**given: Any) -> Configuration:
    try:
        return Configuration(**given)
    except ValidationError as error:
        raise InputError(_as_problem(each) for each in error.errors()) from None
    except ValueError as error:  # a file that is no TOML, a variable that is no JSON
        raise InputError(
            Problem(
                say("The configuration cannot be read: {reason}.", reason=str(error)),
                say("Mend the file or the variable, then run tryggve doctor."),
                file=str(config_file()),
            )
        ) from None


def _as_problem(error: Any) -> Problem:
    name = ".".join(str(part) for part in error["loc"])
    variable = PREFIX + name.split(".")[0].upper()
    origin = variable if variable in os.environ else str(config_file())
    if error["type"] == "extra_forbidden":
        return Problem(
            say("There is no setting named {name}.", name=name),
            say("Remove it or mend its spelling. All settings: docs/reference/settings.md."),
            file=origin,
            field=name,
        )
    return Problem(
        say("The setting {name} has a wrong value: {reason}.", name=name, reason=error["msg"]),
        say("What it may hold is written in docs/reference/settings.md."),
        file=origin,
        field=name,
    )
