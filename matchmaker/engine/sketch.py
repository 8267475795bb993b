"""A few numbers by which to tell later whether a text has become another one, without keeping it.

The sketch of a text is the smallest hashes of its words (bottom-k). The share of hashes common to
two sketches estimates the share of words common to the texts, exactly for texts of up to SIZE words.
"""

from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b

from matchmaker.engine.documents import Document
from matchmaker.engine.text import normalise, segment, word_runs

SIZE = 64
KEPT_TITLE = 0.7
KEPT_BODY = 0.8
"""Shares of common words below which the subject of a title, or a body, is taken to be another."""

Sketch = Mapping[str, Sequence[int]]


def sketch(document: Document) -> dict[str, list[int]]:
    """The numbers of the title's words and of the body's, ascending; fit for JSON."""
    return {"title": _smallest(document.title), "body": _smallest(document.body)}


def has_changed(before: Sketch, after: Sketch) -> bool:
    """Whether title or body has changed so much that what was judged by them is to be judged again."""
    return _common(before["title"], after["title"]) < KEPT_TITLE or _common(before["body"], after["body"]) < KEPT_BODY


def _smallest(text: str) -> list[int]:
    words = {word for word in segment(normalise(text)) if word_runs(word)}
    return sorted(map(_number, words))[:SIZE]


def _number(word: str) -> int:
    return int.from_bytes(blake2b(word.encode(), digest_size=6).digest(), "big")


def _common(one: Iterable[int], other: Iterable[int]) -> float:
    """Jaccard similarity as estimated from two sketches."""
    left, right = set(one), set(other)
    smallest = sorted(left | right)[:SIZE]
    return len(left & right & set(smallest)) / len(smallest) if smallest else 1.0
