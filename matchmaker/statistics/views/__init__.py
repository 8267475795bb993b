"""The pages of figures."""

from matchmaker.statistics.views import board, closing, credit, drill, story, targets
from matchmaker.statistics.views.blueprint import blueprint

__all__ = ["blueprint", "board", "closing", "credit", "drill", "story", "targets"]
