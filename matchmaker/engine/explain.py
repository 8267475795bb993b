"""A score taken apart into words that a reader finds in both texts.

The score is a sum over characters and pairs of characters of the need. Here each of them is
credited to the word it stands in: a pair across two words to both by half. A word counts as shared
when all its characters and pairs occur in the achievement; of a longer word the shared stretch
counts (of 锂离子电池 the 电池). What belongs to no such stretch stays in `rest`, so that parts and
rest always add up to the score.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import fsum

import numpy as np
from numpy.typing import NDArray

from matchmaker.engine.documents import Document, Explanation, Half, Part
from matchmaker.engine.query import QueryHalf, halves
from matchmaker.engine.salience import Salience
from matchmaker.engine.text import align, normalise, segment
from matchmaker.engine.vocabulary import Floats, Ids, code_points, singles_and_pairs

FUNCTION_WORDS = frozenset("的了和与及或在对为以等中其之于由从将是有而并也该各把被向上下个种这所不可能")
"""Characters that mean nothing to a reader when they stand alone."""

SINGLE_SHARE = 0.1
"""A single character is shown when it carries this share of the score (锂, 酶), else it is rest."""

_NOT_WORD = re.compile(r"[\W_]")
_LATIN = re.compile(r"[a-z0-9]")
_NUMBER = re.compile(r"[0-9]+")
_KINDS = ("[a-z]", "[0-9]")

Weigher = Callable[[Ids], Floats]
Flags = NDArray[np.bool_]
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Reading:
    """One half of a need, read once and held against any number of achievements.

    By character: `places` lead from the singles, then the pairs that begin there, to `terms` (-1 for
    those that the index does not know), whose `shares` times the achievement's weight is what each
    occurrence adds to the score. `opens` and `closes` mark the first and last characters of words,
    `latin` words with letters or digits.
    """

    half: Half
    text: str
    terms: Ids
    shares: Floats
    places: NDArray[np.intp]
    opens: Flags
    closes: Flags
    latin: Flags


def read(need: Document, salience: Salience) -> list[Reading]:
    """The halves of a need that have words."""
    return [_read_half(half, salience) for half in halves(need)]


def _read_half(half: QueryHalf, salience: Salience) -> Reading:
    text = normalise(half.text)
    codes = np.concatenate(singles_and_pairs(code_points(_NOT_WORD.sub(" ", text))))
    known, places, counts = np.unique(codes, return_inverse=True, return_counts=True)
    terms = salience.vocabulary.lookup(known)
    weights = np.where(known > 0, salience.of(known, terms), 0.0)
    length = max(float(np.linalg.norm(weights * counts)), 1e-300)
    words = segment(text)
    ends = np.fromiter(accumulate(map(len, words)), dtype=np.int64, count=len(words))
    opens, closes = np.zeros((2, len(text)), dtype=np.bool_)
    opens[np.concatenate([[0], ends[:-1]])] = True
    closes[ends - 1] = True
    latin = np.repeat([bool(_LATIN.search(word)) for word in words], [len(word) for word in words])
    return Reading(half.name, text, terms, half.share * weights / length, places, opens, closes, latin)


def explain(readings: Sequence[Reading], weigh: Weigher, top: int) -> Explanation:
    """See `Index.explain`; `weigh` gives the achievement's weight of each term id."""
    credit: dict[tuple[str, Half], float] = defaultdict(float)
    score = 0.0
    for reading in readings:
        added = (reading.shares * weigh(reading.terms))[reading.places]
        singles, pairs = added[: len(reading.text)], added[len(reading.text) :]
        score += float(added.sum())
        found = _shared_spans(reading, singles > 0, pairs > 0)
        for (start, end), weight in zip(found, _credit(singles, pairs, found), strict=True):
            credit[reading.text[start:end], reading.half] += weight
    parts = [
        Part(term, weight, half)
        for (term, half), weight in credit.items()
        if len(term) > 1 or weight >= SINGLE_SHARE * score
    ]
    parts.sort(key=lambda part: (-part.weight, part.term, part.half))
    shown = tuple(parts[:top])
    return Explanation(score, shown, score - fsum(part.weight for part in shown))


def _shared_spans(reading: Reading, singles: Flags, pairs: Flags) -> list[Span]:
    """Stretches of the need's text, in order, that a reader would mark as shared.

    Within a word the longest stretches whose characters and pairs all occur on the other side; a
    word with Latin letters counts whole or not at all.
    """
    linked = np.concatenate([[False], singles[:-1] & singles[1:] & pairs[:-1], [False]])
    starts = np.flatnonzero(singles & (~linked[:-1] | reading.opens))
    ends = np.flatnonzero(singles & (~linked[1:] | reading.closes)) + 1
    whole = ~reading.latin[starts] | (reading.opens[starts] & reading.closes[ends - 1])
    stretches = [*zip(starts[whole].tolist(), ends[whole].tolist(), strict=True)]
    joined = _join_singles(reading, stretches, linked)
    return [span for span in joined if _is_readable(reading.text[slice(*span)])]


def _join_singles(reading: Reading, spans: Sequence[Span], linked: Flags) -> list[Span]:
    """One-character words that are neighbours in both texts become one span."""
    alone = reading.opens & reading.closes
    joined: list[Span] = []
    for start, end in spans:
        neighbours = end == start + 1 and joined and joined[-1] == (start - 1, start)
        meaning = not FUNCTION_WORDS & set(reading.text[start - 1 : end])
        if neighbours and meaning and linked[start] and alone[start - 1] and alone[start]:
            joined[-1] = (start - 1, end)
        else:
            joined.append((start, end))
    return joined


def _is_readable(term: str) -> bool:
    """Whether a stretch means something to a reader without its neighbours."""
    if len(term) == 1 and (term in FUNCTION_WORDS or term.isascii()):
        return False
    return not _NUMBER.fullmatch(term)


def _credit(singles: Floats, pairs: Floats, found: Sequence[Span]) -> Floats:
    """What each span adds: its characters, the pairs inside, and those that reach out of it.

    A pair between two spans goes to both by half, one between a span and the rest to the span.
    """
    rest = len(found)
    owners = np.full(len(singles) + 1, rest)
    for number, (start, end) in enumerate(found):
        owners[start:end] = number
    left, right = owners[:-1], owners[1:]
    left, right = np.where(left == rest, right, left), np.where(right == rest, left, right)
    credit = np.bincount(owners[:-1], singles, rest + 1)
    credit += np.bincount(left, pairs / 2, rest + 1)
    credit += np.bincount(right, pairs / 2, rest + 1)
    return np.asarray(credit[:rest], dtype=np.float64)


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
