"""Properties are tried on a few dozen small corpora; how long one takes says nothing."""

from hypothesis import settings

settings.register_profile("engine", deadline=None, max_examples=40)
settings.load_profile("engine")
