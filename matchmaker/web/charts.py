"""Charts as data: what a page hands to ``components/chart.html``, which stands beside a table with the same figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class Series:
    """Values in the order of the chart's categories; None where there is none.

    ``kind``: a bar, a line, or a dashed line without points (a target, a pace).
    """

    name: str
    values: Sequence[float | int | None]
    kind: Literal["bar", "line", "pace"] = "bar"
    stack: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """``categories`` along the axis, ``unit`` of all values; ``lying`` puts the categories on the left."""

    title: str
    categories: Sequence[str]
    series: Sequence[Series]
    unit: str = ""
    lying: bool = False

    def as_json(self) -> dict[str, Any]:
        """What ``static/js/chart.js`` reads."""
        return asdict(self)
