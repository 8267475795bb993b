"""The judged pairs that ship with the product.

They depend on no installation's records, so figures from two places or two days can be compared,
and weights or dictionaries can be held against them before they go live. How the texts were
written and who judged them is told in the README beside the files.
"""

from pathlib import Path

from matchmaker.engine.benchmark import Benchmark, read_benchmark

FOLDER = Path(__file__).parent / "data" / "frozen"


def read_frozen() -> Benchmark:
    """The frozen set. Raises BenchmarkError where the installation has lost or changed its files."""
    return read_benchmark(FOLDER / "needs.jsonl", FOLDER / "achievements.jsonl", FOLDER / "judgements.tsv")
