"""A need as vectors: its two halves, and the one vector that scores as both together."""

from dataclasses import dataclass

import numpy as np

from matchmaker.engine.documents import Document, Half
from matchmaker.engine.salience import Salience
from matchmaker.engine.text import normalise, word_runs
from matchmaker.engine.vocabulary import Vector, term_codes

TITLE_SHARE = 0.5
NOTHING = np.zeros(0, dtype=np.int64)


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
    """The vector whose dot product with an achievement's is the need's score.

    Each half is counts times salience at Euclidean length 1, measured with the words that the index
    does not know, which are then left out; the halves are added by their shares.
    """
    parts = [(half.share, term_codes(half.text)) for half in halves(need)]
    codes, places = np.unique(np.concatenate([NOTHING, *(own for _, own in parts)]), return_inverse=True)
    ids = salience.vocabulary.lookup(codes)
    rarity, weights, start = salience.of(codes, ids), np.zeros(len(codes)), 0
    for share, own in parts:
        half = rarity * np.bincount(places[start : start + len(own)], minlength=len(codes))
        weights += half * (share / np.linalg.norm(half))
        start += len(own)
    order = np.argsort(ids)[np.count_nonzero(ids < 0) :]
    return Vector(ids[order], weights[order])
