"""What officers' decisions teach: how much a need's title counts, and which words say more or less.

Only the order within a need is learned from, since some needs are turned down whatever is offered. A
word's factor is the exponent of its coefficient in a ridge regression of acceptance on what the
score would gain if the word counted a little more (the derivative of the cosine by the logarithm of
the factor), in either direction: a word that the accepted ones lack gains nothing and loses weight.

On little evidence the engine should stay as it is, so each step has to earn its place on needs left
out: by more than one standard error of the paired difference (the rule of Breiman et al., 1984, for
the size of a tree). Whether the result goes live is decided elsewhere, on pairs not learned from.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np
from scipy.sparse import csr_array, vstack
from sklearn.linear_model import Ridge
from sklearn.model_selection import KFold

from matchmaker.engine.documents import Document
from matchmaker.engine.evaluation import ndcg
from matchmaker.engine.index import Index
from matchmaker.engine.near_miss import is_word
from matchmaker.engine.query import QueryHalf, halves
from matchmaker.engine.vocabulary import Floats

FEWEST_NEEDS = 20
"""With fewer needs that have both accepted and rejected achievements nothing is learned."""

SHARES = tuple(round(0.1 * step, 1) for step in range(1, 10))
PENALTIES = (0.03, 0.1, 0.3, 1.0)
FOLDS = 5

NEEDS_WITH_WORD, MOST_WORDS = 4, 500
"""A word that fewer needs have says nothing of other needs; of the others the most common are tried."""

BOUND, SMALLEST = 2.0, 1.05
"""A factor is at most this, or its inverse at least; one nearer to 1 than the smallest is dropped."""

LEAST_SLOPE = 1.0
"""So much acceptance a whole point of score is taken to make, even where decisions run against the scores."""

Scores = Sequence[Floats]


@dataclass(frozen=True, slots=True)
class Decision:
    """An achievement, by key or as a document, that was accepted or rejected for a need."""

    need: Document
    achievement: int | Document
    accepted: bool


@dataclass(frozen=True, slots=True)
class Learned:
    """How needs should be read, from so many decisions over so many needs that have both kinds."""

    title_share: float
    factors: dict[str, float]
    decisions: int
    needs: int


@dataclass(frozen=True, slots=True)
class Case:
    """One need's decisions: cosines by half (title, body), and by word what each would gain."""

    accepted: Floats
    cosines: Floats
    gains: dict[str, Floats]

    def scores(self, share: float) -> Floats:
        """Scores, where the title's share is `share`."""
        return np.asarray(np.array([share, 1 - share]) @ self.cosines)

    def gain(self, word: str, share: float) -> Floats:
        """Derivative of the scores by the logarithm of a word's factor."""
        return np.asarray(np.array([share, 1 - share]) @ self.gains[word])


def learn(decisions: Sequence[Decision], index: Index) -> Learned | None:
    """What orders the decided achievements better than the index's own tuning, or None.

    The factors are to be multiplied with those of the index's tuning; the share replaces its.
    Raises KeyError for an achievement that is not in the index.
    """
    by_need: dict[Document, list[Decision]] = defaultdict(list)
    for each in decisions:
        by_need[each.need].append(each)
    mixed = [each for each in by_need.values() if len({one.accepted for one in each}) > 1]
    if len(mixed) < FEWEST_NEEDS:
        return None
    cases = [read_case(each, index) for each in mixed]
    share = _share(cases, index.tuning.title_share)
    factors = _factors(cases, share)
    if share == index.tuning.title_share and not factors:
        return None
    return Learned(share, factors, sum(map(len, mixed)), len(mixed))


def read_case(decisions: Sequence[Decision], index: Index) -> Case:
    """Some decisions over one need."""
    achievements = [each.achievement for each in decisions]
    cosines, gains = np.zeros((2, len(decisions))), dict[str, Floats]()
    spoken = halves(decisions[0].need, index.tuning)
    for half in spoken:
        rows = [0, 1] if len(spoken) == 1 else [0 if half.name == "title" else 1]
        cosine, gained = _half(half, achievements, index)
        cosines[rows] = cosine
        for word, gain in gained.items():
            gains.setdefault(word, np.zeros((2, len(decisions))))[rows] += gain
    return Case(np.array([each.accepted for each in decisions], float), cosines, gains)


