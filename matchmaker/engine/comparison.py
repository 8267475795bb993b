"""Two tunings held against each other on judged pairs, need by need.

The same needs are read in both ways, so what makes one need harder than another drops out, and the
interval of the difference (resampled by needs) is much narrower than that of either mean.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from matchmaker.engine.benchmark import Benchmark
from matchmaker.engine.evaluation import Figure, Judged, calibration, differs, judged_scores, mean_figure, ndcg, recalls
from matchmaker.engine.index import Index
from matchmaker.engine.tuning import Tuning
from matchmaker.engine.vocabulary import Floats

VISIBLE = 1e-6
"""A smaller difference is one of rounding."""


@dataclass(frozen=True, slots=True)
class Paired:
    """A figure under both tunings: the means, the mean difference with its 95 % interval, needs better and worse."""

    before: float
    after: float
    difference: Figure
    better: int
    worse: int


@dataclass(frozen=True, slots=True)
class NeedChange:
    """The nDCG@10 of one need of the benchmark under both tunings."""

    need: int
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """What another tuning does to a benchmark; `changed` holds every need whose nDCG differs, the most first."""

    ndcg_at_10: Paired
    recall_at_50: Paired
    calibration: tuple[float, float]
    """Before and after; see `evaluation.calibration`."""

    changed: list[NeedChange]


def compare(benchmark: Benchmark, index: Index, before: Tuning, after: Tuning) -> Comparison:
    """Read the benchmark's needs in both ways; the index, whatever its own tuning, is over its achievements."""
    one, other = index.pinned(before), index.pinned(after)
    judged, retold = judged_scores(benchmark, one), judged_scores(benchmark, other)
    kept = [place for place, each in enumerate(judged) if differs(each)]
    old, new = ([_ndcg(each[place]) for place in kept] for each in (judged, retold))
    changes = [NeedChange(judged[place].need, *pair) for place, *pair in zip(kept, old, new, strict=True)]
    return Comparison(
        ndcg_at_10=paired(old, new),
        recall_at_50=paired(list(recalls(benchmark, one)), list(recalls(benchmark, other))),
        calibration=(calibration(judged).value, calibration(retold).value),
        changed=sorted(
            (each for each in changes if abs(each.after - each.before) > VISIBLE),
            key=lambda each: (-abs(each.after - each.before), each.need),
        ),
    )


def paired(before: Sequence[float], after: Sequence[float]) -> Paired:
    """The same needs measured twice, in one order. All 0 without any."""
    old, new = _array(before), _array(after)
    gained = new - old
    return Paired(
        before=float(old.mean()) if len(old) else 0.0,
        after=float(new.mean()) if len(new) else 0.0,
        difference=mean_figure(gained),
        better=int((gained > VISIBLE).sum()),
        worse=int((gained < -VISIBLE).sum()),
    )


def _ndcg(judged: Judged) -> float:
    return ndcg(judged.levels, judged.scores)


def _array(values: Sequence[float]) -> Floats:
    return np.array(values, dtype=np.float64)
