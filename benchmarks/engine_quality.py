"""What the engine's few settings are worth, on judged pairs; printed, never asserted.

    .venv/bin/python benchmarks/engine_quality.py --needs F --achievements F --judgements F [--abstracts F]

The files are those of `matchmaker evaluate`. One line for each setting around the one in use: does
the index know how needs are worded, and how much does a character count beside a pair. Then what a
choice among them by cross-validation over needs earns on needs it has not seen, and the difference
to TF-IDF as scikit-learn has it on both sides. With abstracts (JSON lines of title, abstract and
discipline) the weight of a character is tried on longer texts: how many of the ten best are of the
same discipline.
"""

import argparse
import json
import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from engine_bench.lines import show
from numpy.typing import NDArray

from matchmaker.engine.benchmark import Benchmark, read_benchmark
from matchmaker.engine.documents import Document
from matchmaker.engine.evaluation import RELEVANT, ndcg, recall
from matchmaker.engine.index import Index
from matchmaker.engine.query import need_vector
from matchmaker.engine.salience import NO_DEMAND, Demand, Salience

SINGLES = (1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 6.0)
FOLDS, ROUNDS = 10, 20
RESAMPLES = 10_000
LENGTHS = (0, 50, 100, 1000)
TOP = 10
Floats = NDArray[np.float64]
Scorer = Callable[[Document], Floats]


@dataclass(frozen=True)
class Result:
    """Both figures need by need; nan where a need has no such figure."""

    name: str
    ndcgs: Floats
    recalls: Floats


def by_index(index: Index) -> Scorer:
    """Scores of all achievements, which have the keys from 0 on in the order of their rows."""
    return lambda need: index.view.scores(need_vector(need, index.salience))


def by_plain_tfidf(index: Index) -> Scorer:
    """Half the title's and half the body's cosine with scikit-learn's weights on both sides."""

    def cosines(text: str) -> Floats:
        scores = np.zeros(len(index))
        for match in index.similar(Document(-1, text, ""), len(index)):
            scores[match.key] = match.score
        return scores

    return lambda need: (cosines(need.title) + cosines(need.body or need.title)) / 2


def measure(name: str, benchmark: Benchmark, score: Scorer) -> Result:
    """Rank every judged need."""
    ndcgs, recalls = [], []
    for need, row in benchmark.judgements.items():
        scores = score(benchmark.needs[need])
        levels = np.array(list(row.values()))
        ndcgs.append(ndcg(levels, scores[list(row)]) if len(set(levels)) > 1 else np.nan)
        relevant = {key for key, level in row.items() if level >= RELEVANT}
        ranked = [key for key in np.argsort(-scores, kind="stable").tolist() if scores[key] > 0]
        recalls.append(recall(ranked, relevant) if relevant else np.nan)
    return Result(name, np.array(ndcgs), np.array(recalls))


def weighed(index: Index, demand: Demand, single: float) -> Index:
    """The same documents, with needs weighed otherwise."""
    return Index(replace(index.view, salience=Salience(index.vocabulary, demand, single)))


def settings(benchmark: Benchmark) -> Iterable[tuple[str, Index]]:
    """The index under each setting."""
    index = Index.build(benchmark.achievements, benchmark.needs)
    used = index.salience
    yield f"as used (a character {used.single:.2f})", index
    for name, demand in (("needs known", used.demand), ("needs unknown", NO_DEMAND)):
        for single in SINGLES:
            yield f"{name}, a character {single:.1f}", weighed(index, demand, single)


def paired(first: Floats, second: Floats) -> str:
    """Mean difference with its 95 % interval, needs resampled in pairs."""
    both = first - second
    both = both[~np.isnan(both)]
    choices = np.random.default_rng(0).integers(0, len(both), (RESAMPLES, len(both)))
    low, high = np.percentile(both[choices].mean(1), [2.5, 97.5])
    return f"{both.mean():+.4f} ({low:+.4f} to {high:+.4f})"


