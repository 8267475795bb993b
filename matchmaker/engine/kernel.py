"""Kernels that search: exact best rows without a look at every posting.

Three quarters of all postings belong to a few dense terms that say little. A search adds up the
other lists first, which gives a lower bound of every row's score. By the inequality of Cauchy and
Schwarz the dense terms can add no more than the length of the need's part in them times the length
of the row's. Rows that even so stay below the k-th best are done with; for the few others the
dense terms are added exactly. The k-th largest of the chunks' maxima is a threshold that at least
k rows reach, found without sorting. Where too many rows survive, the dense lists are read as well.
"""

import numpy as np
from numpy.typing import NDArray

from matchmaker.engine.kernel_scan import SLACK, kth_largest, leaders, room_for, scan, search_all
from matchmaker.engine.lists import BLOCK_BITS, CHUNKS, MOST_DENSE, Heads, Lists
from matchmaker.engine.machine import kernel

Floats32 = NDArray[np.float32]
Ints = NDArray[np.int64]

ROW_COST = 100.0
PASS_COST = 0.8
"""In postings read: what completing a row costs beside its dense terms; passing over a row."""

TOGETHER = 32


@kernel
def _any_reaches(sums: Floats32, norms: Floats32, reach: Floats32, length: np.float32, least: np.float32) -> bool:
    found = 0
    for i in range(len(sums)):
        found += sums[i] * norms[i] + length * reach[i] >= least
    return found > 0


@kernel
def reaching(sums: Floats32, heads: Heads, length: np.float32, least: np.float32, rows: Ints) -> int:
    """Write the rows above 0 whose score may reach `least` with `length` of the need left to add.

    Returns how many there are, or one more than there is room for as soon as that is clear.
    """
    found = 0
    for start in range(0, len(heads.norms), TOGETHER):
        end = min(start + TOGETHER, len(heads.norms))
        here = slice(start, end)
        if not _any_reaches(sums[here], heads.norms[here], heads.reach[here], length, least):
            continue
        for row in range(start, end):
            score = sums[row] * heads.norms[row] + length * heads.reach[row]
            if score >= least and score > 0:
                if found == len(rows):
                    return found + 1
                rows[found] = row
                found += 1
    return found


@kernel
def complete(sums: Floats32, heads: Heads, weights: Floats32, rows: Ints) -> Floats32:
    """Scores of some rows with the head terms, whose weights in the need stand by place, added."""
    scores = np.empty(len(rows), np.float32)
    for i in range(len(rows)):
        row = rows[i]
        start = heads.ends[row - 1] if row else 0
        total = sums[row]
        for at in range(start, heads.ends[row]):
            total += weights[heads.places[at]]
        scores[i] = total * heads.norms[row]
    return scores


@kernel
def _order(lists: Lists, heads: Heads, terms: NDArray[np.int32]) -> tuple[Ints, Ints]:
    """Places of the need's terms: those to be read at once, and the dense ones left for later.

    The shortest lists come first. Dense ones are left only when all of them together are dearer
    than a pass over the rows, which is what leaving them costs.
    """
    order = np.argsort(lists.sizes[terms], kind="mergesort")
    dense = np.zeros(len(terms), np.bool_)
    total = 0
    for i in order:
        place = np.searchsorted(heads.terms, terms[i])
        dense[i] = place < len(heads.terms) and heads.terms[place] == terms[i]
        total += lists.sizes[terms[i]] if dense[i] else 0
    if total <= PASS_COST * len(heads.norms):
        dense[:] = False
    return order[~dense[order]], order[dense[order]]


@kernel
def _left_out(
    heads: Heads, terms: NDArray[np.int32], weights: Floats32, idf: Floats32, left: Ints
) -> tuple[Floats32, np.float32]:
    """What is still to be added: by place of the dense terms, and the length of the need's part."""
    by_place = np.zeros(MOST_DENSE, np.float32)
    square = np.float32(0)
    for i in left:
        by_place[np.searchsorted(heads.terms, terms[i])] = weights[i] * idf[i]
        square += weights[i] * weights[i]
    return by_place, np.sqrt(square)


@kernel
def _next_group(lists: Lists, terms: NDArray[np.int32], left: Ints, rows: int) -> int:
    """How many of the terms left out are to be read next: enough to be worth another pass."""
    size, total = 0, 0
    while size < len(left) and (total < rows or lists.sizes[terms[left[size]]] <= 2 * lists.sizes[terms[left[0]]]):
        total += lists.sizes[terms[left[size]]]
        size += 1
    return size


@kernel
def search(
    lists: Lists,
    heads: Heads,
    terms: NDArray[np.int32],
    weights: Floats32,
    idf: Floats32,
    gone: Ints,
    k: int,
    floor: np.float32,
) -> tuple[Ints, Floats32]:
    """Rows, in no order, and their scores: the k best, all that nearly equal the last, maybe more.

    `weights` are the need's own; a row's are count · idf · norm. None below `floor` or at 0.
    """
    factors = weights * idf
    first, left = _order(lists, heads, terms)
    if not len(left):
        return search_all(lists, heads.norms, terms, factors, gone, k, floor)
    sums = room_for(len(heads.norms))
    peaks = np.empty((len(sums) >> BLOCK_BITS) * CHUNKS, np.float32)
    group, is_first = first, True
    while True:
        scan(lists, heads.norms, terms[group], factors[group], gone, is_first, sums, peaks)
        is_first = False
        least = max(floor, kth_largest(peaks, k) - SLACK)
        rows = leaders(sums, peaks, heads.norms, least)
        by_place, length = _left_out(heads, terms, weights, idf, left)
        scores = complete(sums, heads, by_place, rows)
        if not len(left):
            return rows, scores
        # Whole scores of the rows that lead so far make a far better threshold.
        least = max(least, kth_largest(scores, k)) - SLACK
        size = _next_group(lists, terms, left, len(heads.norms))
        saved = lists.sizes[terms[left[:size]]].sum() + len(heads.norms) * PASS_COST
        survivors = np.empty(int(saved / (ROW_COST + heads.ends[-1] / len(heads.norms))), np.int64)
        found = reaching(sums, heads, length, least, survivors)
        if found <= len(survivors):
            rows = survivors[:found]
            return rows, complete(sums, heads, by_place, rows)
        group, left = left[:size], left[size:]
