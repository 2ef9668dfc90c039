"""Settings that are right one by one, and do not go together."""

import os
from collections.abc import Iterator

from tryggve.site.config import (
    CONFIG_FILE_VARIABLE,
    Configuration,
    config_file,
    unknown_variables,
)
from tryggve.site.operations.doctor.row import ERROR, OK, WARNING, Row
from tryggve.wording.text import say

THIS_MACHINE = {"localhost", "127.0.0.1", "[::1]"}


def settings(config: Configuration) -> Iterator[Row]:
    rows = [*_file(), *_address(config)]
    rows += [Row(WARNING, problem) for problem in unknown_variables()]
    yield from rows or [Row(OK, say("The settings are right."))]


def _file() -> Iterator[Row]:
    if CONFIG_FILE_VARIABLE in os.environ and not config_file().exists():
        yield Row(
            WARNING,
            say("There is no file {file}.", file=str(config_file())),
            say("Mend the variable {name}, or make the file.", name=CONFIG_FILE_VARIABLE),
        )


def _address(config: Configuration) -> Iterator[Row]:
    is_secure = config.base_url.scheme == "https"
    if is_secure and config.debug:
        yield Row(
            ERROR,
            say("debug shows visitors the inside of the program."),
            say("Remove the setting debug."),
        )
    if is_secure and config.trusted_proxies == 0:
        yield Row(
            ERROR,
            say("The address begins with https, but no proxy is trusted to speak it."),
            say("Set trusted_proxies to the number of proxies, usually 1."),
        )
    if not is_secure and config.base_url.host not in THIS_MACHINE:
        yield Row(
            WARNING,
            say("The address begins with http: passwords travel for anybody to read."),
            say("Set up a proxy that speaks https: docs/how-to/run-behind-a-proxy.md."),
        )
