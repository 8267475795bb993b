"""A need as vectors: its two halves, and the one vector that scores as both together."""

from dataclasses import dataclass, replace

import numpy as np

from matchmaker.engine.documents import Document, Half
from matchmaker.engine.salience import Salience
from matchmaker.engine.vocabulary import Codes, Vector, term_codes

TITLE_SHARE = 0.5
NOTHING = np.zeros(0, dtype=np.int64)


@dataclass(frozen=True, slots=True)
class QueryHalf:
    """One half of a need, as entered, its share of the whole score, and its terms, as often as they occur."""

    name: Half
    text: str
    share: float
    codes: Codes


def halves(need: Document) -> list[QueryHalf]:
    """The halves that have words; their shares add up to 1."""
    shares: tuple[tuple[Half, str, float], ...] = (
        ("title", need.title, TITLE_SHARE),
        ("body", need.body, 1 - TITLE_SHARE),
    )
    read = [QueryHalf(*half, term_codes(half[1])) for half in shares]
    spoken = [half for half in read if len(half.codes)]
    total = sum(half.share for half in spoken)
    return [replace(half, share=half.share / total) for half in spoken]


def need_vector(need: Document, salience: Salience) -> Vector:
    """The vector whose dot product with an achievement's is the need's score.

    Each half is counts times salience at Euclidean length 1, measured with the words that the index
    does not know, which are then left out; the halves are added by their shares.
    """
    spoken = halves(need)
    codes, places = np.unique(np.concatenate([NOTHING, *(half.codes for half in spoken)]), return_inverse=True)
    ids = salience.vocabulary.lookup(codes)
    rarity, weights, at = salience.of(codes, ids), np.zeros(len(codes)), 0
    for half in spoken:
        own = rarity * np.bincount(places[at : at + len(half.codes)], minlength=len(codes))
        weights += own * (half.share / np.linalg.norm(own))
        at += len(half.codes)
    order = np.argsort(ids, kind="stable")[np.count_nonzero(ids < 0) :]
    return Vector(ids[order], weights[order])
