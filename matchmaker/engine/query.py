"""A need as vectors: its two halves, and the one vector that scores as both together."""

from dataclasses import dataclass

import numpy as np

from matchmaker.engine.documents import Document, Half
from matchmaker.engine.salience import Salience
from matchmaker.engine.text import normalise, word_runs
from matchmaker.engine.vocabulary import Vector, term_codes

TITLE_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class QueryHalf:
    """One half of a need, as entered, and its share of the whole score."""

    name: Half
    text: str
    share: float


def halves(need: Document) -> list[QueryHalf]:
    """The halves that have words; their shares add up to 1."""
    shares: tuple[tuple[Half, str, float], ...] = (
        ("title", need.title, TITLE_SHARE),
        ("body", need.body, 1 - TITLE_SHARE),
    )
    spoken = [half for half in shares if word_runs(normalise(half[1]))]
    total = sum(share for _, _, share in spoken)
    return [QueryHalf(name, text, share / total) for name, text, share in spoken]


def need_vector(need: Document, salience: Salience) -> Vector:
    """The vector whose dot product with an achievement's is the need's score."""
    vectors = [(half.share, _half_vector(half.text, salience)) for half in halves(need)]
    ids = np.concatenate([np.zeros(0, np.int64), *(vector.ids for _, vector in vectors)])
    weights = np.concatenate([np.zeros(0), *(share * vector.weights for share, vector in vectors)])
    known, places = np.unique(ids, return_inverse=True)
    return Vector(known, np.bincount(places, weights, len(known)).astype(np.float64))


def _half_vector(text: str, salience: Salience) -> Vector:
    """Counts times salience; Euclidean length 1 with the terms that the index does not know."""
    codes, counts = np.unique(term_codes(text), return_counts=True)
    weights = counts * salience.of(codes)
    ids = salience.vocabulary.lookup(codes)
    order = np.argsort(ids)[np.count_nonzero(ids < 0) :]
    return Vector(ids[order], weights[order] / max(float(np.linalg.norm(weights)), 1e-300))
