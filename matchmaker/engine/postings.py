"""An inverted index: for each term, the documents that hold it and with what weight."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, get_index_dtype

from matchmaker.engine.vocabulary import Floats, Ids, Vector


@dataclass(frozen=True, slots=True)
class Postings:
    """Documents as rows 0 … n - 1, stored term by term; eight bytes per posting.

    `terms` are ids, ascending. `matrix` has a line for each of them and a column for each
    document: float32 weights, columns ascending. Its arrays may be mapped from a file.
    """

    terms: Ids
    matrix: csr_array

    @classmethod
    def from_vectors(cls, vectors: Sequence[Vector]) -> "Postings":
        """One document per vector, in their order."""
        nothing = Vector(np.zeros(0, np.int64), np.zeros(0))
        parts = [nothing, *vectors]
        starts = np.cumsum([len(vector.ids) for vector in parts])
        terms, places = np.unique(np.concatenate([vector.ids for vector in parts]), return_inverse=True)
        weights = np.concatenate([vector.weights for vector in parts])
        return cls.from_rows(terms, places.astype(np.int32), weights.astype(np.float32), starts)

    @classmethod
    def from_rows(
        cls, terms: Ids, places: NDArray[np.int32], weights: NDArray[np.float32], starts: NDArray[np.int64]
    ) -> "Postings":
        """From documents × terms: row i is `starts[i]:starts[i + 1]`, `places` are columns."""
        # scipy takes the wider of both index types for both, which would double the memory.
        narrow = starts.astype(get_index_dtype(maxval=int(starts[-1])))
        documents = csr_array((weights, places, narrow), shape=(len(starts) - 1, len(terms)))
        return cls(terms, documents.T.tocsr())

    @property
    def size(self) -> int:
        """Number of documents."""
        return int(self.matrix.shape[1])

    @property
    def terms_each(self) -> float:
        """Different terms of an average document, 0 without documents."""
        return len(self.matrix.indices) / max(1, self.size)

    def scores(self, query: Vector) -> Floats:
        """Dot product of the query with every document."""
        places = self._places(query.ids)
        found = places >= 0
        scores: Floats = self.matrix[places[found]].T @ query.weights[found]
        return scores

    def row(self, row: int, terms: Ids) -> Floats:
        """Weight of each of these terms in one document, 0 where it does not occur."""
        places = self._places(terms)
        weights = np.zeros(len(terms))
        known = np.flatnonzero(places >= 0)
        ends = self.matrix.indptr[places[known] + 1].astype(np.int64)
        at = self._bisect(self.matrix.indptr[places[known]].astype(np.int64), ends, row)
        inside = at < ends
        inside[inside] = self.matrix.indices[at[inside]] == row
        weights[known[inside]] = self.matrix.data[at[inside]]
        return weights

    def _bisect(self, low: Ids, high: Ids, row: int) -> Ids:
        """In each range of columns the first place that is not below `row`, all ranges at once."""
        last = len(self.matrix.indices) - 1
        for _ in range(int((high - low).max(initial=0)).bit_length()):
            middle = (low + high) >> 1
            below = (low < high) & (self.matrix.indices[np.minimum(middle, last)] < row)
            low, high = np.where(below, middle + 1, low), np.where(below, high, middle)
        return low

    def _places(self, terms: Ids) -> Ids:
        """Place of each term in `terms`, -1 where it does not occur here."""
        if not len(self.terms):
            return np.full(len(terms), -1, dtype=np.int64)
        places = np.minimum(np.searchsorted(self.terms, terms), len(self.terms) - 1)
        return np.where(self.terms[places] == terms, places, -1)
