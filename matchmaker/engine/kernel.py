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

from matchmaker.engine.kernel_lists import locate, run, stretch
from matchmaker.engine.lists import BLOCK, BLOCK_BITS, CHUNKS, MOST_DENSE, Heads, Lists, Whole
from matchmaker.engine.machine import kernel, kernel_of_maxima

Floats32 = NDArray[np.float32]
Ints = NDArray[np.int64]

GONE = np.float32(-1e30)
SLACK = np.float32(4e-6)
"""Room for the rounding of single precision in a bound."""

ROW_COST = 100.0
PASS_COST = 0.8
"""In postings read: what completing a row costs beside its dense terms; passing over a row."""

TOGETHER = 32


@kernel
def _add(lists: Lists, start: int, end: int, weight: np.float32, sums: Floats32) -> None:
    low = lists.low[start:end]
    counted = start - len(lists.low) + len(lists.counts)
    if counted < 0:
        for i in range(len(low)):
            sums[low[i]] += weight
    else:
        counts = lists.counts[counted : counted + len(low)]
        for i in range(len(low)):
            sums[low[i]] += weight * np.float32(counts[i])


@kernel_of_maxima
def _raise(sums: Floats32, norms: Floats32, peaks: Floats32) -> None:
    for i in range(len(sums)):
        peaks[i] = max(sums[i] * norms[i], peaks[i])


@kernel
def chunk_peaks(sums: Floats32, norms: Floats32, peaks: Floats32) -> None:
    """Largest score of each chunk, not below 0, of the rows of one or more blocks."""
    peaks[:] = 0
    for start in range(0, len(sums), CHUNKS):
        here = slice(start, min(start + CHUNKS, len(sums)))
        first = (start >> BLOCK_BITS) * CHUNKS
        _raise(sums[here], norms[here], peaks[first : first + CHUNKS])


@kernel
def room_for(rows: int) -> Floats32:
    """Sums of so many rows; whole blocks, so that no list can lead out of them."""
    return np.empty(((rows + BLOCK - 1) >> BLOCK_BITS) << BLOCK_BITS, np.float32)


@kernel
def scan(
    lists: Lists,
    norms: Floats32,
    terms: NDArray[np.int32],
    weights: Floats32,
    gone: Ints,
    is_first: bool,  # noqa: FBT001 - kernels take no keywords
    sums: Floats32,
    peaks: Floats32,
) -> None:
    """Add these terms to the sums of all rows, then find the chunks' largest scores.

    A row's score is its sum times its norm; rows in `gone` (ascending) fall out of every list.
    """
    rows = len(norms)
    blocks = (rows + BLOCK - 1) >> BLOCK_BITS
    bounds = np.empty((len(terms), blocks + 1), np.int64)
    for i in range(len(terms)):
        locate(lists, terms[i], bounds[i])
    next_gone = 0
    for block in range(blocks):
        first = block << BLOCK_BITS
        part = sums[first : first + BLOCK]
        if is_first:
            part[:] = 0
        for i in range(len(terms)):
            _add(lists, bounds[i, block], bounds[i, block + 1], weights[i], part)
        while next_gone < len(gone) and gone[next_gone] < first + BLOCK:
            part[gone[next_gone] - first] = GONE
            next_gone += 1
        real = part[: min(BLOCK, rows - first)]
        chunk_peaks(real, norms[first : first + BLOCK], peaks[block * CHUNKS : (block + 1) * CHUNKS])


