"""An index as plain arrays, and back."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from matchmaker.engine.index import Index
from matchmaker.engine.postings import Postings
from matchmaker.engine.salience import Demand
from matchmaker.engine.vocabulary import Vector, Vocabulary

Arrays = Mapping[str, NDArray[Any]]

ARRAYS = (
    "codes",
    "idf",
    "admitted",
    "starts",
    "rows",
    "weights",
    "added_starts",
    "added_terms",
    "added_weights",
    "keys",
    "gone",
    "demand_codes",
    "demand_counts",
    "demand_needs",
)
"""Vocabulary, fitted postings, vectors added since, which rows stand for what, words of needs."""


def disassemble(index: Index) -> dict[str, NDArray[Any]]:
    """Everything but the titles, by the names of `ARRAYS`."""
    nothing = Vector(np.zeros(0, dtype=np.int64), np.zeros(0))
    added = [nothing, *index.added]
    arrays = (
        index.vocabulary.codes,
        index.vocabulary.idf,
        np.array(list(index.vocabulary.admitted), dtype=np.int64),
        index.base.matrix.indptr,
        index.base.matrix.indices,
        index.base.matrix.data,
        np.cumsum([len(vector.ids) for vector in added]),
        np.concatenate([vector.ids for vector in added]),
        np.concatenate([vector.weights for vector in added]),
        np.array(index.keys, dtype=np.int64),
        np.array(sorted(index.gone), dtype=np.int64),
        index.salience.demand.codes,
        index.salience.demand.counts,
        np.array([index.salience.demand.needs], dtype=np.int64),
    )
    return dict(zip(ARRAYS, arrays, strict=True))


def assemble(arrays: Arrays, titles: Sequence[str]) -> Index:
    """The index that was taken apart; its large arrays are those given, not copies.

    Raises ValueError when the parts do not fit together.
    """
    added = _added(arrays)
    documents = len(arrays["keys"]) - len(added)
    vocabulary = Vocabulary(arrays["codes"], arrays["idf"], documents)
    first = len(vocabulary.codes)
    vocabulary.admitted = {code: first + i for i, code in enumerate(arrays["admitted"].tolist())}
    matrix = csr_array((arrays["weights"], arrays["rows"], arrays["starts"]), shape=(first, documents))
    if len(titles) != len(arrays["keys"]):
        raise ValueError("titles and keys differ in number")
    keys, gone = arrays["keys"].tolist(), arrays["gone"].tolist()
    demand = Demand(arrays["demand_codes"], arrays["demand_counts"], int(arrays["demand_needs"][0]))
    return Index(vocabulary, Postings(np.arange(first), matrix), keys, titles, added, gone, demand)


def _added(arrays: Arrays) -> list[Vector]:
    starts = arrays["added_starts"].tolist()
    return [
        Vector(arrays["added_terms"][start:end], arrays["added_weights"][start:end]) for start, end in pairwise(starts)
    ]
