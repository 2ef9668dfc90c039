"""How hypothesis looks for counterexamples: the same way each time, or longer and at random.

pytest                              the same examples each time, as `make test` has it
pytest --hypothesis-profile=prove   many more, and new ones each time, as `make prove` has it
"""

from hypothesis import settings

# No deadline: a slow machine is not a counterexample.
settings.register_profile("fixed", deadline=None, derandomize=True)
settings.register_profile("prove", deadline=None, max_examples=1_000)
settings.load_profile("fixed")
