"""How many examples generated tests try: 100, or 1,000 with `--hypothesis-profile thorough`."""

from hypothesis import settings

# Without a deadline: how long an example takes depends on what else the machine does.
settings.register_profile("everyday", max_examples=100, deadline=None)
settings.register_profile("thorough", max_examples=1_000, deadline=None)
settings.load_profile("everyday")
