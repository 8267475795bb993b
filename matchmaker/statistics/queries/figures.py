"""One way to every figure: by place, by month, and the rows behind it, whatever is counted."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select
from sqlalchemy.orm import Session

from matchmaker.statistics.cut import Cut
from matchmaker.statistics.metrics import METRICS, Metric
from matchmaker.statistics.queries import contracts, results


def by_place(session: Session, cut: Cut) -> dict[str, int]:
    """Assessed unit → figure (money in 分). One statement."""
    if cut.metric is Metric.RESULTS:
        return results.by_place(session, cut)
    return {place: _of(cut, sums) for place, sums in contracts.by_place(session, cut).items()}


def by_month(session: Session, cut: Cut) -> dict[int, int]:
    """Month → figure of that month alone. One statement."""
    if cut.metric is Metric.RESULTS:
        return results.by_month(session, cut)
    return {month: _of(cut, sums) for month, sums in contracts.by_month(session, cut).items()}


def rows(cut: Cut) -> Select[Any]:
    """What the figure is made of: contracts or deals."""
    return results.behind(cut) if cut.metric is Metric.RESULTS else contracts.behind(cut)


def _of(cut: Cut, sums: contracts.Sums) -> int:
    value: int = getattr(sums, METRICS[cut.metric].column)
    return value
