"""The pages of scouting."""

from matchmaker.scouting.views import (
    ask,
    confirmation,
    contact,
    exporting,
    importing,
    lead,
    link,
    roster,
    routing,
    visit,
)
from matchmaker.scouting.views.blueprint import blueprint

__all__ = [
    "ask",
    "blueprint",
    "confirmation",
    "contact",
    "exporting",
    "importing",
    "lead",
    "link",
    "roster",
    "routing",
    "visit",
]
