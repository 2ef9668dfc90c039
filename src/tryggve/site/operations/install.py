"""Make an installation: its folder and keys, then its databases. Done twice, nothing changes."""

from tryggve.privacy.keys import KeysExist, KeyStore
from tryggve.site.config import Configuration
from tryggve.site.keys import open_keys, said_in_words


def make_home(config: Configuration) -> bool:
    """The folder of data, for its owner alone, and the keys; whether the keys are new.

    Needs no Django: Django does not start without the keys. Keys that are there are opened, so
    that damaged ones are told before anything else is made.
    """
    config.home.mkdir(parents=True, exist_ok=True, mode=0o700)
    with said_in_words():
        try:
            KeyStore.create(config.keys)
        except KeysExist:
            open_keys(config)
            return False
    return True