def _half(half: QueryHalf, achievements: Sequence[int | Document], index: Index) -> tuple[Floats, dict[str, Floats]]:
    """Cosines of one half with each achievement, and their derivatives by each word's log factor."""
    codes, places = np.unique(half.codes, return_inverse=True)
    ids = index.vocabulary.lookup(codes)
    salience = index.salience.of(codes, ids) * (codes > 0)
    need = salience * np.bincount(places, half.stress)
    length = max(float(np.linalg.norm(need)), 1e-300)
    theirs = index.weights(achievements, ids)
    cosines = theirs @ need / length
    pull = theirs * salience / length - np.outer(cosines, salience * need / length**2)
    pulls = (pull[:, places] * half.stress).reshape(len(achievements), 2, len(half.text))
    words = index.tuning.cut(half.text[: half.own])
    gains = defaultdict[str, Floats](lambda: np.zeros(len(achievements)))
    for word, end in zip(words, accumulate(map(len, words)), strict=True):
        if is_word(word):
            gains[word] += pulls[:, 0, end - len(word) : end].sum(1) + pulls[:, 1, end - len(word) : end - 1].sum(1)
    return cosines, gains


def _share(cases: Sequence[Case], present: float) -> float:
    """The share nearest to the present one that is as good as the best; the present if none is better."""
    measured = {share: _ndcgs(cases, [case.scores(share) for case in cases]) for share in {*SHARES, present}}
    best = max(measured, key=lambda share: (float(measured[share].mean()), -abs(share - present)))
    if not _is_better(measured[best], measured[present]):
        return present
    good = [share for share, values in measured.items() if not _is_better(measured[best], values)]
    return min(good, key=lambda share: (abs(share - present), share))


def _factors(cases: Sequence[Case], share: float) -> dict[str, float]:
    """Factors under the penalty that is best on needs left out; none where none is better."""
    common = Counter(word for case in cases for word in case.gains)
    words = [word for word, needs in common.most_common(MOST_WORDS) if needs >= NEEDS_WITH_WORD]
    if not words:
        return {}
    before = _ndcgs(cases, [case.scores(share) for case in cases])
    left_out = {penalty: _left_out(cases, share, words, penalty) for penalty in PENALTIES}
    best = max(PENALTIES, key=lambda penalty: float(left_out[penalty].mean()))
    if not _is_better(left_out[best], before):
        return {}
    factors = np.exp(_logarithms(cases, share, words, best))
    return {
        word: round(factor, 2)
        for word, factor in zip(words, factors.tolist(), strict=True)
        if not 1 / SMALLEST < factor < SMALLEST
    }


def _left_out(cases: Sequence[Case], share: float, words: Sequence[str], penalty: float) -> Floats:
    """The nDCG of each case when the factors are learned from the other folds."""
    values = np.zeros(len(cases))
    for train, test in KFold(FOLDS, shuffle=True, random_state=0).split(cases):
        learned = _logarithms([cases[i] for i in train], share, words, penalty)
        held = [cases[i] for i in test]
        values[test] = _ndcgs(held, [case.scores(share) + _gains(case, share, words) @ learned for case in held])
    return values


def _logarithms(cases: Sequence[Case], share: float, words: Sequence[str], penalty: float) -> Floats:
    scores = np.concatenate([_centred(case.scores(share)) for case in cases])
    accepted = np.concatenate([_centred(case.accepted) for case in cases])
    slope = max(LEAST_SLOPE, float(scores @ accepted / max(float(scores @ scores), 1e-300)))
    gains = vstack([_gains(case, share, words, _centred) for case in cases])
    ridge = Ridge(alpha=penalty, fit_intercept=False, solver="sparse_cg", tol=1e-6)
    fitted = ridge.fit(gains * slope, accepted - slope * scores)
    return np.clip(np.asarray(fitted.coef_, np.float64), -np.log(BOUND), np.log(BOUND))


def _gains(
    case: Case, share: float, words: Sequence[str], change: Callable[[Floats], Floats] = np.asarray
) -> csr_array:
    """Decisions × words: what each score would gain."""
    present = [(column, change(case.gain(word, share))) for column, word in enumerate(words) if word in case.gains]
    shape = (len(case.accepted), len(words))
    if not present:
        return csr_array(shape)
    columns = np.repeat([column for column, _gain in present], shape[0])
    rows = np.tile(np.arange(shape[0]), len(present))
    return csr_array((np.concatenate([gain for _column, gain in present]), (rows, columns)), shape)


def _centred(values: Floats) -> Floats:
    return np.asarray(values - values.mean())


def _ndcgs(cases: Sequence[Case], scores: Scores) -> Floats:
    return np.array([ndcg(1 + case.accepted, each) for case, each in zip(cases, scores, strict=True)])


def _is_better(values: Floats, than: Floats) -> bool:
    """By more than one standard error of the paired difference."""
    difference = values - than
    error = float(difference.std(ddof=1)) / len(difference) ** 0.5
    return bool(difference.mean() > error)
