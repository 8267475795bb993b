"""Terms as numbers: character grams as codes, codes as ids, and how rare each one is.

A gram is coded without a dictionary: one character is its code point, a pair is both code points
side by side in 42 bits. Counting a block of texts is then sorting of integers.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array

from matchmaker.engine.text import normalise, word_runs

Codes = NDArray[np.int64]
Ids = NDArray[np.int64]
Floats = NDArray[np.float64]

_SPACE = 32
_BITS = 21
LAST_SINGLE = (1 << _BITS) - 1
"""Codes up to this are characters, those above are pairs."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How often each term occurs in each text.

    `codes` ascend; the terms of text i are `terms[starts[i]:starts[i + 1]]`, ascending places in
    `codes`, with their `counts` beside them.
    """

    codes: Codes
    terms: NDArray[np.int32]
    counts: NDArray[np.float32]
    starts: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Vector:
    """A text as TF-IDF: ids ascending, weights of Euclidean length 1; empty for no known term."""

    ids: Ids
    weights: Floats


def singles_and_pairs(points: NDArray[np.uint32]) -> tuple[Codes, Codes]:
    """Code of the single and of the pair that begin at each character; 0 where none does.

    `points` are code points with 32 for every break; the last pair is always 0.
    """
    wide = points.astype(np.int64)
    wide[wide == _SPACE] = 0
    pairs = np.zeros_like(wide)
    if len(wide) > 1:
        pairs[:-1] = np.where((wide[:-1] > 0) & (wide[1:] > 0), (wide[:-1] << _BITS) | wide[1:], 0)
    return wide, pairs


def code_points(text: str) -> NDArray[np.uint32]:
    """One number per character."""
    return np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32)


def term_codes(text: str) -> Codes:
    """Codes of all terms of a raw text, each as often as it occurs."""
    singles, pairs = singles_and_pairs(code_points(word_runs(normalise(text))))
    return np.concatenate([singles[singles > 0], pairs[pairs > 0]])


def count_terms(texts: Sequence[str]) -> Counts:
    """Terms of raw texts, counted."""
    runs = [word_runs(normalise(text)) for text in texts]
    singles, pairs = singles_and_pairs(code_points("".join(f"{run} " for run in runs)))
    owners = np.repeat(np.arange(len(runs)), [len(run) + 1 for run in runs])
    codes = np.concatenate([singles[singles > 0], pairs[pairs > 0]])
    rows = np.concatenate([owners[singles > 0], owners[pairs > 0]])
    known, places = np.unique(codes, return_inverse=True)
    ones = np.ones(len(codes), dtype=np.float32)
    table = coo_array((ones, (rows, places)), shape=(len(runs), len(known))).tocsr()
    # Copies: the table's own arrays keep the room of the terms before they were added up.
    return Counts(known, table.indices.astype(np.int32), table.data.copy(), table.indptr.astype(np.int64))


@dataclass(slots=True)
class Vocabulary:
    """The terms of a corpus and their inverse document frequency.

    `codes` are the corpus's own, ascending; ids are positions in it. Terms that come with a later
    document are admitted behind them with the idf of a term that no known document has,
    ln(1 + n) + 1: the formula of scikit-learn's smoothed idf, ln((1 + n) / (1 + df)) + 1. Idf stays
    as it was at fitting, so a score does not depend on the order in which documents were added.
    """

    codes: Codes
    idf: Floats
    documents: int
    admitted: dict[int, int] = field(default_factory=dict)

    @classmethod
    def fit(cls, codes: Codes, frequencies: NDArray[np.int64], documents: int) -> "Vocabulary":
        """From ascending codes and in how many of `documents` texts each occurs."""
        return cls(codes, np.log((1 + documents) / (1 + frequencies)) + 1, documents)

    def __len__(self) -> int:
        return len(self.codes) + len(self.admitted)

    def idf_of(self, ids: Ids) -> Floats:
        """Inverse document frequency of known terms."""
        if not len(self.codes):
            return np.full(len(ids), np.log(1 + self.documents) + 1)
        own = self.idf[np.minimum(ids, len(self.codes) - 1)]
        return np.where(ids < len(self.codes), own, np.log(1 + self.documents) + 1)

    def lookup(self, codes: Codes) -> Ids:
        """Id of each code, -1 where unknown."""
        if not len(self.codes):
            ids = np.full(len(codes), -1, dtype=np.int64)
        else:
            places = np.minimum(np.searchsorted(self.codes, codes), len(self.codes) - 1)
            ids = np.where(self.codes[places] == codes, places, -1)
        if self.admitted:
            for position in np.flatnonzero(ids < 0):
                ids[position] = self.admitted.get(int(codes[position]), -1)
        return ids

    def rarity(self, codes: Codes) -> Floats:
        """Inverse document frequency of any terms; one that no document has is the rarest."""
        ids = self.lookup(codes)
        return self.idf_of(np.where(ids < 0, len(self.codes), ids))

    def admit(self, text: str) -> None:
        """Make every term of a text known."""
        codes = np.unique(term_codes(text))
        fresh = codes[self.lookup(codes) < 0]
        self.admitted.update({int(code): len(self) + i for i, code in enumerate(fresh)})

    def vector(self, text: str) -> Vector:
        """TF-IDF of a raw text over the known terms, as `TfidfTransformer` defines it."""
        codes, counts = np.unique(term_codes(text), return_counts=True)
        ids = self.lookup(codes)
        known = ids >= 0
        weights = counts[known] * self.idf_of(ids[known])
        order = np.argsort(ids[known])
        return Vector(ids[known][order], weights[order] / max(float(np.linalg.norm(weights)), 1e-300))
