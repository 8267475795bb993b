"""The pages of figures."""

from matchmaker.statistics.views import board, closing, credit, drill, gap, story, targets, work
from matchmaker.statistics.views.blueprint import blueprint

__all__ = ["blueprint", "board", "closing", "credit", "drill", "gap", "story", "targets", "work"]
