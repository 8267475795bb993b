"""One need's whole question as plain data, and blocks of them answered from an index on disk.

So that another process, or another machine, can do what costs time: it needs this package and the
files of the index, no database. What it says is the same as what the asking process would find,
because both call `answer`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from matchmaker.engine import artifacts
from matchmaker.engine.documents import Document, Explanation
from matchmaker.engine.index import Index
from matchmaker.engine.tuning import Tuning

KEPT = 2
"""Indexes that a process keeps open: the present generation and the one before it."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked for one need: the `top` best above `floor`, each explained by up to `parts` words.

    `unwanted` are keys that are passed over. The search goes `depth` deep, so more unwanted ones among
    the best than `depth` - `top` make the list shorter.
    """

    need: Document
    depth: int
    floor: float
    top: int
    parts: int
    unwanted: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Found:
    """An achievement that answers a need, and why."""

    key: int
    explanation: Explanation


Answer = tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """One generation of an index, as the process that is to open it finds it."""

    directory: str
    generation: str


def answer(index: Index, question: Question) -> Answer:
    """Best first, equal scores by ascending key."""
    matches = index.search(question.need, question.depth, question.floor)
    keys = [match.key for match in matches if match.key not in question.unwanted][: question.top]
    explanations = index.explain_many(question.need, keys, question.parts)
    return tuple(Found(key, explanation) for key, explanation in zip(keys, explanations, strict=True))


def answer_from(source: Source, tuning: Tuning, questions: Sequence[Question]) -> list[Answer]:
    """Answer from one generation of an index in a directory of this machine, needs read as a tuning says.

    Raises ArtifactError where that generation is not there, is damaged or was made by another version
    of the engine.
    """
    index = _opened(source).pinned(tuning)
    return [answer(index, question) for question in questions]


def can_answer(source: Source) -> str:
    """Open an index beforehand, as `answer_from` does and with its errors; returns which engine did."""
    _opened(source)
    return made_by()


def made_by() -> str:
    """Which engine and format of files this process runs."""
    return artifacts.MADE_BY


@lru_cache(maxsize=KEPT)
def _opened(source: Source) -> Index:
    directory, generation = Path(source.directory), source.generation
    artifacts.verify(directory, generation)
    return artifacts.load(directory, generation)
