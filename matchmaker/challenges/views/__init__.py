"""The pages of challenges."""

from matchmaker.challenges.views import (
    acts,
    appeals,
    approval,
    arguing,
    argument,
    case,
    checking,
    councils,
    drafting,
    promoting,
    withdrawal,
)
from matchmaker.challenges.views.blueprint import blueprint

__all__ = [
    "acts",
    "appeals",
    "approval",
    "arguing",
    "argument",
    "blueprint",
    "case",
    "checking",
    "councils",
    "drafting",
    "promoting",
    "withdrawal",
]
