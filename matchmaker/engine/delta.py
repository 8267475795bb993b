"""Documents that came after the fitting: found at once, by words that nobody used before too.

The newest are scored one by one; from time to time they go into lists of their own, so that
neither adding nor searching grows dear. Nothing that a reader holds ever changes: what a delta
consists of is either never written to again or only appended to beyond the delta's size.
"""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from matchmaker.engine.inversion import from_counts
from matchmaker.engine.late import LateModule
from matchmaker.engine.postings import Postings, Rows, leading
from matchmaker.engine.vocabulary import Counts, Floats, Ids, Vector, Vocabulary

if TYPE_CHECKING:
    from matchmaker.engine import kernel_rows
else:
    kernel_rows = LateModule("matchmaker.engine.kernel_rows")

FRESH = 256
"""So many documents, or an eighth of those in lists, are scored one by one."""


@dataclass(frozen=True, slots=True)
class Late:
    """A document that came late: what it was, for the next fitting, and its terms as ids."""

    key: int
    title: str
    counts: Counts
    placed: Vector


@dataclass(frozen=True, slots=True)
class Listed:
    """The first of the late documents in lists; `terms` are the ids that the lists' numbers stand for."""

    terms: Ids
    postings: Postings

    def narrowed(self, query: Vector, idf: Floats) -> tuple[Vector, Floats]:
        """A query in the lists' own numbers."""
        if not len(self.terms):
            return Vector(query.ids[:0], query.weights[:0]), idf[:0]
        places = np.minimum(np.searchsorted(self.terms, query.ids), len(self.terms) - 1)
        known = self.terms[places] == query.ids
        return Vector(places[known], query.weights[known]), idf[known]


class Fresh:
    """The newest documents side by side; arrays with room to append to."""

    def __init__(self, room: int = 1 << 14) -> None:
        self.terms = np.zeros(room, np.int32)
        self.weights = np.zeros(room, np.float32)
        self.ends = np.zeros(room, np.int64)

    def with_one(self, size: int, vector: Vector) -> "Fresh":
        """Append behind the first `size` documents; in place where there is room."""
        start = int(self.ends[size - 1]) if size else 0
        end = start + len(vector.ids)
        kept = self
        if end > len(self.terms) or size == len(self.ends):
            kept = Fresh(2 * max(end, len(self.terms)))
            kept.terms[:start], kept.weights[:start] = self.terms[:start], self.weights[:start]
            kept.ends[:size] = self.ends[:size]
        kept.terms[start:end], kept.weights[start:end], kept.ends[size] = vector.ids, vector.weights, end
        return kept


@dataclass(frozen=True, slots=True)
class Delta:
    """Late documents as rows 0 … size - 1; the first `listed.postings.size` in lists, the rest fresh."""

    listed: Listed
    fresh: Fresh = field(default_factory=Fresh)
    documents: list[Late] = field(default_factory=list)
    size: int = 0

    @classmethod
    def empty(cls) -> "Delta":
        return cls(Listed(np.zeros(0, np.int64), from_counts([], np.zeros(0))))

    def grown(self, late: Late, vocabulary: Vocabulary) -> "Delta":
        """With one more document. One writer at a time, and only on the newest delta."""
        del self.documents[self.size :]
        self.documents.append(late)
        fresh = self.fresh.with_one(self.size - self.listed.postings.size, vocabulary.weigh(late.placed))
        grown = Delta(self.listed, fresh, self.documents, self.size + 1)
        return grown._settled(vocabulary)

    def _settled(self, vocabulary: Vocabulary) -> "Delta":
        """With everything in lists when too many are fresh."""
        listed = self.listed.postings.size
        if self.size - listed < FRESH + listed // 8:
            return self
        rows = [late.placed for late in self.documents[: self.size]]
        terms = np.unique(np.concatenate([row.ids for row in rows]))
        own = [Vector(np.searchsorted(terms, row.ids), row.weights) for row in rows]
        listed_now = Listed(terms, from_counts(own, vocabulary.idf_of(terms)))
        return Delta(listed_now, Fresh(), self.documents, self.size)

    def best(self, query: Vector, idf: Floats, k: int, floor: float, gone: Rows) -> tuple[Rows, Floats]:
        """As `Postings.best`."""
        if not self.size:
            return np.zeros(0, np.int64), np.zeros(0)
        first = self.listed.postings.size
        rows, scores = self.listed.postings.best(*self.listed.narrowed(query, idf), k, floor, gone[gone < first])
        fresh = self._fresh_scores(query)
        fresh[gone[gone >= first] - first] = 0
        found = np.flatnonzero((fresh > 0) & (fresh >= floor))
        rows, scores = np.concatenate([rows, found + first]), np.concatenate([scores, fresh[found]])
        return leading(rows, scores, k)

    def scores(self, query: Vector, idf: Floats) -> Floats:
        """Dot product of the query with every document."""
        listed = self.listed.postings.scores(*self.listed.narrowed(query, idf))
        return np.concatenate([listed, self._fresh_scores(query)])

    def exact(self, query: Vector, rows: Rows, vocabulary: Vocabulary) -> Floats:
        """Dot products of the query with some documents, in double precision."""
        return np.array([self.row(int(row), query.ids, vocabulary) @ query.weights for row in rows], dtype=np.float64)

    def row(self, row: int, terms: Ids, vocabulary: Vocabulary) -> Floats:
        """TF-IDF of each of these terms in one document."""
        return weights_of(vocabulary.weigh(self.documents[row].placed), terms)

    def _fresh_scores(self, query: Vector) -> Floats:
        size = self.size - self.listed.postings.size
        scores = np.zeros(size)
        fresh = self.fresh
        kernel_rows.fresh_scores(fresh.terms, fresh.weights, fresh.ends[:size], query.ids, query.weights, scores)
        return scores


def weights_of(vector: Vector, terms: Ids) -> Floats:
    """Weight of each of these terms in a vector, 0 where it does not occur."""
    if not len(vector.ids):
        return np.zeros(len(terms))
    places = np.minimum(np.searchsorted(vector.ids, terms), len(vector.ids) - 1)
    return np.where(vector.ids[places] == terms, vector.weights[places], 0.0)
