"""What the engine is worth to an office that has just begun; printed, never asserted.

    .venv/bin/python benchmarks/engine_cold_start.py [--needs F --achievements F --judgements F] [--draws N]

For each judged need small offices are drawn: that need among a few others, some of its judged
achievements among others that nobody judged for it and that are taken to be unrelated. Compared are
the engine as it is (shares of terms lean on the background), the same with a constant guess instead,
and TF-IDF as scikit-learn has it on both sides: how they rank the judged ones, and how high unrelated
and judged pairs score.

Without files the frozen set is used. Its texts are in the background, so those of the office that is
drawn are left out of the counts; what a judge said is in no count.
"""

import argparse
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
from engine_bench.lines import show
from engine_quality import by_index, by_plain_tfidf, paired
from numpy.typing import NDArray

from matchmaker.cli.background import own_texts
from matchmaker.engine.background import FEWEST, Background, background
from matchmaker.engine.benchmark import Benchmark, read_benchmark
from matchmaker.engine.evaluation import RELATED, ndcg
from matchmaker.engine.frozen import read_frozen
from matchmaker.engine.index import Index
from matchmaker.engine.ranking import FLOOR, LEVELS
from matchmaker.engine.salience import EVERYWHERE, GUESS, TRUST, Salience
from matchmaker.engine.vocabulary import LAST_SINGLE, Codes, Floats, Ids, count

OFFICES = ((20, 5, 10), (50, 10, 25), (200, 20, 60))
"""Achievements, needs, and at most how many of the achievements are judged ones."""

AS_IT_IS, CONSTANT, PLAIN = "background", "constant guess", "plain TF-IDF"
FAIR, STRONG = (dict(LEVELS)[name] for name in ("fair", "strong"))
TRIES = 20
Backgrounds = Callable[["Office"], Background]


class ConstantGuess(Salience):
    """As it was before the background: an unknown term is taken to be in 2 % of the achievements."""

    def of(self, codes: Codes, ids: Ids) -> Floats:
        """See `Salience.of`."""
        documents = self.vocabulary.documents
        supplied = (self.vocabulary.frequency_of(ids) + TRUST * GUESS) / (documents + TRUST)
        demanded = (self.demand.needs_with(codes) + TRUST * supplied) / (self.demand.needs + TRUST)
        factors = np.where(codes <= LAST_SINGLE, self.single, 1.0)
        return np.asarray(factors * np.log((1 + EVERYWHERE) * 2 / (supplied + demanded)), dtype=np.float64)


@dataclass(frozen=True)
class Office:
    """One need and its judged levels; the achievements, the judged first; the needs, itself first."""

    need: int
    levels: Floats
    achievements: list[int]
    needs: list[int]


@dataclass
class Tally:
    """One method in offices of one size: nDCG by need, scores of unrelated and of judged pairs."""

    ndcgs: list[float] = field(default_factory=list)
    unrelated: list[Floats] = field(default_factory=list)
    scores: list[Floats] = field(default_factory=list)
    levels: list[Floats] = field(default_factory=list)

    def line(self, name: str, base: "Tally") -> str:
        """A row of the table."""
        others, scores, levels = (np.concatenate(each) for each in (self.unrelated, self.scores, self.levels))
        shown = levels[scores >= FAIR]
        shares = "".join(f"{(others >= bound).mean():>9.2%}" for bound in (FLOOR, FAIR, STRONG))
        gain = "" if self is base else paired(np.array(self.ndcgs), np.array(base.ndcgs))
        related = (shown >= RELATED).mean() if len(shown) else np.nan
        first = f"{name:<16}{np.mean(self.ndcgs):.4f}  {gain:<30}"
        return f"{first}{np.percentile(others, 99):>6.3f}{shares}{related:>11.1%} of {len(shown)}"


def draw(benchmark: Benchmark, need: int, size: tuple[int, int, int], turn: int) -> Office | None:
    """An office around a need; None where its judged levels are all one."""
    achievements, needs, judged = size
    row = benchmark.judgements[need]
    keys, levels = np.array(list(row)), np.array(list(row.values()))
    chance = np.random.default_rng([need, turn, achievements])
    for _try in range(TRIES):
        chosen = chance.choice(len(keys), min(judged, len(keys)), replace=False)
        if len(set(levels[chosen])) > 1:
            strangers = np.setdiff1d(np.arange(len(benchmark.achievements)), keys)
            others = chance.choice(strangers, achievements - len(chosen), replace=False)
            beside = chance.choice(np.setdiff1d(np.arange(len(benchmark.needs)), [need]), needs - 1, replace=False)
            pool = [*keys[chosen].tolist(), *others.tolist()]
            return Office(need, levels[chosen], pool, [need, *beside.tolist()])
    return None


