"""The pages of challenges."""

from matchmaker.challenges.views import acts, case
from matchmaker.challenges.views.blueprint import blueprint

__all__ = ["acts", "blueprint", "case"]