def nested(results: list[Result]) -> tuple[float, float, dict[str, int]]:
    """What both figures are on needs that had no say in the choice of the setting, and the choices."""
    ndcgs = np.array([each.ndcgs for each in results])
    recalls = np.array([each.recalls for each in results])
    found, chosen = np.full((2, ROUNDS, ndcgs.shape[1]), np.nan), dict[str, int]()
    for turn in range(ROUNDS):
        order = np.random.default_rng(turn).permutation(ndcgs.shape[1])
        for fold in range(FOLDS):
            left_out = order[fold::FOLDS]
            others = np.setdiff1d(order, left_out)
            best = int(np.nanmean(ndcgs[:, others], axis=1).argmax())
            chosen[results[best].name] = chosen.get(results[best].name, 0) + 1
            found[0, turn, left_out], found[1, turn, left_out] = ndcgs[best, left_out], recalls[best, left_out]
    return float(np.nanmean(found[0])), float(np.nanmean(found[1])), chosen


def judged_pairs(benchmark: Benchmark) -> None:
    """Print the table of settings and what choosing among them earns."""
    results = []
    show(f"{'setting':<34}nDCG@10  recall@50  nDCG@10 above the one in use")
    for name, index in settings(benchmark):
        results.append(measure(name, benchmark, by_index(index)))
        figures = f"{np.nanmean(results[-1].ndcgs):.4f}   {np.nanmean(results[-1].recalls):.4f}"
        show(f"{name:<34}{figures}     {paired(results[-1].ndcgs, results[0].ndcgs)}")
    found, recalled, chosen = nested(results[1:])
    show(f"\nchosen by cross-validation over needs: nDCG@10 {found:.4f}, recall@50 {recalled:.4f}")
    show(f"chosen: {', '.join(f'{name} ×{times}' for name, times in chosen.items())}")
    plain = measure("plain", benchmark, by_plain_tfidf(Index.build(benchmark.achievements)))
    show(f"\nTF-IDF on both sides: {np.nanmean(plain.ndcgs):.4f}, {np.nanmean(plain.recalls):.4f}; the one in use")
    show(f"  nDCG@10 {paired(results[0].ndcgs, plain.ndcgs)}, recall@50 {paired(results[0].recalls, plain.recalls)}")


def abstracts(path: Path) -> None:
    """Print how many of the ten best are of the same discipline, by length of the texts."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    disciplines = np.array([row["discipline"] for row in rows])
    asked = random.Random(0).sample(range(len(rows)), min(1000, len(rows)))  # noqa: S311 - a repeatable choice
    show(f"\n{'characters of the abstract':<28}{'as used':>14}" + "".join(f"{single:>8.1f}" for single in SINGLES))
    for length in LENGTHS:
        index = Index.build(Document(i, row["title"], row["abstract"][:length]) for i, row in enumerate(rows))
        used = index.salience.single
        shares = []
        for single in (used, *SINGLES):
            other = weighed(index, NO_DEMAND, single)
            shares.append(np.mean([_same(other, rows[i], i, disciplines) for i in asked]))
        figures = "".join(f"{share:>8.4f}" for share in shares[1:])
        show(f"{length:<28}{f'{shares[0]:.4f} ({used:.2f})':>14}{figures}")


def _same(index: Index, row: dict[str, str], place: int, disciplines: NDArray[np.str_]) -> float:
    need = Document(-1, row["title"], row["abstract"][-100:])
    keys = [match.key for match in index.search(need, TOP + 1) if match.key != place][:TOP]
    return float(np.mean(disciplines[keys] == disciplines[place])) if keys else 0.0


def main() -> None:
    """Measure what there are files for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    for name in ("needs", "achievements", "judgements", "abstracts"):
        parser.add_argument(f"--{name}", type=Path)
    options = parser.parse_args()
    if options.needs and options.achievements and options.judgements:
        judged_pairs(read_benchmark(options.needs, options.achievements, options.judgements))
    else:
        show("engine quality: no judged pairs given, nothing measured (see --help)")
    if options.abstracts:
        abstracts(options.abstracts)


if __name__ == "__main__":
    main()
