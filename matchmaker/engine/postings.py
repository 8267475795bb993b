"""An inverted index: for each term, the documents that hold it and how often.

Counts are kept, not weights, so that the same lists can be weighed anew when the corpus changes;
a document's weights are count · idf / length, as scikit-learn's `TfidfTransformer` defines them.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from matchmaker.engine.late import LateModule
from matchmaker.engine.lists import Heads, Lists, chunks_of
from matchmaker.engine.vocabulary import Floats, Ids, Vector

if TYPE_CHECKING:
    from matchmaker.engine import kernel, kernel_rows, kernel_scan
else:
    kernel = LateModule("matchmaker.engine.kernel")
    kernel_rows = LateModule("matchmaker.engine.kernel_rows")
    kernel_scan = LateModule("matchmaker.engine.kernel_scan")

Rows = NDArray[np.int64]

NEAR = 4e-6
"""Scores in single precision that are nearer to each other may stand in the wrong order."""


@dataclass(frozen=True, slots=True)
class Postings:
    """Documents as rows 0 … n - 1. The arrays may be mapped from files; none is written to."""

    lists: Lists
    heads: Heads

    @property
    def size(self) -> int:
        """Number of documents."""
        return len(self.heads.norms)

    def best(self, query: Vector, idf: Floats, k: int, floor: float, gone: Rows) -> tuple[Rows, Floats]:
        """Rows and scores of the k largest dot products; more where some nearly equal the last.

        In no order, in single precision. Rows in `gone` (ascending) are passed over, and scores of 0
        or below `floor`.
        """
        own = query.ids < len(self.lists.starts)
        terms, weights, rarity = (each[own] for each in (query.ids, query.weights, idf))
        if not self.size or not len(terms) or k < 1:
            return np.zeros(0, np.int64), np.zeros(0)
        rows, scores = kernel.search(
            self.lists,
            self.heads,
            terms.astype(np.int32),
            weights.astype(np.float32),
            rarity.astype(np.float32),
            gone,
            k,
            np.float32(floor),
        )
        return leading(rows, scores.astype(np.float64), k)

    def exact(self, query: Vector, idf: Floats, rows: Rows) -> Floats:
        """Dot products of the query with some documents, in double precision."""
        own = query.ids < len(self.lists.starts)
        factors = (query.weights * idf)[own]
        scores: Floats = kernel_rows.exact_scores(
            self.lists, self.heads.norms, query.ids[own].astype(np.int32), factors, rows
        )
        return scores

    def scores(self, query: Vector, idf: Floats) -> Floats:
        """Dot product of the query with every document."""
        own = query.ids < len(self.lists.starts)
        sums, peaks = kernel_scan.room_for(self.size), np.empty(chunks_of(self.size), np.float32)
        weights = (query.weights * idf)[own].astype(np.float32)
        everyone, is_first = np.zeros(0, np.int64), True
        kernel_scan.scan(
            self.lists, self.heads.norms, query.ids[own].astype(np.int32), weights, everyone, is_first, sums, peaks
        )
        scores: Floats = (sums[: self.size] * self.heads.norms).astype(np.float64)
        return scores

    def rows(self, rows: Rows, terms: Ids) -> Floats:
        """Rows × terms: how often each term occurs in each document, divided by its length."""
        counts = np.zeros((len(rows), len(terms)))
        kernel_rows.counts_in_rows(self.lists, self.heads, rows, terms, counts)
        return counts * self.heads.norms[rows].astype(np.float64)[:, None]


def leading(rows: Rows, scores: Floats, k: int) -> tuple[Rows, Floats]:
    """The k largest scores, and those that are nearly as large as the last of them."""
    if len(rows) <= k:
        return rows, scores
    is_wanted = scores >= np.partition(scores, -k)[-k] - NEAR
    return rows[is_wanted], scores[is_wanted]
