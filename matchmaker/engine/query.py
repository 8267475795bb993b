"""A need as vectors: its two halves, and the one vector that scores as both together."""

import re
from dataclasses import dataclass, replace

import numpy as np

from matchmaker.engine.documents import Document, Half
from matchmaker.engine.salience import Salience
from matchmaker.engine.text import normalise
from matchmaker.engine.tuning import UNTUNED, Tuning
from matchmaker.engine.vocabulary import Codes, Floats, Vector, code_points, singles_and_pairs

NOTHING = np.zeros(0, dtype=np.int64)
_NOT_WORD = re.compile(r"[\W_]")


@dataclass(frozen=True, slots=True)
class QueryHalf:
    """One half of a need as it is read, and its share of the whole score.

    `text` is normalised; behind what the need says, its first `own` characters, stand words that mean
    the same, each with its start and the word that the need says instead in `meant`. `codes` are the
    terms: the single that begins at each character of the text, then the pair; 0 where none does.
    `stress` is how often each of these occurrences counts.
    """

    name: Half
    text: str
    own: int
    share: float
    codes: Codes
    stress: Floats
    meant: tuple[tuple[int, str], ...]

    def said_at(self, place: int) -> str:
        """The need's own word for what stands at a place of the text; empty where it is itself the need's."""
        return next((said for start, said in reversed(self.meant) if start <= place), "")


def halves(need: Document, tuning: Tuning = UNTUNED) -> list[QueryHalf]:
    """The halves that have words; their shares add up to 1."""
    shares: tuple[tuple[Half, str, float], ...] = (
        ("title", need.title, tuning.title_share),
        ("body", need.body, 1 - tuning.title_share),
    )
    read = [_half(*half, tuning) for half in shares]
    spoken = [half for half in read if half.stress[half.codes > 0].any()]
    total = sum(half.share for half in spoken)
    return [replace(half, share=half.share / total) for half in spoken]


def _half(name: Half, entered: str, share: float, tuning: Tuning) -> QueryHalf:
    text, meant = normalise(entered), []
    own, counted = len(text), [(start, end, tuning.factor(text[start:end])) for start, end in tuning.words_in(text)]
    for word, (said, weight) in tuning.meant(text).items():
        start = len(text) + 1
        text += f"\n{word}"
        meant.append((start, said))
        counted.append((start, len(text), weight))
    singles, pairs = singles_and_pairs(code_points(_NOT_WORD.sub(" ", text)))
    stress = np.ones(2 * len(text))
    for start, end, count in counted:
        stress[start:end] = stress[len(text) + start : len(text) + end - 1] = count
    return QueryHalf(name, text, own, share, np.concatenate([singles, pairs]), stress, tuple(meant))


def need_vector(need: Document, salience: Salience, tuning: Tuning = UNTUNED) -> Vector:
    """The vector whose dot product with an achievement's is the need's score.

    Each half is counts times salience at Euclidean length 1, measured with the words that the index
    does not know, which are then left out; the halves are added by their shares.
    """
    spoken = halves(need, tuning)
    codes, places = np.unique(np.concatenate([NOTHING, *(half.codes for half in spoken)]), return_inverse=True)
    ids = salience.vocabulary.lookup(codes)
    rarity, weights, at = np.where(codes > 0, salience.of(codes, ids), 0.0), np.zeros(len(codes)), 0
    for half in spoken:
        own = rarity * np.bincount(places[at : at + len(half.codes)], half.stress, len(codes))
        weights += own * (half.share / np.linalg.norm(own))
        at += len(half.codes)
    ids = np.where(weights > 0, ids, -1)
    order = np.argsort(ids, kind="stable")[np.count_nonzero(ids < 0) :]
    return Vector(ids[order], weights[order])
