"""Texts to measure on: real passages where they are at hand, recombined ones beyond that.

Real passages are looked for beside the project, in `../shared/data/chinaxiv`; without them the
sentences of the demo city are recombined, whose few words make every list long.
"""

import gzip
import json
import random
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from matchmaker.engine.documents import Document

ROOT = Path(__file__).resolve().parents[2]
PASSAGES = ROOT.parent / "shared/data/chinaxiv/passages_100k.jsonl.gz"
DEMO = ROOT / "matchmaker/cli/seed/data/achievements.json"
HELD_OUT = 100
LONG = 96
MANY = 100_000
SHORTEST, LONGEST = 15, 100
"""Characters of a sentence that is recombined: two and a title make a record of about 37 words."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """Documents, and needs that are not among them: long ones of 96 characters and short ones."""

    name: str
    documents: list[Document]
    long_needs: list[Document]
    short_needs: list[Document]


def corpus(size: int) -> Corpus:
    """A corpus of `size` documents."""
    rows = _passages(min(size, MANY) + HELD_OUT)
    needs = rows[:: len(rows) // HELD_OUT][:HELD_OUT]
    held_out = {id(row) for row in needs}
    kept = [row for row in rows if id(row) not in held_out][:size]
    if size > MANY:
        kept = _recombined(kept, size)
    documents = [Document(key, row["title"], row["text"]) for key, row in enumerate(kept)]
    return Corpus(
        f"{size}",
        documents,
        [Document(-1 - i, "", row["text"][100 : 100 + LONG]) for i, row in enumerate(needs)],
        [Document(-1 - i, row["title"][:12], "") for i, row in enumerate(needs)],
    )


def describe() -> str:
    """Where the texts come from."""
    return "passages of Chinese papers" if PASSAGES.exists() else "sentences of the demo city, recombined"


def _passages(count: int) -> list[dict[str, str]]:
    if not PASSAGES.exists():
        rows = json.loads(DEMO.read_text(encoding="utf-8"))
        return _joined([(row["title"], row["summary"]) for row in rows], count, sentences=5)
    with gzip.open(PASSAGES, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in islice(file, count)]


def _recombined(rows: list[dict[str, str]], count: int) -> list[dict[str, str]]:
    return _joined([(row["title"], row["text"]) for row in rows], count, sentences=2)


def _joined(texts: list[tuple[str, str]], count: int, sentences: int) -> list[dict[str, str]]:
    """Records of a title and some sentences, drawn the same way every time."""
    parts = [part for _title, text in texts for part in text.split("。") if SHORTEST <= len(part) <= LONGEST]
    draw = random.Random(2024)  # noqa: S311 - a repeatable corpus, no secret
    return [
        {"title": texts[draw.randrange(len(texts))][0], "text": "。".join(draw.choices(parts, k=sentences))}
        for _number in range(count)
    ]
