"""How long it takes to compare all records of a site with each other; printed, never asserted.

    .venv/bin/python benchmarks/near_duplicates.py [--records 7000]

The records are recombined from the demo city's: two halves of titles, five sentences of summaries.
One in a hundred is entered a second time with its title's halves exchanged.
"""

import argparse
import json
import random
import time
from importlib.resources import files

from matchmaker.engine.documents import Document
from matchmaker.engine.index import Index
from matchmaker.engine.near import duplicates_of_each
from matchmaker.engine.near_pairs import groups, paired

SENTENCES = 5
TWICE_EVERY = 100


def recombined(number: int) -> list[Document]:
    """So many records, the same on every run."""
    rows = json.loads(files("matchmaker.cli.seed").joinpath("data/achievements.json").read_text(encoding="utf-8"))
    chance, titles = random.Random(1), [row["title"] for row in rows]  # noqa: S311 - no secret
    sentences = [part for row in rows for part in row["summary"].split("。") if part]
    documents: list[Document] = []
    while len(documents) < number:
        first, second = (title[: len(title) // 2] for title in chance.sample(titles, 2))
        body = "。".join(chance.sample(sentences, SENTENCES))
        spellings = [first + second] if len(documents) % TWICE_EVERY else [first + second, second + first]
        documents += [Document(len(documents) + place, title, body) for place, title in enumerate(spellings)]
    return documents[:number]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=7000)
    documents = recombined(parser.parse_args().records)
    index = Index.build(documents)
    next(duplicates_of_each(documents, index))  # loads the kernels
    clock, processor = time.perf_counter(), time.process_time()
    pairs = paired(duplicates_of_each(documents, index))
    found = groups(pairs)
    took, used = time.perf_counter() - clock, time.process_time() - processor
    print(f"{len(documents)} records: {took:.1f} s, {used:.1f} s of processor time")
    print(f"{len(pairs)} pairs in {len(found)} groups")


if __name__ == "__main__":
    main()
