"""A city in which a challenge can be walked through, seen page by page."""

from tests.unit.challenges.conftest import way

__all__ = ["way"]
