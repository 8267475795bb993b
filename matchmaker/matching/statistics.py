"""Shares with their intervals and lengths of time with their quartiles: plain numbers in and out."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist, quantiles

CONFIDENCE = 0.95
QUARTERS = 4


@dataclass(frozen=True, slots=True)
class Interval:
    """A closed interval of shares, 0 ≤ low ≤ high ≤ 1."""

    low: float
    high: float


def wilson(successes: int, trials: int, confidence: float = CONFIDENCE) -> Interval:
    """The score interval of a share of ``successes`` in ``trials`` (0 ≤ successes ≤ trials, trials ≥ 1).

    E. B. Wilson, "Probable inference, the law of succession, and statistical
    inference", Journal of the American Statistical Association 22 (1927),
    209–212. Unlike the textbook interval it stays within [0, 1] and keeps its
    width for small numbers and for shares of 0 and 1. Raises ValueError for
    numbers that are no share.
    """
    if not 0 <= successes <= trials or trials == 0:
        raise ValueError(f"{successes} of {trials} is no share")
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    share, spread = successes / trials, z * z / trials
    centre = (share + spread / 2) / (1 + spread)
    half = z / (1 + spread) * sqrt(share * (1 - share) / trials + spread / (4 * trials))
    # At 0 and 1 the bounds are exact on paper; rounding must not take them past the share itself.
    return Interval(max(0.0, min(share, centre - half)), min(1.0, max(share, centre + half)))


@dataclass(frozen=True, slots=True)
class Share:
    """``part`` of ``whole``; without a whole there is no value and no interval."""

    part: int
    whole: int

    @property
    def value(self) -> float | None:
        """The share, 0 to 1."""
        return self.part / self.whole if self.whole else None

    @property
    def interval(self) -> Interval | None:
        """Its 95 % interval; see ``wilson``."""
        return wilson(self.part, self.whole) if self.whole else None


@dataclass(frozen=True, slots=True)
class Spread:
    """The middle of ``count`` values: quartiles and median, in the values' unit."""

    count: int
    lower: float
    median: float
    upper: float


def spread(values: Collection[float]) -> Spread | None:
    """Median and quartiles of ``values``; None when there are none.

    Between two values the quartile is interpolated linearly: definition 7 of
    R. J. Hyndman and Y. Fan, "Sample quantiles in statistical packages", The
    American Statistician 50 (1996), 361–365.
    """
    if not values:
        return None
    if len(values) == 1:
        only = float(next(iter(values)))
        return Spread(1, only, only, only)
    lower, median, upper = quantiles(values, n=QUARTERS, method="inclusive")
    return Spread(len(values), lower, median, upper)
