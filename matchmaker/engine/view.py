"""One state of an index: what a reader sees from the beginning of a question to its end.

A view is never changed. A writer makes a new one, which shares all that stayed, and puts it in the
place of the old one in a single step; readers of the old one finish undisturbed.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from matchmaker.engine.base import Base
from matchmaker.engine.delta import Delta, Late
from matchmaker.engine.documents import Match
from matchmaker.engine.postings import NEAR, Rows
from matchmaker.engine.salience import Salience
from matchmaker.engine.vocabulary import Floats, Ids, Vector, Vocabulary


@dataclass(frozen=True, slots=True)
class View:
    """Fitted documents as the first rows, late ones behind them; `gone` rows, ascending, are masked."""

    base: Base
    salience: Salience
    """Of the terms of needs: as fitted, late documents only make their words known to it."""

    delta: Delta
    late_rows: dict[int, int]
    """Row of each late key that is not gone."""

    gone: Rows

    @classmethod
    def of(cls, base: Base) -> "View":
        """With no late documents."""
        salience = Salience.against(base.vocabulary, base.demand, base.vocabulary.terms_each)
        return cls(base, salience, Delta.empty(), {}, np.zeros(0, np.int64))

    @property
    def vocabulary(self) -> Vocabulary:
        """The terms of all documents, late ones too."""
        return self.salience.vocabulary

    def __len__(self) -> int:
        return self.base.size + self.delta.size - len(self.gone)

    def row(self, key: int) -> int | None:
        """Row of a key, None for one that is not here or no longer."""
        late = self.late_rows.get(key)
        if late is not None:
            return late
        row = self.base.names.row(key)
        return None if row is None or self.is_gone(row) else row

    def is_gone(self, row: int) -> bool:
        """Whether a row is masked."""
        place = int(np.searchsorted(self.gone, row))
        return place < len(self.gone) and int(self.gone[place]) == row

    def key(self, row: int) -> int:
        """Key of a row."""
        return int(self._keys(np.array([row]))[0])

    def title(self, row: int) -> str:
        """Normalised title of a row."""
        size = self.base.size
        return self.base.names.title(row) if row < size else self.delta.documents[row - size].title

    def without(self, keys: Sequence[int]) -> "View":
        """Keys that are not here are passed over."""
        rows = [row for row in map(self.row, dict.fromkeys(keys)) if row is not None]
        if not rows:
            return self
        gone = np.union1d(self.gone, np.array(rows, np.int64))
        leaving = set(keys)
        late_rows = {key: row for key, row in self.late_rows.items() if key not in leaving}
        return replace(self, gone=gone, late_rows=late_rows)

    def with_late(self, documents: Sequence[Late]) -> "View":
        """Behind the others; their keys must not be here. One writer at a time, on the newest view."""
        if not documents:
            return self
        delta, late_rows = self.delta, dict(self.late_rows)
        vocabulary, placed = self.vocabulary.grown([each.counts for each in documents])
        for each, vector in zip(documents, placed, strict=True):
            late_rows[each.key] = self.base.size + delta.size
            delta = delta.grown(replace(each, placed=vector), vocabulary)
        return replace(self, salience=replace(self.salience, vocabulary=vocabulary), delta=delta, late_rows=late_rows)

    def with_late_rows(self, documents: Sequence[Late], gone: Rows) -> "View":
        """As `with_late`, but some of all rows are gone already, so keys may come more than once."""
        view = replace(self.with_late(documents), gone=np.asarray(gone))
        return replace(view, late_rows={key: row for key, row in view.late_rows.items() if not view.is_gone(row)})

    def best(self, query: Vector, k: int, floor: float) -> list[Match]:
        """The k best documents, best first, equal scores by ascending key."""
        idf, size = self.vocabulary.idf_of(query.ids), self.base.size
        early = np.searchsorted(self.gone, size)
        rows, scores = self.base.postings.best(query, idf, k, floor, self.gone[:early])
        if self.delta.size:
            late = self.delta.best(query, idf, k, floor, self.gone[early:] - size)
            rows, scores = np.concatenate([rows, late[0] + size]), np.concatenate([scores, late[1]])
        keys, scores = self._keys(rows), self._sharpened(query, idf, rows, scores)
        order = np.lexsort((keys, -scores))[: max(0, k)]
        ranked = zip(keys[order].tolist(), np.minimum(scores[order], 1.0).tolist(), strict=True)
        return [Match(key, score) for key, score in ranked if score >= floor]

    def _keys(self, rows: Rows) -> NDArray[np.int64]:
        """Keys of some rows."""
        keys, size = np.zeros(len(rows), np.int64), self.base.size
        fitted = rows < size
        keys[fitted] = self.base.names.keys[rows[fitted]]
        keys[~fitted] = [self.delta.documents[row - size].key for row in rows[~fitted].tolist()]
        return keys

    def _sharpened(self, query: Vector, idf: Floats, rows: Rows, scores: Floats) -> Floats:
        """Scores, those too near to a neighbour for single precision taken anew in double."""
        order = np.argsort(-scores)
        close = np.flatnonzero(-np.diff(scores[order]) < NEAR)
        if len(close):
            near = np.union1d(order[close], order[close + 1])
            scores = scores.copy()
            scores[near] = self.exact(query, idf, rows[near])
        return scores

    def exact(self, query: Vector, idf: Floats, rows: Rows) -> Floats:
        """Scores of some rows in double precision."""
        size, scores = self.base.size, np.zeros(len(rows))
        fitted = rows < size
        scores[fitted] = self.base.postings.exact(query, idf, rows[fitted])
        scores[~fitted] = self.delta.exact(query, rows[~fitted] - size, self.vocabulary)
        return scores

    def scores(self, query: Vector) -> Floats:
        """Score of every row, those that are gone included."""
        idf = self.vocabulary.idf_of(query.ids)
        return np.concatenate([self.base.postings.scores(query, idf), self.delta.scores(query, idf)])

    def weights(self, rows: Sequence[int], terms: Ids) -> Floats:
        """Rows × terms: TF-IDF of each term in each document."""
        weights = np.zeros((len(rows), len(terms)))
        numbers, size = np.array(rows, np.int64), self.base.size
        fitted = numbers < size
        idf = self.vocabulary.idf_of(np.maximum(terms, 0))
        weights[fitted] = self.base.postings.rows(numbers[fitted], terms) * idf
        for i in np.flatnonzero(~fitted).tolist():
            weights[i] = self.delta.row(rows[i] - size, terms, self.vocabulary)
        return weights
