"""The pages of challenges."""

from matchmaker.challenges.views import acts, case, choosing, publicity, ranking, review_panel, review_seat
from matchmaker.challenges.views.blueprint import blueprint

__all__ = ["acts", "blueprint", "case", "choosing", "publicity", "ranking", "review_panel", "review_seat"]
