"""The pages of challenges."""

from matchmaker.challenges.views import acceptance, acts, case, follow_ups, leaving, progress, race
from matchmaker.challenges.views.blueprint import blueprint

__all__ = ["acceptance", "acts", "blueprint", "case", "follow_ups", "leaving", "progress", "race"]
