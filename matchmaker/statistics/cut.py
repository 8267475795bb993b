"""Which part of the ledger a figure is made of: the same for a sum, its months, its places and its rows."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from matchmaker.statistics.metrics import METRICS, Metric

MONTHS = 12
BEGINNING = date(1985, 1, 1)
"""Before this there were no technical contracts to register."""


@dataclass(frozen=True, slots=True)
class Cut:
    """Of ``metric``, in the reader's regions ``roots``: one year, one ``month`` of it, or all up to its end.

    ``place``: one assessed unit. ``outside_only``: the other side sits outside
    the city. ``counted_when``: for results, see models.CountedWhen.
    """

    metric: Metric
    roots: tuple[str, ...]
    year: int
    first_year: int | None = None
    month: int | None = None
    place: str = ""
    outside_only: bool = False
    counted_when: str = "signed"

    @property
    def flow(self) -> str:
        return METRICS[self.metric].flow

    @property
    def begins(self) -> date:
        """The first day that counts."""
        if self.month is not None:
            return date(self.year, self.month, 1)
        return BEGINNING if self.first_year is None else date(self.first_year, 1, 1)

    @property
    def ends(self) -> date:
        """The last day that counts."""
        month = self.month or MONTHS
        return date(self.year, month, monthrange(self.year, month)[1])