@kernel
def kth_largest(values: Floats32, k: int) -> np.float32:
    """The k-th largest of some numbers, 0 where there are fewer: by insertion, as k is small."""
    if k > len(values) or k < 1:
        return np.float32(0)
    best = np.zeros(k, np.float32)
    for value in values:
        if value > best[0]:
            place = 1
            while place < k and best[place] < value:
                best[place - 1] = best[place]
                place += 1
            best[place - 1] = value
    return np.float32(best[0])


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
def leaders(sums: Floats32, peaks: Floats32, norms: Floats32, least: np.float32) -> Ints:
    """Rows whose score without the terms left out is at least `least`, and above 0."""
    rows = np.empty(256, np.int64)
    found = 0
    for chunk in range(len(peaks)):
        if peaks[chunk] < least or peaks[chunk] == 0:
            continue
        first = ((chunk // CHUNKS) << BLOCK_BITS) + chunk % CHUNKS
        for row in range(first, min(((chunk // CHUNKS) + 1) << BLOCK_BITS, len(norms)), CHUNKS):
            if sums[row] * norms[row] >= least and sums[row] > 0:
                if found == len(rows):
                    rows = np.concatenate((rows, np.empty_like(rows)))
                rows[found] = row
                found += 1
    return rows[:found]


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
    sums = room_for(len(heads.norms))
    peaks = np.empty((len(sums) >> BLOCK_BITS) * CHUNKS, np.float32)
    factors = weights * idf
    first, left = _order(lists, heads, terms)
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


@kernel
def _first_at(values: NDArray[np.uint16], low: int, high: int, wanted: int) -> int:
    """First place of an ascending stretch whose value is not below `wanted`."""
    while low < high:
        middle = (low + high) >> 1
        if np.int64(values[middle]) < wanted:
            low = middle + 1
        else:
            high = middle
    return low


@kernel
def _count(lists: Lists, term: int, row: int) -> Whole:
    """How often a term occurs in a row."""
    start, end = stretch(lists, term, row >> BLOCK_BITS)
    low = row & (BLOCK - 1)
    at: Whole = _first_at(lists.low, start, end, low)
    count: Whole = 0
    while at < end and np.int64(lists.low[at]) == low:
        more, at = run(lists, at, end)
        count += more
    return count


@kernel
def _dense_counts(heads: Heads, row: int, by_place: Ints) -> None:
    """How often each dense term occurs in a row."""
    by_place[:] = 0
    for at in range(heads.ends[row - 1] if row else 0, heads.ends[row]):
        by_place[heads.places[at]] += 1


@kernel
def counts_in_rows(lists: Lists, heads: Heads, rows: Ints, terms: Ints, counts: NDArray[np.float64]) -> None:
    """How often each term occurs in each row; ids outside the lists occur nowhere."""
    places = np.searchsorted(heads.terms, terms)
    by_place = np.zeros((len(rows), MOST_DENSE), np.int64)
    for i in range(len(rows)):
        _dense_counts(heads, rows[i], by_place[i])
    for j in range(len(terms)):
        is_dense = places[j] < len(heads.terms) and heads.terms[places[j]] == terms[j]
        if not 0 <= terms[j] < len(lists.starts):
            continue
        for i in range(len(rows)):
            counts[i, j] = by_place[i, places[j]] if is_dense else _count(lists, terms[j], rows[i])


@kernel
def exact_scores(
    lists: Lists, norms: Floats32, terms: NDArray[np.int32], factors: NDArray[np.float64], rows: Ints
) -> NDArray[np.float64]:
    """Scores of some rows in double precision."""
    scores = np.zeros(len(rows))
    for i in range(len(rows)):
        for j in range(len(terms)):
            scores[i] += factors[j] * _count(lists, terms[j], rows[i])
        scores[i] *= norms[rows[i]]
    return scores


@kernel
def fresh_scores(
    terms: NDArray[np.int32],
    weights: Floats32,
    ends: Ints,
    query: Ints,
    shares: NDArray[np.float64],
    scores: NDArray[np.float64],
) -> None:
    """Dot products of a query with documents that stand side by side; all ids ascend."""
    start = 0
    for row in range(len(ends)):
        at = 0
        for posting in range(start, ends[row]):
            while at < len(query) and query[at] < terms[posting]:
                at += 1
            if at == len(query):
                break
            if query[at] == terms[posting]:
                scores[row] += shares[at] * weights[posting]
        start = ends[row]
