"""A score taken apart into words that a reader finds in both texts.

The score is a sum over characters and pairs of characters of the need. Here each of them is
credited to the word it stands in: a pair across two words to both by half. A word counts as shared
when all its characters and pairs occur in the achievement; of a longer word the shared stretch
counts (of 锂离子电池 the 电池). What belongs to no such stretch stays in `rest`, so that parts and
rest always add up to the score.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from math import fsum
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from matchmaker.engine.documents import Document, Explanation, Part
from matchmaker.engine.late import LateModule
from matchmaker.engine.query import QueryHalf, halves
from matchmaker.engine.salience import Salience
from matchmaker.engine.text import align
from matchmaker.engine.tuning import UNTUNED, Tuning
from matchmaker.engine.vocabulary import Floats, Ids, code_points

if TYPE_CHECKING:
    from matchmaker.engine import kernel_explain
else:
    kernel_explain = LateModule("matchmaker.engine.kernel_explain")

FUNCTION_WORDS = frozenset("的了和与及或在对为以等中其之于由从将是有而并也该各把被向上下个种这所不可能")
"""Characters that mean nothing to a reader when they stand alone."""

SINGLE_SHARE = 0.1
"""A single character is shown when it carries this share of the score (锂, 酶), else it is rest."""

_LATIN = re.compile(r"[a-z0-9]")
_DIGITS = "0123456789"
_KINDS = ("[a-z]", "[0-9]")


@dataclass(frozen=True, slots=True)
class Reading:
    """One half of a need, held against any number of achievements.

    By character: `points` and `kinds` say what it is; `places` lead from the singles, then the
    pairs that begin there, to `terms` (in no order, -1 for each that the index does not know), whose
    `shares` times the achievement's weight is what each occurrence adds to the score.
    """

    half: QueryHalf
    terms: Ids
    shares: Floats
    places: NDArray[np.int64]
    points: NDArray[np.uint32]
    kinds: NDArray[np.uint8]


def read(need: Document, salience: Salience, tuning: Tuning = UNTUNED) -> list[Reading]:
    """The halves of a need that have words."""
    return [_read_half(half, salience, tuning) for half in halves(need, tuning)]


def _read_half(half: QueryHalf, salience: Salience, tuning: Tuning) -> Reading:
    """Occurrences of a term that count differently have a place each."""
    stresses, level = np.unique(half.stress, return_inverse=True)
    known, places = np.unique(half.codes * len(stresses) + level, return_inverse=True)
    codes, stress = known // len(stresses), stresses[known % len(stresses)]
    terms = salience.vocabulary.lookup(codes)
    weights = np.where(codes > 0, salience.of(codes, terms), 0.0) * stress
    first = np.flatnonzero(np.diff(codes, prepend=-1))
    length = float(np.linalg.norm(np.add.reduceat(weights * np.bincount(places), first)))
    shares = half.share * weights / length
    kinds = _kinds(tuning.cut(half.text))
    return Reading(half, terms, shares, places.astype(np.int64), code_points(half.text), kinds)


def _kinds(words: Iterable[str]) -> NDArray[np.uint8]:
    """What the kernel must know of each character of some words in a row."""
    kinds = bytearray()
    for word in words:
        latin = kernel_explain.LATIN if _LATIN.search(word) else 0
        first = len(kinds)
        kinds += bytes(latin | _kind(character) for character in word)
        kinds[first] |= kernel_explain.OPENS
        kinds[-1] |= kernel_explain.CLOSES
    return np.frombuffer(bytes(kinds), dtype=np.uint8)


@cache
def _kind(character: str) -> int:
    kind: int = kernel_explain.FUNCTION if character in FUNCTION_WORDS else 0
    if character.isascii():
        kind |= kernel_explain.ASCII
    return kind | kernel_explain.DIGIT if character in _DIGITS else kind


def explain(readings: Sequence[Reading], weights: Sequence[Floats], top: int) -> Explanation:
    """See `Index.explain`; `weights` are the achievement's, of each reading's terms."""
    score, parts = 0.0, []
    for reading, weight in zip(readings, weights, strict=True):
        added, starts, ends, credit = kernel_explain.shared(
            reading.points, reading.kinds, reading.places, reading.shares * weight
        )
        score += added
        half = reading.half
        for start, end, part in zip(starts.tolist(), ends.tolist(), credit.tolist(), strict=True):
            parts.append(Part(half.text[start:end], part, half.name, half.said_at(start)))
    parts = [part for part in parts if len(part.term) > 1 or part.weight >= SINGLE_SHARE * score]
    parts.sort(key=lambda part: (-part.weight, part.term, part.half))
    shown = tuple(parts[:top])
    return Explanation(score, shown, score - fsum(part.weight for part in shown))


def spans(text: str, terms: Sequence[str]) -> list[tuple[int, int, int]]:
    """Where the terms of an explanation stand in a text as it was entered.

    Returns (start, end, position in `terms`), ascending, without overlaps (the longer term wins).
    Finds them in traditional characters, full-width forms and capitals too; Latin terms only as
    whole words (kg in 5kg is one).
    """
    wanted = {term: position for position, term in reversed(list(enumerate(terms))) if term}
    if not wanted:
        return []
    pattern = re.compile("|".join(_exactly(term) for term in sorted(wanted, key=len, reverse=True)))
    characters, offsets = align(text)
    found = []
    for match in pattern.finditer(characters):
        start, last = offsets[match.start()], offsets[match.end() - 1]
        end = next((offset for offset in offsets[match.end() :] if offset > last), len(text))
        found.append((start, end, wanted[match[0]]))
    return found


def _exactly(term: str) -> str:
    """A pattern for the term that cuts no Latin word and no number in two."""
    before = next((f"(?<!{kind})" for kind in _KINDS if re.match(kind, term[0])), "")
    after = next((f"(?!{kind})" for kind in _KINDS if re.match(kind, term[-1])), "")
    return before + re.escape(term) + after
