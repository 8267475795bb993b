"""Kernels that explain: stretches of a need's text that it shares with an achievement.

By character of the text: `singles` is what the character adds to the score, `pairs` what it adds
together with the next one; both are 0 where the achievement lacks them.
"""

import numpy as np
from numpy.typing import NDArray

from matchmaker.engine.lists import Whole
from matchmaker.engine.machine import kernel

FUNCTION, ASCII, DIGIT, OPENS, CLOSES, LATIN = 1, 2, 4, 8, 16, 32
"""What a character is, and whether it begins or ends a word or stands in one with Latin letters."""

_MIX = np.uint64(0x9E3779B97F4A7C15)

Floats64 = NDArray[np.float64]
Kinds = NDArray[np.uint8]
Ints = NDArray[np.int64]


@kernel
def _is_linked(singles: Floats64, pairs: Floats64, i: int) -> bool:
    """Whether a character and the one before it are neighbours in both texts."""
    return bool(0 < i < len(singles) and singles[i - 1] > 0 and singles[i] > 0 and pairs[i - 1] > 0)


@kernel
def _stretch_end(singles: Floats64, pairs: Floats64, kinds: Kinds, start: int) -> int:
    """Where the stretch that begins here ends: within its word, as far as both texts agree."""
    end = start + 1
    while _is_linked(singles, pairs, end) and not kinds[end - 1] & CLOSES and not kinds[end] & OPENS:
        end += 1
    return end


@kernel
def _joins(singles: Floats64, pairs: Floats64, kinds: Kinds, start: int) -> bool:
    """Whether a one-character word goes with the one before it, neighbours in both texts."""
    alone = kinds[start - 1] & kinds[start] & (OPENS | CLOSES) == OPENS | CLOSES
    means = not (kinds[start - 1] | kinds[start]) & FUNCTION
    return bool(alone and means and _is_linked(singles, pairs, start))


@kernel
def _is_readable(kinds: Kinds, start: int, end: int) -> bool:
    """Whether a stretch means something to a reader without its neighbours."""
    if end == start + 1 and kinds[start] & (FUNCTION | ASCII):
        return False
    return bool((kinds[start:end] & DIGIT == 0).any())


@kernel
def stretches(singles: Floats64, pairs: Floats64, kinds: Kinds, starts: Ints, ends: Ints) -> int:
    """What a reader would mark as shared, in order; returns how many.

    Within a word the longest stretches whose characters and pairs all occur on the other side; a
    word with Latin letters counts whole or not at all; neighbouring words of one character join.
    """
    found, start = 0, 0
    while start < len(singles):
        if not singles[start] > 0:
            start += 1
            continue
        end = _stretch_end(singles, pairs, kinds, start)
        whole = kinds[start] & OPENS and kinds[end - 1] & CLOSES
        if whole or not kinds[start] & LATIN:
            after_single = found > 0 and starts[found - 1] == start - 1 and ends[found - 1] == start
            if after_single and end == start + 1 and _joins(singles, pairs, kinds, start):
                ends[found - 1] = end
            else:
                starts[found], ends[found] = start, end
                found += 1
        start = end
    kept = 0
    for i in range(found):
        if _is_readable(kinds, starts[i], ends[i]):
            starts[kept], ends[kept] = starts[i], ends[i]
            kept += 1
    return kept


@kernel
def _credit(singles: Floats64, pairs: Floats64, starts: Ints, ends: Ints, credit: Floats64) -> None:
    """What each stretch adds: its characters, the pairs inside, and those that reach out of it.

    A pair between two stretches goes to both by half, one between a stretch and the rest to it.
    """
    last = len(starts) - 1
    for n in range(len(starts)):
        start, end = starts[n], ends[n]
        credit[n] = singles[start:end].sum() + pairs[start : end - 1].sum()
        if start > 0:
            credit[n] += pairs[start - 1] / 2 if n > 0 and ends[n - 1] == start else pairs[start - 1]
        credit[n] += pairs[end - 1] / 2 if n < last and starts[n + 1] == end else pairs[end - 1]


@kernel
def _first_equal(points: NDArray[np.uint32], starts: Ints, ends: Ints, table: Ints, n: int) -> Whole:
    """Slot of the first stretch that reads as the n-th does, or of nobody; -1 marks a free slot."""
    length = ends[n] - starts[n]
    mark = np.uint64(length)
    for i in range(starts[n], ends[n]):
        mark = (mark ^ np.uint64(points[i])) * _MIX
    slot = np.int64(mark >> np.uint64(20)) & (len(table) - 1)
    while table[slot] >= 0:
        first, other = starts[table[slot]], starts[n]
        if ends[table[slot]] - first == length and np.array_equal(
            points[first : first + length], points[other : other + length]
        ):
            break
        slot = (slot + 1) & (len(table) - 1)
    return slot


@kernel
def _merge(points: NDArray[np.uint32], starts: Ints, ends: Ints, credit: Floats64) -> int:
    """Give what equal stretches add to the first of them; returns how many differ."""
    room = 16
    while room < 2 * len(starts):
        room *= 2
    table = np.full(room, -1, np.int64)
    kept = 0
    for n in range(len(starts)):
        slot = _first_equal(points, starts, ends, table, n)
        if table[slot] >= 0:
            credit[table[slot]] += credit[n]
        else:
            starts[kept], ends[kept], credit[kept] = starts[n], ends[n], credit[n]
            table[slot] = kept
            kept += 1
    return kept


@kernel
def shared(
    points: NDArray[np.uint32], kinds: Kinds, places: Ints, added: Floats64
) -> tuple[float, Ints, Ints, Floats64]:
    """Half a need held against an achievement: what it adds, and its shared stretches with theirs.

    `places` lead from the characters, then from the pairs that begin there, to what one occurrence
    of the term adds.
    """
    size = len(points)
    singles, pairs = added[places[:size]], added[places[size:]]
    starts, ends, credit = np.empty(size, np.int64), np.empty(size, np.int64), np.empty(size)
    found = stretches(singles, pairs, kinds, starts, ends)
    _credit(singles, pairs, starts[:found], ends[:found], credit[:found])
    kept = _merge(points, starts[:found], ends[:found], credit[:found])
    return singles.sum() + pairs.sum(), starts[:kept], ends[:kept], credit[:kept]
