"""The officers' board: live deals in columns by state."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from matchmaker.deals.models import Deal, DealState, Side
from matchmaker.deals.workflow import DEAL

COLUMN_SIZE = 12
SIDES = tuple(Side)
LIVE = tuple(state for state in DealState if state is not DealState.CLOSED)
TONES = {
    DealState.INVITED: "warn",
    DealState.INTRODUCED: "info",
    DealState.NEGOTIATING: "progress",
    DealState.ABOUT_TO_SIGN: "progress",
    DealState.SIGNED: "good",
    DealState.CLOSED: "neutral",
}


@dataclass(frozen=True, slots=True)
class Column:
    """A state, how many deals are in it, and the first of them."""

    state: str
    label: str
    tone: str
    total: int
    deals: list[Deal]

    @property
    def more(self) -> int:
        """How many are not shown."""
        return max(0, self.total - len(self.deals))


def columns(rows: Sequence[Deal], counts: Mapping[str, int]) -> list[Column]:
    """One column for each live state, empty ones too."""
    return [
        Column(
            state,
            DEAL.labels[state],
            TONES[state],
            counts.get(state, 0),
            [row for row in rows if row.state == state],
        )
        for state in LIVE
    ]
