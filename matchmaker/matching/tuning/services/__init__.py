"""Verbs of tuning: measure, keep a candidate, put it into use, take it back."""

from matchmaker.matching.tuning.services.change_live import discard, go_live, roll_back, switch_off
from matchmaker.matching.tuning.services.effects import measure
from matchmaker.matching.tuning.services.keep_candidate import compare_again, keep_learned, keep_lexicon

__all__ = [
    "compare_again",
    "discard",
    "go_live",
    "keep_learned",
    "keep_lexicon",
    "measure",
    "roll_back",
    "switch_off",
]
