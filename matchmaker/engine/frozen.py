"""The judged pairs that ship with the product.

They depend on no installation's records, so figures from two places or two days can be compared,
and weights or dictionaries can be held against them before they go live. How the texts were
written and who judged them is told in the README beside the files.
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from matchmaker.engine.benchmark import Benchmark, read_benchmark
from matchmaker.engine.index import Index

FOLDER = Path(__file__).parent / "data" / "frozen"


@dataclass(frozen=True, slots=True)
class Measured:
    """What `matchmaker evaluate --json` said of this engine and this set, kept beside the set.

    `values` and the 95 % `intervals` (low, high) by the names that the command gives them; a test
    holds them to a fresh measurement.
    """

    engine: str
    needs: int
    achievements: int
    judgements: int
    values: dict[str, float]
    intervals: dict[str, tuple[float, float]]


def read_frozen() -> Benchmark:
    """The frozen set. Raises BenchmarkError where the installation has lost or changed its files."""
    return read_benchmark(FOLDER / "needs.jsonl", FOLDER / "achievements.jsonl", FOLDER / "judgements.tsv")


@cache
def frozen_index() -> tuple[Benchmark, Index]:
    """The set and an index over it, made once in a process: half a second. Raises as `read_frozen`."""
    benchmark = read_frozen()
    return benchmark, Index.build(benchmark.achievements, benchmark.needs)


@cache
def measured() -> Measured:
    """The kept figures, read once: measuring takes seconds, which no page can wait for."""
    told = json.loads((FOLDER / "measured.json").read_bytes())
    intervals = {name: (low, high) for name, (low, high) in told["intervals"].items()}
    values = {name: told[name] for name in intervals}
    return Measured(told["engine"], told["needs"], told["achievements"], told["judgements"], values, intervals)
