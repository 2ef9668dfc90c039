"""How every test begins, and how hypothesis looks for counterexamples.

pytest                              the same examples each time, as `make test` has it
pytest --hypothesis-profile=prove   many more, and new ones each time, as `make prove` has it
"""

import random

import pytest
from django.utils import translation
from hypothesis import settings

# No deadline: a slow machine is not a counterexample.
settings.register_profile("fixed", deadline=None, derandomize=True)
settings.register_profile("prove", deadline=None, max_examples=1_000)
settings.load_profile("fixed")


@pytest.fixture(autouse=True)
def language_of_the_settings():
    """A request leaves its language switched on: the next test begins without it."""
    translation.deactivate()


@pytest.fixture
def same_draws(monkeypatch):
    """The same people are drawn in every run: one sample in a thousand is stopped by chance."""
    module = "tryggve.apps.surveys.services"
    seeds = random.Random(1)  # noqa: S311 - nothing is hidden by it
    monkeypatch.setattr(f"{module}.design.secrets.randbits", seeds.getrandbits)
    monkeypatch.setattr(f"{module}.frames._key_of_numbers", lambda organisation: b"test" * 8)
