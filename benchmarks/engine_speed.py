"""How fast the engine builds, searches, explains and takes in a record; printed, never asserted.

    .venv/bin/python benchmarks/engine_speed.py [PASSAGES.jsonl.gz] [--documents 100000] [--needs 50]

Without a file the sentences of the demo city are recombined; its few words make every list long,
so figures compare within one run only. Each line of a file is an object with `title` and `text`
(or `content`). scikit-learn's
TfidfVectorizer over the same terms, with the cosine as a sparse product, is measured in the same
run on the same texts; a line of ratios follows. Memory is the peak of each part's own process.
"""

import argparse
import gzip
import json
import random
import resource
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from matchmaker.engine.documents import Document
from matchmaker.engine.index import Index
from matchmaker.engine.near import duplicates
from matchmaker.engine.text import character_grams, normalise

TOP = 10
DEMO = Path(__file__).resolve().parents[1] / "matchmaker/cli/seed/data/achievements.json"
Timings = dict[str, float]


def read_documents(path: Path, count: int) -> list[Document]:
    """The first `count` lines as documents."""
    with path.open("rb") as file:
        lines = islice(gzip.GzipFile(fileobj=file) if path.suffix == ".gz" else file, count)
        rows = [json.loads(line) for line in lines]
    return [Document(i, row["title"], row.get("text") or row.get("content", "")) for i, row in enumerate(rows)]


def write_recombined(path: Path, count: int) -> None:
    """Write `count` passages of five sentences drawn from the demo city's results, always the same."""
    rows = json.loads(DEMO.read_text(encoding="utf-8"))
    sentences = [part for row in rows for part in row["summary"].split("。") if part]
    draw = random.Random(2024)  # noqa: S311 - a repeatable corpus, no secret
    with path.open("w", encoding="utf-8") as file:
        for _number in range(count):
            text = "。".join(draw.choices(sentences, k=5))
            file.write(json.dumps({"title": draw.choice(rows)["title"], "text": text}, ensure_ascii=False) + "\n")


def as_needs(documents: list[Document], count: int) -> list[Document]:
    """Titles and openings of evenly spread documents: a long need has about 96 characters."""
    chosen = documents[:: max(1, len(documents) // count)][:count]
    return [Document(-1 - i, each.title, each.body[:96]) for i, each in enumerate(chosen)]


@contextmanager
def timed(timings: Timings, name: str) -> Iterator[None]:
    """Seconds that a block takes, under its name."""
    start = time.perf_counter()
    yield
    timings[name] = time.perf_counter() - start


def median_seconds(call: Callable[[Document], object], documents: list[Document]) -> float:
    """Median seconds of a call with one of the documents."""
    seconds = []
    for document in documents:
        start = time.perf_counter()
        call(document)
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds)


def measure_engine(documents: list[Document], needs: list[Document]) -> Timings:
    """Build, search, explain, reverse, add."""
    timings: Timings = {}
    with timed(timings, "build"):
        index = Index.build(documents)
    matches = {need.key: [match.key for match in index.search(need, TOP)] for need in needs}
    newcomers = [Document(10**9 + i, f"{need.title}新用", need.body) for i, need in enumerate(needs)]

    def explain(need: Document) -> object:
        return list(index.explain_many(need, matches[need.key]))

    def add_and_search(newcomer: Document) -> object:
        index.add([newcomer])
        return index.search(newcomer, TOP)

    timings["search"] = median_seconds(lambda need: index.search(need, TOP), needs)
    timings["explain top 10"] = median_seconds(explain, needs)
    timings["reverse, per need"] = median_seconds(lambda need: index.score_pairs([need], 0), needs)
    timings["near-duplicates"] = median_seconds(lambda need: duplicates(need, index), needs)
    timings["add and search"] = median_seconds(add_and_search, newcomers)
    return timings | {"peak MiB": peak_memory()}


def measure_sklearn(documents: list[Document], needs: list[Document]) -> Timings:
    """The same by TfidfVectorizer and a sparse product."""
    timings: Timings = {}
    vectorizer = TfidfVectorizer(analyzer=lambda text: character_grams(normalise(text)), dtype=np.float32)
    with timed(timings, "build"):
        by_term = vectorizer.fit_transform([each.text for each in documents]).T.tocsr()

    def search(need: Document) -> object:
        title, body = vectorizer.transform([need.title, need.body])
        scores = ((title + body) / 2 @ by_term).toarray()[0]
        return np.argpartition(-scores, TOP)[:TOP]

    timings["search"] = median_seconds(search, needs)
    return timings | {"peak MiB": peak_memory()}


def peak_memory() -> float:
    """Largest resident size of this process so far, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def alone(measure: Callable[[list[Document], list[Document]], Timings], path: Path, counts: tuple[int, int]) -> Timings:
    """Run a measurement in a process of its own, so that its memory is its own."""
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        return pool.submit(measure_file, measure.__name__, path, counts).result()


def measure_file(name: str, path: Path, counts: tuple[int, int]) -> Timings:
    """Read the texts and measure; runs in the child."""
    documents = read_documents(path, counts[0])
    return {"engine": measure_engine, "sklearn": measure_sklearn}[name.removeprefix("measure_")](
        documents, as_needs(documents, counts[1])
    )


def main() -> None:
    """Measure both and print them side by side."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("passages", type=Path, nargs="?")
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--needs", type=int, default=50)
    options = parser.parse_args()
    counts = (options.documents, options.needs)
    with TemporaryDirectory() as folder:
        passages = options.passages or Path(folder) / "recombined.jsonl"
        if options.passages is None:
            write_recombined(passages, options.documents)
        ours, theirs = (alone(each, passages, counts) for each in (measure_engine, measure_sklearn))
    sys.stdout.write(f"{'':<20}{'engine':>12}{'scikit-learn':>14}{'ratio':>8}\n")
    for name, value in ours.items():
        other = theirs.get(name)
        scale, unit = (1, "") if name.startswith("peak") else (1, "s") if value >= 1 else (1000, "ms")
        beside = f"{other * scale:>12.1f}{unit:<2}{other / value:>7.1f}×" if other else ""
        sys.stdout.write(f"{name:<20}{value * scale:>10.1f}{unit:<2}{beside}\n")


if __name__ == "__main__":
    main()
