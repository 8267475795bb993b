"""From scores to a short list, and to a level that an officer can read."""

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from matchmaker.engine.documents import Match
from matchmaker.engine.vocabulary import Floats

Level = Literal["strong", "fair", "weak", "none"]

LEVELS: tuple[tuple[Level, float], ...] = (
    ("strong", 0.30),
    ("fair", 0.20),
    ("weak", 0.05),
    ("none", 0.0),
)
"""Each level and the lowest score it begins at."""

FLOOR = 0.05
"""Below this a pair is not worth an officer's look."""

PRECISION: dict[Level, tuple[float, float]] = {
    "strong": (0.94, 0.40),
    "fair": (0.94, 0.28),
    "weak": (0.77, 0.16),
    "none": (0.33, 0.05),
}
"""Of the pairs in a level, the share judged 2 (弱相关) or better, and 3 (较强相关) or better.

By technology-transfer staff, on `JUDGED_PAIRS` pairs of `JUDGED_NEEDS` real needs with titles of
achievements; measured by `matchmaker evaluate`, which prints the table for any judged pairs.
"""

JUDGED_NEEDS, JUDGED_PAIRS = 109, 4951


def level(score: float) -> Level:
    """What a score has meant when people judged pairs; `PRECISION` says how surely.

    So a level orders an officer's work; it is no judgement. Among a few texts unrelated pairs score a
    little higher: of twenty titles one in a hundred reaches 0.15 by chance, of twenty full texts 0.08.
    """
    return next((name for name, lowest in LEVELS if score >= lowest), "none")


def best(scores: Floats, keys: NDArray[np.int64], k: int, floor: float = 0.0) -> list[Match]:
    """The k best scores above zero and not below `floor`; equal scores by ascending key."""
    candidates = np.flatnonzero((scores > 0) & (scores >= floor))
    if len(candidates) > k > 0:
        last = np.partition(scores[candidates], -k)[-k]
        candidates = candidates[scores[candidates] >= last]
    order = np.lexsort((keys[candidates], -scores[candidates]))[: max(0, k)]
    return [Match(int(keys[i]), min(1.0, float(scores[i]))) for i in candidates[order]]
