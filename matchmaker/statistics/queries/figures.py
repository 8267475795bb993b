"""One way to every figure: by place, by place and month, and the rows behind it, whatever is counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Select
from sqlalchemy.orm import Session

from matchmaker.statistics.cut import Cut
from matchmaker.statistics.metrics import METRICS, Metric
from matchmaker.statistics.queries import contracts, results
from matchmaker.statistics.queries.contracts import Cell

K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class Grid:
    """Assessed unit, year and month → figure (money in 分), and what it adds up to."""

    cells: Mapping[Cell, int]

    def by_place(self, year: int, first: int | None = None) -> dict[str, int]:
        """Assessed unit → the year's figure, or that of the years from ``first`` to it."""
        begins = year if first is None else first
        return self._added({cell: cell[0] for cell in self.cells if begins <= cell[1] <= year})

    def by_month(self, year: int) -> dict[int, int]:
        """Month → figure of that month alone."""
        return self._added({cell: cell[2] for cell in self.cells if cell[1] == year})

    def _added(self, keys: Mapping[Cell, K]) -> dict[K, int]:
        sums: dict[K, int] = {}
        for cell, key in keys.items():
            sums[key] = sums.get(key, 0) + self.cells[cell]
        return sums


def by_place(session: Session, cut: Cut) -> dict[str, int]:
    """Assessed unit → figure (money in 分). One statement."""
    if cut.metric is Metric.RESULTS:
        return results.by_place(session, cut)
    return {place: _of(cut, sums) for place, sums in contracts.by_place(session, cut).items()}


def grid(session: Session, cut: Cut) -> Grid:
    """The figure of each unit in each month of ``cut``, from one reading of the ledger. One statement."""
    if cut.metric is Metric.RESULTS:
        return Grid(results.by_cell(session, cut))
    return Grid({cell: _of(cut, sums) for cell, sums in contracts.by_cell(session, cut).items()})


def rows(cut: Cut) -> Select[Any]:
    """What the figure is made of, in plain columns: contracts or deals."""
    return results.rows(cut) if cut.metric is Metric.RESULTS else contracts.behind(cut)


def _of(cut: Cut, sums: contracts.Sums) -> int:
    value: int = getattr(sums, METRICS[cut.metric].column)
    return value
