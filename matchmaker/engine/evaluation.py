"""How well the engine matches, measured on judged pairs.

Three figures, each a mean over needs with a 95 % interval from resampling needs (pairs of one need
are not independent): judged nDCG@10, full-pool recall@50, and the calibration of a predicted level.
Beside them what the words of the titles alone achieve, and the difference, need by need: it is
significant when its interval leaves out 0.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.isotonic import IsotonicRegression
from sklearn.metrics import ndcg_score
from sklearn.model_selection import GroupKFold

from matchmaker.engine import ENGINE_VERSION
from matchmaker.engine.baseline import title_word_scores
from matchmaker.engine.benchmark import Benchmark
from matchmaker.engine.index import Index
from matchmaker.engine.ranking import LEVELS, Level, level
from matchmaker.engine.vocabulary import Floats

NDCG_DEPTH = 10
RECALL_DEPTH = 50
RUN_DEPTH = 100
RELATED, RELEVANT = 2.0, 3.0
"""Judged at least weakly related; judged clearly related, which is what recall asks for."""

FOLDS = 5
FEWEST_NEEDS = 2
RESAMPLES = 2000


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured value, its 95 % interval, and from how many needs."""

    value: float
    low: float
    high: float
    needs: int


@dataclass(frozen=True, slots=True)
class LevelFigure:
    """What judges said of the pairs that the engine puts into one level."""

    level: Level
    from_score: float
    pairs: int
    related: float
    """Share judged 2 (弱相关) or better."""

    relevant: float
    """Share judged 3 (较强相关) or better."""


@dataclass(frozen=True, slots=True)
class Report:
    """What `matchmaker evaluate` prints."""

    engine: str
    needs: int
    achievements: int
    judgements: int
    ndcg_at_10: Figure
    recall_at_50: Figure
    calibration: Figure
    title_words: Figure
    """nDCG@10 of `baseline.title_word_scores`."""

    gain: Figure
    """How much `ndcg_at_10` is above `title_words`, resampled in pairs."""

    levels: list[LevelFigure]


@dataclass(frozen=True, slots=True)
class Judged:
    """The judged pairs of one need, with the engine's scores."""

    need: int
    achievements: list[int]
    levels: Floats
    scores: Floats


def judged_scores(benchmark: Benchmark, index: Index) -> list[Judged]:
    """Score every judged pair as the product would."""
    return [
        Judged(
            need,
            list(row),
            np.array(list(row.values())),
            index.score_keys(benchmark.needs[need], list(row)),
        )
        for need, row in benchmark.judgements.items()
    ]


def evaluate(benchmark: Benchmark, index: Index) -> Report:
    """All figures of an index over the benchmark's achievements."""
    judged = judged_scores(benchmark, index)
    own, plain = _ndcgs(benchmark, judged)
    return Report(
        engine=ENGINE_VERSION,
        needs=len(benchmark.needs),
        achievements=len(benchmark.achievements),
        judgements=sum(len(each.achievements) for each in judged),
        ndcg_at_10=mean_figure(own),
        recall_at_50=mean_figure(list(recalls(benchmark, index))),
        calibration=calibration(judged),
        title_words=mean_figure(plain),
        gain=mean_figure(own - plain),
        levels=level_figures(judged),
    )


def _ndcgs(benchmark: Benchmark, judged: Sequence[Judged]) -> tuple[Floats, Floats]:
    """The nDCG of the engine's scores and of the baseline's, for each need that can be ranked."""
    pairs = [
        (ndcg(each.levels, each.scores), ndcg(each.levels, words))
        for each, words in zip(judged, title_word_scores(benchmark), strict=True)
        if differs(each)
    ]
    own, plain = np.array(pairs).reshape(-1, 2).T
    return own, plain


def differs(judged: Judged) -> bool:
    """Whether there is anything to rank: at least two different levels."""
    return len(set(judged.levels.tolist())) > 1


def ndcg(levels: Floats, scores: Floats, k: int = NDCG_DEPTH) -> float:
    """nDCG@k with gain 2^(level - 1) - 1; tied scores count as the mean of their orders."""
    gains = 2 ** (levels - 1) - 1
    return float(ndcg_score([gains], [scores], k=k))


