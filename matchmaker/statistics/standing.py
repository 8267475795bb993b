"""How the assessed units stand to one another in one figure: rank, share, last year, target, correction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

THIRDS = 3


@dataclass(frozen=True, slots=True)
class Standing:
    """One unit. Values in the metric's own unit (money in 分).

    ``rank`` is 1 for the most, equal values share one; ``tier`` 0, 1 or 2 is
    its third of the units with anything. ``reported`` is the figure as it was
    reported when the year was closed, else None.
    """

    place: str
    value: int
    before: int
    target: int | None
    reported: int | None
    rank: int
    tier: int

    @property
    def growth(self) -> float | None:
        """Against the year before, 0.1 for ten percent; None where there was nothing."""
        return (self.value - self.before) / self.before if self.before else None

    @property
    def reached(self) -> float | None:
        """Of the target, 1.0 for all of it; None without one."""
        return self.value / self.target if self.target else None

    @property
    def corrected(self) -> int:
        """What was added or taken away since the year was reported."""
        return 0 if self.reported is None else self.value - self.reported


def standings(
    places: Iterable[str],
    values: Mapping[str, int],
    before: Mapping[str, int],
    targets: Mapping[str, int],
    reported: Mapping[str, int] | None,
) -> list[Standing]:
    """All units, the most first; those with nothing too."""
    names = dict.fromkeys((*places, *values, *(reported or {})))
    ordered = sorted(names, key=lambda name: -values.get(name, 0))
    with_any = [name for name in ordered if values.get(name, 0) > 0]
    found = []
    for name in ordered:
        value = values.get(name, 0)
        rank = 1 + sum(values.get(other, 0) > value for other in names)
        tier = min((rank - 1) * THIRDS // max(1, len(with_any)), THIRDS - 1) if value > 0 else THIRDS - 1
        told = None if reported is None else reported.get(name, 0)
        found.append(Standing(name, value, before.get(name, 0), targets.get(name), told, rank, tier))
    return found


def cumulated(months: Mapping[int, int], last: int) -> list[int]:
    """The running total at the end of each month up to ``last``."""
    sums, total = [], 0
    for month in range(1, last + 1):
        total += months.get(month, 0)
        sums.append(total)
    return sums


def pace(target: int, months: int = 12) -> list[float]:
    """Where an even pace towards ``target`` stands at the end of each month."""
    return [target * month / months for month in range(1, months + 1)]
