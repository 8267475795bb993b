"""What learning from decisions earns on needs that were not seen, and what the brake lets through.

    .venv/bin/python benchmarks/engine_learning.py [--needs F --achievements F --judgements F]

The files are those of `matchmaker evaluate`; without them the frozen set. Judgements stand for an
officer's decisions: of each need in turn the ten achievements that the engine ranks best are
decided, judged 3 or better is accepted. After so many needs the engine learns; what it learned is
read against three tenths of the needs, which decided nothing. The brake is the product's: the last
three tenths of the decided needs, of which nothing is learned then, and the frozen set, unless that
is what is measured. Everything is repeated with the needs in other orders.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from engine_bench.lines import show

from matchmaker.engine.benchmark import Benchmark, read_benchmark
from matchmaker.engine.comparison import compare, paired, rightly_ordered
from matchmaker.engine.evaluation import Judged, differs, judged_scores, mean_figure, ndcg
from matchmaker.engine.frozen import read_frozen
from matchmaker.engine.index import Index
from matchmaker.engine.learn import FEWEST_NEEDS, Decision, learn
from matchmaker.engine.tuning import UNTUNED, Tuning
from matchmaker.engine.vocabulary import Floats
from matchmaker.matching.tuning.judging import TOLERATED

ROUNDS, STEP = 10, 10
UNSEEN, LATER = 0.3, 0.3
DECIDED, ACCEPTED = 10, 3


class Trial:
    """Judged needs, and what a tuning does to them."""

    def __init__(self, benchmark: Benchmark, frozen: Benchmark | None) -> None:
        self.benchmark = benchmark
        self.index = Index.build(benchmark.achievements, benchmark.needs)
        self.needs = [each for each in judged_scores(benchmark, self.index) if differs(each)]
        self.frozen = frozen
        self.frozen_index = Index.build(frozen.achievements, frozen.needs) if frozen else None

    def decided(self, judged: Judged) -> list[Decision]:
        """What an officer would have decided on the engine's own ten best."""
        need = self.benchmark.needs[judged.need]
        return [Decision(need, judged.achievements[i], bool(judged.levels[i] >= ACCEPTED)) for i in best_of(judged)]

    def learned(self, needs: Sequence[Judged]) -> Tuning:
        """The tuning that decisions on these needs teach."""
        found = learn([each for judged in needs for each in self.decided(judged)], self.index)
        return Tuning.of(found.title_share, found.factors) if found else UNTUNED

    def gains(self, tuning: Tuning, needs: Sequence[Judged]) -> Floats:
        """By need, how much nDCG@10 rises over all that was judged."""
        if tuning == UNTUNED:
            return np.zeros(len(needs))
        tuned = self.index.pinned(tuning)
        return np.array([self._gain(tuned, each) for each in needs])

    def _gain(self, tuned: Index, judged: Judged) -> float:
        scores = tuned.score_keys(self.benchmark.needs[judged.need], judged.achievements)
        return ndcg(judged.levels, scores) - ndcg(judged.levels, judged.scores)

    def passes(self, tuning: Tuning, later: Sequence[Judged]) -> bool:
        """Whether the brake lets a tuning go live."""
        decided = [each for judged in later for each in self.decided(judged)]
        orders = [rightly_ordered(decided, index) for index in (self.index, self.index.pinned(tuning))]
        if paired(*orders).difference.value < 0:
            return False
        if self.frozen is None or self.frozen_index is None:
            return True
        return compare(self.frozen, self.frozen_index, UNTUNED, tuning).ndcg_at_10.difference.low >= -TOLERATED


def best_of(judged: Judged) -> list[int]:
    """The places of those that the engine ranks best."""
    order: list[int] = np.argsort(-judged.scores, kind="stable").tolist()
    return order[:DECIDED]


def curve(trial: Trial) -> None:
    """Print how nDCG@10 on unseen needs changes with the number of needs decided."""
    unseen = round(UNSEEN * len(trial.needs))
    sizes = range(FEWEST_NEEDS, len(trial.needs) - unseen + 1, STEP)
    gained = {size: np.full((3, ROUNDS, len(trial.needs)), np.nan) for size in sizes}
    live = dict.fromkeys(sizes, 0)
    for turn in range(ROUNDS):
        order = np.random.default_rng(turn).permutation(len(trial.needs))
        held, rest = order[:unseen], [trial.needs[i] for i in order[unseen:]]
        for size in sizes:
            early = round((1 - LATER) * size)
            whole, part = trial.learned(rest[:size]), trial.learned(rest[:early])
            passed = part != UNTUNED and trial.passes(part, rest[early:size])
            live[size] += passed
            chosen = (whole, part, part if passed else UNTUNED)
            gained[size][:, turn, held] = [trial.gains(each, [trial.needs[i] for i in held]) for each in chosen]
    show("needs    all of it learned           learned from seven tenths   what the brake let through   went live")
    for size in sizes:
        figures = "   ".join(_shown(each) for each in gained[size])
        show(f"{size:>5}    {figures}   {live[size]} of {ROUNDS}")


def _shown(gained: Floats) -> str:
    """Mean over the needs, of each the mean over the orders in which it was unseen."""
    unseen = gained[:, ~np.isnan(gained).all(axis=0)]
    figure = mean_figure(np.nanmean(unseen, axis=0))
    return f"{figure.value:+.4f} ({figure.low:+.4f} to {figure.high:+.4f})"


def main() -> None:
    """Print the curve of what there are files for, else of the frozen set."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    for name in ("needs", "achievements", "judgements"):
        parser.add_argument(f"--{name}", type=Path)
    options = parser.parse_args()
    given = options.needs and options.achievements and options.judgements
    files = read_benchmark(options.needs, options.achievements, options.judgements) if given else None
    trial = Trial(files or read_frozen(), read_frozen() if files else None)
    start = float(np.mean([ndcg(each.levels, each.scores) for each in trial.needs]))
    show(f"{'files' if files else 'frozen set'}: {len(trial.needs)} needs, nDCG@10 {start:.4f} as it is; differences:")
    curve(trial)


if __name__ == "__main__":
    main()