def recall(ranked: Sequence[int], relevant: set[int], k: int = RECALL_DEPTH) -> float:
    """Share of the relevant keys among the first k."""
    return len(relevant.intersection(ranked[:k])) / len(relevant)


def recalls(benchmark: Benchmark, index: Index) -> Iterator[float]:
    """Recall over the whole pool, for each need with a relevant achievement."""
    for need, row in benchmark.judgements.items():
        relevant = {achievement for achievement, judged in row.items() if judged >= RELEVANT}
        if relevant:
            ranked = [match.key for match in index.search(benchmark.needs[need], RECALL_DEPTH)]
            yield recall(ranked, relevant)


def calibration(judged: Sequence[Judged]) -> Figure:
    """1 / (1 + mean absolute error) of the level predicted from the score.

    A monotone curve from score to level, rounded to a level, learned on four fifths of the needs
    and held against the last fifth, in turn. One need alone cannot be held against another.
    """
    if len(judged) < FEWEST_NEEDS:
        return Figure(0.0, 0.0, 0.0, 0)
    scores = np.concatenate([each.scores for each in judged])
    levels = np.concatenate([each.levels for each in judged])
    needs = np.repeat(np.arange(len(judged)), [len(each.levels) for each in judged])
    errors = np.zeros(len(scores))
    for train, test in GroupKFold(min(FOLDS, len(judged))).split(scores, groups=needs):
        curve = IsotonicRegression(out_of_bounds="clip").fit(scores[train], levels[train])
        errors[test] = np.abs(np.round(curve.predict(scores[test])) - levels[test])
    sums = np.bincount(needs, errors, len(judged))
    counts = np.bincount(needs, minlength=len(judged))
    return _figure(len(judged), lambda chosen: 1 / (1 + sums[chosen].sum(-1) / counts[chosen].sum(-1)))


def level_figures(judged: Iterable[Judged]) -> list[LevelFigure]:
    """For each level of `ranking.LEVELS` what the judges said of the pairs in it."""
    pairs = [pair for each in judged for pair in zip(each.scores, each.levels, strict=True)]
    figures = []
    for name, lowest in LEVELS:
        inside = np.array([judgement for score, judgement in pairs if level(score) == name])
        related, relevant = ((inside >= bound).mean() if len(inside) else 0.0 for bound in (RELATED, RELEVANT))
        figures.append(LevelFigure(name, lowest, len(inside), float(related), float(relevant)))
    return figures


def mean_figure(values: Sequence[float] | Floats) -> Figure:
    """The mean of one value a need, and its interval; all 0 without any."""
    array = np.array(values)
    return _figure(len(array), lambda chosen: array[chosen].mean(-1))


def _figure(needs: int, measure: Callable[[NDArray[np.int64]], Floats]) -> Figure:
    """A measure over chosen needs: all of them, and the middle 95 % of resampled choices."""
    if not needs:
        return Figure(0.0, 0.0, 0.0, 0)
    choices = np.random.default_rng(0).integers(0, needs, (RESAMPLES, needs))
    low, high = np.percentile(measure(choices), [2.5, 97.5])
    return Figure(float(measure(np.arange(needs))), float(low), float(high), needs)


def run_lines(benchmark: Benchmark, index: Index) -> Iterator[str]:
    """A TREC run: `need Q0 achievement rank score tag`, for every need.

    Holds every judged pair and the 100 best of the pool, best first.
    """
    for need in benchmark.needs:
        best = [match.key for match in index.search(need, RUN_DEPTH)]
        keys = sorted({*best, *benchmark.judgements.get(need.key, {})})
        scores = dict(zip(keys, index.score_keys(need, keys).tolist(), strict=True))
        ranked = sorted(keys, key=lambda key: (-scores[key], key))
        for rank, key in enumerate(ranked, start=1):
            names = f"{benchmark.need_ids[need.key]} Q0 {benchmark.achievement_ids[key]}"
            yield f"{names} {rank} {scores[key]:.9g} {ENGINE_VERSION}\n"
