"""The pages of challenges."""

from matchmaker.challenges.views import (
    acts,
    case,
    leaving,
    milestone,
    pledge,
    pledge_papers,
    pledges,
    sign_pledge,
    spending,
)
from matchmaker.challenges.views.blueprint import blueprint

__all__ = [
    "acts",
    "blueprint",
    "case",
    "leaving",
    "milestone",
    "pledge",
    "pledge_papers",
    "pledges",
    "sign_pledge",
    "spending",
]
