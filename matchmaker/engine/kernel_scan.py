"""Kernels that read lists: sums of all rows block by block, and thresholds that k rows surely reach."""

import numpy as np
from numpy.typing import NDArray

from matchmaker.engine.kernel_lists import locate
from matchmaker.engine.lists import BLOCK, BLOCK_BITS, CHUNKS, Lists
from matchmaker.engine.machine import kernel, kernel_of_maxima

Floats32 = NDArray[np.float32]
Ints = NDArray[np.int64]

GONE = np.float32(-1e30)
SLACK = np.float32(4e-6)
"""Room for the rounding of single precision in a bound."""


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
def _located(lists: Lists, terms: NDArray[np.int32], rows: int) -> Ints:
    """Where each block of rows begins in each term's list."""
    bounds = np.empty((len(terms), ((rows + BLOCK - 1) >> BLOCK_BITS) + 1), np.int64)
    for i in range(len(terms)):
        locate(lists, terms[i], bounds[i])
    return bounds


@kernel
def _add_block(lists: Lists, bounds: Ints, weights: Floats32, gone: Ints, block: int, part: Floats32) -> None:
    """Add all terms to the sums of one block; rows in `gone` (ascending) fall out of every list."""
    for i in range(len(weights)):
        _add(lists, bounds[i, block], bounds[i, block + 1], weights[i], part)
    first = block << BLOCK_BITS
    for row in gone[np.searchsorted(gone, first) :]:
        if row >= first + BLOCK:
            break
        part[row - first] = GONE


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

    A row's score is its sum times its norm.
    """
    bounds = _located(lists, terms, len(norms))
    for block in range(len(sums) >> BLOCK_BITS):
        first = block << BLOCK_BITS
        part = sums[first : first + BLOCK]
        if is_first:
            part[:] = 0
        _add_block(lists, bounds, weights, gone, block, part)
        own = norms[first : first + BLOCK]
        chunk_peaks(part[: len(own)], own, peaks[block * CHUNKS : (block + 1) * CHUNKS])


@kernel
def _rise(best: Floats32, values: Floats32) -> None:
    """Let larger values take the places of the smallest of the best, which ascend: by insertion, as they are few."""
    for value in values:
        if value > best[0]:
            place = 1
            while place < len(best) and best[place] < value:
                best[place - 1] = best[place]
                place += 1
            best[place - 1] = value


@kernel
def kth_largest(values: Floats32, k: int) -> np.float32:
    """The k-th largest of some numbers, 0 where there are fewer."""
    if k > len(values) or k < 1:
        return np.float32(0)
    best = np.zeros(k, np.float32)
    _rise(best, values)
    return np.float32(best[0])


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
def search_all(
    lists: Lists, norms: Floats32, terms: NDArray[np.int32], weights: Floats32, gone: Ints, k: int, floor: np.float32
) -> tuple[Ints, Floats32]:
    """As `search`, with every list read: block by block, so that no sum leaves the processor's cache."""
    bounds = _located(lists, terms, len(norms))
    part, peaks = np.empty(BLOCK, np.float32), np.empty(CHUNKS, np.float32)
    # More than there are chunks are no threshold, and must not be sorted either.
    best = np.zeros(min(k, CHUNKS * (bounds.shape[1] - 1) + 1), np.float32)
    found, scores = np.empty(0, np.int64), np.empty(0, np.float32)
    for block in range(bounds.shape[1] - 1):
        own = norms[block << BLOCK_BITS : (block + 1) << BLOCK_BITS]
        part[:] = 0
        _add_block(lists, bounds, weights, gone, block, part)
        chunk_peaks(part[: len(own)], own, peaks)
        _rise(best, peaks)
        # Each chunk's largest is a row of its own, so at least k rows reach the k-th of them.
        rows = leaders(part[: len(own)], peaks, own, max(floor, best[0] - SLACK))
        found = np.concatenate((found, rows + (block << BLOCK_BITS)))
        scores = np.concatenate((scores, part[rows] * own[rows]))
    reach = scores >= max(floor, best[0] - SLACK)
    return found[reach], scores[reach]