def scored(benchmark: Benchmark, office: Office, counts: Background) -> dict[str, Floats]:
    """The need's scores for the office's achievements, by method."""
    pool = [replace(benchmark.achievements[key], key=row) for row, key in enumerate(office.achievements)]
    index = Index.build(pool, [benchmark.needs[key] for key in office.needs])
    need, used = benchmark.needs[office.need], index.salience
    constant = ConstantGuess(used.vocabulary, used.demand, used.single)
    return {
        CONSTANT: by_index(Index(replace(index.view, salience=constant)))(need),
        AS_IT_IS: by_index(Index(replace(index.view, salience=replace(used, background=counts))))(need),
        PLAIN: by_plain_tfidf(index)(need),
    }


def measure(benchmark: Benchmark, size: tuple[int, int, int], draws: int, counts: Backgrounds) -> dict[str, Tally]:
    """Offices of one size around every need that can be ranked."""
    tallies = {name: Tally() for name in (CONSTANT, AS_IT_IS, PLAIN)}
    for need in benchmark.judgements:
        offices = [each for turn in range(draws) if (each := draw(benchmark, need, size, turn)) is not None]
        found: dict[str, list[float]] = {name: [] for name in tallies}
        for office in offices:
            known = len(office.levels)
            for name, scores in scored(benchmark, office, counts(office)).items():
                found[name].append(ndcg(office.levels, scores[:known]))
                tallies[name].unrelated.append(scores[known:])
                tallies[name].scores.append(scores[:known])
                tallies[name].levels.append(office.levels)
        for name, values in found.items():
            if values:
                tallies[name].ndcgs.append(float(np.mean(values)))
    return tallies


def table(benchmark: Benchmark, draws: int, counts: Backgrounds) -> None:
    """Print a table for each size of office."""
    for size in OFFICES:
        tallies = measure(benchmark, size, draws, counts)
        needs = len(tallies[CONSTANT].ndcgs)
        show(f"\n{size[0]} achievements, {size[1]} needs; around {needs} judged needs, {draws} offices each")
        heads = f"{'unrelated: p99':>20}{f'≥ {FLOOR}':>9}{f'≥ {FAIR:.2f}':>9}{f'≥ {STRONG:.2f}':>9}"
        show(f"{'':<16}nDCG@10 above the constant guess{heads}   judged ≥ {FAIR:.2f}: related")
        for name, tally in tallies.items():
            show(tally.line(name, tallies[CONSTANT]))


def without_office() -> Backgrounds:
    """The background counted from all own texts but those of an office; the frozen set's come first."""
    sides = [[count(text).codes for text in texts] for texts in own_texts()]
    totals = [Counter(np.concatenate(texts).tolist()) for texts in sides]

    def counts(office: Office) -> Background:
        left_out = (office.achievements, office.needs)
        own = [_counted(texts, rows) for texts, rows in zip(sides, left_out, strict=True)]
        codes = [code for code in totals[0] | totals[1] if _left(totals, own, code) >= FEWEST]
        codes.sort()
        rest = [[total[code] - mine[code] for code in codes] for total, mine in zip(totals, own, strict=True)]
        sizes = [len(texts) - len(rows) for texts, rows in zip(sides, left_out, strict=True)]
        return Background(np.array(codes, np.int64), *np.array(rest, np.float64), *sizes)

    return counts


def _counted(texts: Sequence[NDArray[np.int64]], rows: Sequence[int]) -> Counter[int]:
    return Counter(np.concatenate([texts[row] for row in rows]).tolist())


def _left(totals: Sequence[Counter[int]], own: Sequence[Counter[int]], code: int) -> int:
    return sum(total[code] - mine[code] for total, mine in zip(totals, own, strict=True))


def main() -> None:
    """Measure the files given, else the frozen set."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    for name in ("needs", "achievements", "judgements"):
        parser.add_argument(f"--{name}", type=Path)
    parser.add_argument("--draws", type=int, default=4)
    options = parser.parse_args()
    if options.needs and options.achievements and options.judgements:
        benchmark = read_benchmark(options.needs, options.achievements, options.judgements)
        table(benchmark, options.draws, lambda _office: background())
    else:
        frozen = read_frozen()
        table(frozen, options.draws, without_office())


if __name__ == "__main__":
    main()
