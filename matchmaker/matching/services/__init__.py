"""Verbs of matching: refresh suggestions, decide on them, ask for an introduction; the same of near-duplicates."""

from matchmaker.matching.services.ask import ask_introduction
from matchmaker.matching.services.decide import approve, hold, reconsider, reject
from matchmaker.matching.services.refresh import Outcome, refresh_achievement, refresh_all, refresh_need, withdraw

__all__ = [
    "Outcome",
    "approve",
    "ask_introduction",
    "hold",
    "reconsider",
    "refresh_achievement",
    "refresh_all",
    "refresh_need",
    "reject",
    "withdraw",
]
