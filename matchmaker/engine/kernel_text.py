"""Kernels that read: characters folded by a table, grams counted into ids.

All texts of a block stand in one array of code points, ended by a line feed each.
"""

import numpy as np
from numpy.typing import NDArray

from matchmaker.engine.lists import LONGEST_RUN, Whole
from matchmaker.engine.machine import kernel

END = 10
BREAK = 32
SLOW = 0xFFFFFFFF
LIST = 0x200000
"""In a folding table: not foldable by itself; from here on a place in the list of expansions."""

_BITS = 21
_MIX = np.uint64(0x9E3779B97F4A7C15)
Tallies = NDArray[np.int32]


@kernel
def fold(
    points: NDArray[np.uint32],
    table: NDArray[np.uint32],
    pieces: NDArray[np.uint32],
    folded: NDArray[np.uint32],
    ends: NDArray[np.int64],
    slow: NDArray[np.bool_],
) -> None:
    """Fold every text; `ends` get the ends in `folded`, `slow` which texts the table cannot fold.

    A piece of the table is `pieces[p + 1 : p + 1 + pieces[p]]`; `folded` has room for the longest.
    """
    at, text = 0, 0
    for point in points:
        if point == END:
            ends[text] = at
            text += 1
            continue
        value = table[point] if point < len(table) else np.uint32(SLOW)
        if value < LIST:
            folded[at] = value
            at += 1
        elif value == SLOW:
            slow[text] = True
        else:
            place = np.int64(value) - LIST
            for i in range(place + 1, place + 1 + np.int64(pieces[place])):
                folded[at] = pieces[i]
                at += 1


@kernel
def _slot(table: NDArray[np.int64], code: Whole) -> Whole:
    """Where a code stands or would stand: open addressing, never more than half full."""
    mask = len(table) - 1
    slot = np.int64((np.uint64(code) * _MIX) >> np.uint64(20)) & mask
    while table[slot, 0] not in (0, code):
        slot = (slot + 1) & mask
    return slot


@kernel
def rehash(old: NDArray[np.int64], new: NDArray[np.int64]) -> None:
    """Move all codes and their ids into a larger table."""
    for i in range(len(old)):
        if old[i, 0]:
            slot = _slot(new, old[i, 0])
            new[slot, 0] = old[i, 0]
            new[slot, 1] = old[i, 1]


@kernel
def _identify(table: NDArray[np.int64], codes: NDArray[np.int64], known: Whole, code: Whole) -> np.int64:
    """Id of a code; an unknown one becomes number `known`."""
    slot = _slot(table, code)
    if table[slot, 0] == 0:
        table[slot, 0] = code
        table[slot, 1] = known
        codes[known] = code
    found: np.int64 = table[slot, 1]
    return found


@kernel
def _note(tallies: Tallies, term: Whole, text: int, terms: NDArray[np.int32], runs: NDArray[np.uint8], at: int) -> int:
    """Count an occurrence; returns where the next posting goes, which is `at` if this made none."""
    place = tallies[term, 3]
    if tallies[term, 2] == text and runs[place] < LONGEST_RUN:
        runs[place] += 1
        return at
    if tallies[term, 2] != text:
        tallies[term, 0] += 1
        tallies[term, 2] = text
    tallies[term, 1] += 1
    tallies[term, 3] = at
    terms[at] = term
    runs[at] = 1
    return at + 1


@kernel
def count(
    points: NDArray[np.uint32],
    ends: NDArray[np.int64],
    first: int,
    table: NDArray[np.int64],
    codes: NDArray[np.int64],
    tallies: Tallies,
    terms: NDArray[np.int32],
    runs: NDArray[np.uint8],
    term_ends: NDArray[np.int64],
) -> tuple[Whole, int]:
    """Postings of the texts: `terms` and how often each occurs, in `runs`, up to `term_ends`.

    Returns how many terms are known and how many postings were made; `codes` has 0 behind the
    known ones, their number at its end. `first` is the number of the first text, from 1 on.
    `tallies` has for each term its texts, its postings, the last text that holds it, and where the
    posting of that one is.
    """
    known: Whole = codes[-1]
    at, start = 0, np.int64(0)
    for text in range(len(ends)):
        before: Whole = BREAK
        for i in range(start, ends[text]):
            point = np.int64(points[i])
            if point != BREAK:
                term = _identify(table, codes, known, point)
                known = max(known, term + 1)
                at = _note(tallies, term, first + text, terms, runs, at)
                if before != BREAK:
                    term = _identify(table, codes, known, (before << _BITS) | point)
                    known = max(known, term + 1)
                    at = _note(tallies, term, first + text, terms, runs, at)
            before = point
        term_ends[text] = at
        start = ends[text]
    codes[-1] = known
    return known, at


@kernel
def add_up(
    terms: NDArray[np.int32],
    runs: NDArray[np.uint8],
    occurrences: NDArray[np.int32],
    longest: NDArray[np.uint8],
) -> None:
    """Add postings to each term's occurrences, and note its longest run."""
    for i in range(len(terms)):
        occurrences[terms[i]] += runs[i]
        longest[terms[i]] = max(longest[terms[i]], runs[i])
