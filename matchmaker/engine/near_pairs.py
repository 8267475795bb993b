"""Near-duplicates over a whole index: pairs, and the groups that pairs form."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from matchmaker.engine.documents import Document, Match
from matchmaker.engine.index import Index
from matchmaker.engine.near import combined, has_long_body, title_likeness
from matchmaker.engine.vocabulary import Vector

Keys = tuple[int, int]


def paired(found: Iterable[tuple[Document, list[Match]]]) -> dict[Keys, float]:
    """(lower key, higher key) → likeness, from what `duplicates_of_each` found.

    A pair may be found from either side or from both; the larger likeness counts, because a long
    body on one side suffices.
    """
    pairs: dict[Keys, float] = {}
    for document, matches in found:
        for match in matches:
            keys = (min(document.key, match.key), max(document.key, match.key))
            pairs[keys] = max(match.score, pairs.get(keys, 0.0))
    return pairs


def likeness(one: Document, other: Document, index: Index) -> float:
    """How alike two documents are, in [0, 1], whether or not either is in the index.

    The same as `paired` gives where the index would find the one for the other.
    """
    titles = title_likeness(one.title, other.title, index.vocabulary)
    vectors = (index.vocabulary.vector(each.text) for each in (one, other))
    return combined(titles, _cosine(*vectors), is_long=has_long_body(one) or has_long_body(other))


def _cosine(one: Vector, other: Vector) -> float:
    _ids, left, right = np.intersect1d(one.ids, other.ids, assume_unique=True, return_indices=True)
    return float(one.weights[left] @ other.weights[right])


@dataclass(frozen=True, slots=True)
class Group:
    """Documents that hang together by pairs; not every two of them need be alike.

    `keys` ascend; `pairs` are those that hold it together, in the order given.
    """

    keys: tuple[int, ...]
    pairs: tuple[Keys, ...]


def groups(pairs: Iterable[Keys]) -> list[Group]:
    """The connected parts of the pairs, by ascending lowest key."""
    chosen = list(pairs)
    leader: dict[int, int] = {}

    def find(key: int) -> int:
        while (above := leader.setdefault(key, key)) != key:
            leader[key] = leader[above]  # halves the way for whoever comes next
            key = leader[key]
        return key

    for one, other in chosen:
        first, second = find(one), find(other)
        leader[max(first, second)] = min(first, second)
    members: dict[int, list[int]] = {}
    held: dict[int, list[Keys]] = {}
    for key in sorted(leader):
        members.setdefault(find(key), []).append(key)
    for pair in chosen:
        held.setdefault(find(pair[0]), []).append(pair)
    return [Group(tuple(keys), tuple(held[first])) for first, keys in sorted(members.items())]
