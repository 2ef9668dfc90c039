"""The installation's configuration: from the environment (TRYGGVE_...) or from tryggve.toml.

Each field is described in docs/reference/settings.md; a test holds the two together.
"""

import os
from difflib import get_close_matches
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
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from tryggve.wording.problems import InputError, Problem
from tryggve.wording.text import Text, say

PREFIX = "TRYGGVE_"
CONFIG_FILE_VARIABLE = "TRYGGVE_CONFIG"
# Variables that begin as a setting does and are none: the file's place, and where make validate
# finds whole real files.
OTHER_VARIABLES = frozenset({CONFIG_FILE_VARIABLE, "TRYGGVE_SHARED"})
DATABASE_SCHEMES = ("sqlite://", "postgresql://", "postgres://")

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+$")]


class OpenIDConnectProvider(BaseModel, extra="forbid"):
    """One identity provider that staff may sign in with."""

    id: Slug
    name: str
    server_url: HttpUrl
    client_id: str
    secret: SecretStr
    email_domains: list[str] = []  # whose addresses it answers for; empty means anybody's


class Configuration(BaseSettings):
    """Every setting of an installation, with its default."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="forbid", validate_default=True)

    home: Path = Path("tryggve-data")
    keys_dir: Path | None = None
    database_url: str | None = None
    register_url: str | None = None

    base_url: HttpUrl = HttpUrl("http://localhost:8000")
    allowed_hosts: Annotated[list[str], NoDecode] = []
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

    @field_validator("home")
    @classmethod
    def _absolute(cls, value: Path) -> Path:
        return value.expanduser().absolute()

    @field_validator("allowed_hosts", mode="before")
    @classmethod
    def _comma_separated(cls, value: Any) -> Any:
        if isinstance(value, str):
            return [name.strip() for name in value.split(",") if name.strip()]
        return value

    @field_validator("database_url", "register_url")
    @classmethod
    def _known_database(cls, value: str | None) -> str | None:
        if value is not None and not value.startswith(DATABASE_SCHEMES):
            raise ValueError(
                say("it must begin with {choices}", choices=", ".join(DATABASE_SCHEMES))
            )
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
        return self.database_url or f"sqlite:///{self.home / 'main.sqlite3'}"

    @property
    def register(self) -> str:
        return self.register_url or f"sqlite:///{self.home / 'register.sqlite3'}"


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


def unknown_variables() -> list[Problem]:
    """Variables that look like a setting and are none, each with the setting it may have meant."""
    known = {PREFIX + name.upper() for name in Configuration.model_fields} | OTHER_VARIABLES
    return [
        Problem(
            say("The variable {name} is no setting and does nothing.", name=name),
            _did_you_mean(name, PREFIX),
        )
        for name in sorted(os.environ)
        if name.startswith(PREFIX) and name not in known
    ]


def _did_you_mean(name: str, prefix: str = "") -> Text:
    bare = name.removeprefix(prefix).lower()
    close = get_close_matches(bare, Configuration.model_fields, n=1)
    if close:
        meant = prefix + close[0].upper() if prefix else close[0]
        return say("Did you mean {name}?", name=meant)
    return say("Remove it or mend its spelling. All settings: docs/reference/settings.md.")


def _as_problem(error: Any) -> Problem:
    name = ".".join(str(part) for part in error["loc"])
    variable = PREFIX + name.split(".")[0].upper()
    origin = variable if variable in os.environ else str(config_file())
    if error["type"] == "extra_forbidden":
        return Problem(
            say("There is no setting named {name}.", name=name),
            _did_you_mean(name),
            file=origin,
            field=name,
        )
    return Problem(
        say("The setting {name} has a wrong value: {reason}.", name=name, reason=_reason(error)),
        say("What it may hold is written in docs/reference/settings.md."),
        file=origin,
        field=name,
    )


def _reason(error: Any) -> Text | str:
    context = error.get("ctx", {})
    match error["type"]:
        case "bool_parsing" | "bool_type":
            return say("it must be true or false")
        case "int_parsing" | "int_type" | "int_from_float":
            return say("it must be a whole number")
        case "greater_than_equal":
            return say("it must be at least {limit}", limit=context["ge"])
        case "less_than_equal":
            return say("it must be at most {limit}", limit=context["le"])
        case "literal_error":
            return say("it must be one of {choices}", choices=context["expected"])
        case "url_parsing" | "url_scheme" | "url_type":
            return say("it must be an address such as https://tryggve.kommun.example")
        case "missing":
            return say("it is missing")
        case "value_error" if isinstance(context["error"].args[0], Text):
            return context["error"].args[0]
        case _:
            return str(error["msg"])
