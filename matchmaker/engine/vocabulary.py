"""Terms as numbers: character grams as codes, codes as ids, and how rare each one is.

A gram is coded without a dictionary: one character is its code point, a pair is both code points
side by side in 42 bits.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

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
    """A text as codes, ascending, and how often each occurs: what no vocabulary can change."""

    codes: Codes
    counts: NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Vector:
    """A text over known terms: ids ascending, and counts or TF-IDF of Euclidean length 1."""

    ids: Ids
    weights: Floats

    @classmethod
    def nothing(cls) -> "Vector":
        """A text without known terms."""
        return cls(np.zeros(0, np.int64), np.zeros(0))


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


def count(text: str) -> Counts:
    """The terms of a raw text."""
    codes, counts = np.unique(term_codes(text), return_counts=True)
    return Counts(codes, counts.astype(np.int32))


def idf(frequencies: NDArray[np.int32], documents: int) -> Floats:
    """Smoothed inverse document frequency, ln((1 + n) / (1 + df)) + 1, as in `TfidfTransformer`."""
    return np.asarray(np.log((1 + documents) / (1 + frequencies.astype(np.float64))) + 1, dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The terms of a corpus and their inverse document frequency.

    `codes` are the corpus's own, ascending; ids are positions in it, `frequencies` the texts each
    occurs in. Terms that come with a later document are admitted behind them with the idf of a term
    that no known document has, ln(1 + n) + 1. Idf stays as it was at fitting, so a score does not
    depend on the order in which documents were added.

    `admitted` only grows and is shared by `grown` copies; of it a vocabulary knows the first ones
    only, so that a reader keeps what it began with while a writer goes on.
    """

    codes: Codes
    frequencies: NDArray[np.int32]
    documents: int
    admitted: dict[int, int] = field(default_factory=dict)
    size: int | None = None

    def __len__(self) -> int:
        return len(self.codes) if self.size is None else self.size

    @property
    def terms_each(self) -> float:
        """Different terms of an average document of the corpus, 0 without documents."""
        return float(self.frequencies.sum(dtype=np.int64)) / max(1, self.documents)

    def frequency_of(self, ids: Ids) -> NDArray[np.int32]:
        """In how many of the corpus's texts each term occurs: in none if admitted later, or unknown (-1)."""
        if not len(self.codes):
            return np.zeros(len(ids), np.int32)
        own = self.frequencies[np.minimum(ids, len(self.codes) - 1)]
        return np.where((ids >= 0) & (ids < len(self.codes)), own, np.int32(0))

    def idf_of(self, ids: Ids) -> Floats:
        """Inverse document frequency of terms; one that no document has, or unknown (-1), is the rarest."""
        return idf(self.frequency_of(ids), self.documents)

    def lookup(self, codes: Codes) -> Ids:
        """Id of each code, -1 where unknown."""
        if not len(self.codes):
            ids = np.full(len(codes), -1, dtype=np.int64)
        else:
            places = np.minimum(np.searchsorted(self.codes, codes), len(self.codes) - 1)
            ids = np.where(self.codes[places] == codes, places, -1)
        if len(self) > len(self.codes):
            for position in np.flatnonzero(ids < 0):
                identity = self.admitted.get(int(codes[position]), -1)
                ids[position] = identity if identity < len(self) else -1
        return ids

    def rarity(self, codes: Codes) -> Floats:
        """Inverse document frequency of any terms; one that no document has is the rarest."""
        return self.idf_of(self.lookup(codes))

    def grown(self, texts: Iterable[Counts]) -> tuple["Vocabulary", list[Vector]]:
        """With every term of some texts known, and those texts as ids.

        One writer at a time; readers are not disturbed.
        """
        size, placed = len(self), []
        for text in texts:
            ids = self.lookup(text.codes)
            for position in np.flatnonzero(ids < 0).tolist():
                code = int(text.codes[position])
                if self.admitted.get(code, size) >= size:  # unknown, or left by a writer that failed
                    self.admitted[code] = size
                    size += 1
                ids[position] = self.admitted[code]
            placed.append(_ascending(ids, text.counts))
        return Vocabulary(self.codes, self.frequencies, self.documents, self.admitted, size), placed

    def place(self, counts: Counts) -> Vector:
        """Ids of the known terms, and how often each occurs."""
        ids = self.lookup(counts.codes)
        return _ascending(ids[ids >= 0], counts.counts[ids >= 0])

    def weigh(self, placed: Vector) -> Vector:
        """TF-IDF from counts, as `TfidfTransformer` defines it."""
        weights = placed.weights * self.idf_of(placed.ids)
        return Vector(placed.ids, weights / max(float(np.linalg.norm(weights)), 1e-300))

    def vector(self, text: str) -> Vector:
        """TF-IDF of a raw text over the known terms."""
        return self.weigh(self.place(count(text)))


def _ascending(ids: Ids, counts: NDArray[np.int32]) -> Vector:
    order = np.argsort(ids, kind="stable")
    return Vector(ids[order], counts[order].astype(np.float64))
