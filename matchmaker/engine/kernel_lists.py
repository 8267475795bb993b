"""Kernels that build: from counted grams, or from older lists, to posting lists."""

import numpy as np
from numpy.typing import NDArray

from matchmaker.engine.lists import BLOCK, BLOCK_BITS, LONGEST_RUN, Lists, Whole
from matchmaker.engine.machine import kernel

Cursors = NDArray[np.int64]


@kernel
def _put(lists: Lists, cursors: Cursors, term: Whole, row: Whole, count: Whole) -> None:
    """A row's next `count` occurrences of a term, 255 at most; rows ascend within a list."""
    start = cursors[term]
    counted = start - len(lists.low) + len(lists.counts)
    times: Whole = np.int64(count)
    if counted >= 0:
        lists.counts[counted] = count
        times = 1
    for at in range(start, start + times):
        lists.low[at] = row & (BLOCK - 1)
        if at < len(lists.high):
            lists.high[at] = row >> BLOCK_BITS
    cursors[term] = start + times


@kernel
def run(lists: Lists, at: Whole, end: Whole) -> tuple[Whole, Whole]:
    """How often the entry at a place counts, 255 at most, and where the next one is."""
    counted = at - len(lists.low) + len(lists.counts)
    if counted >= 0:
        return np.int64(lists.counts[counted]), at + 1
    first = at
    while at < end and lists.low[at] == lists.low[first] and at - first < LONGEST_RUN:
        at += 1
    return at - first, at


@kernel
def fill(
    lists: Lists,
    cursors: Cursors,
    terms: NDArray[np.int32],
    counts: NDArray[np.uint8],
    ends: NDArray[np.int64],
    first: int,
) -> None:
    """Put the postings of rows `first` on into the lists; `cursors` are where each list's next one goes."""
    low, high, kept = lists.low, lists.high, lists.counts
    uncounted, short = len(low) - len(kept), len(high)
    start = 0
    for i in range(len(ends)):
        row = first + i
        for posting in range(start, ends[i]):
            # As `_put` does; a call for each posting takes five times as long.
            at = cursors[terms[posting]]
            end = at + np.int64(counts[posting])
            if at >= uncounted:
                kept[at - uncounted] = counts[posting]
                end = at + 1
            cursors[terms[posting]] = end
            for place in range(at, end):
                low[place] = row & (BLOCK - 1)
                if place < short:
                    high[place] = row >> BLOCK_BITS
        start = ends[i]


@kernel
def locate(lists: Lists, term: int, bounds: NDArray[np.int64]) -> None:
    """Where each block of rows begins in a term's list; the last bound is the list's end."""
    start = lists.starts[term]
    end = start + np.int64(lists.sizes[term])
    last = len(bounds) - 1
    bounds[last] = end
    if lists.lines[term] >= 0:
        for block in range(last):
            bounds[block] = start + np.int64(lists.blocks[lists.lines[term], block])
        return
    block = 0
    for at in range(start, end):
        while block <= np.int64(lists.high[at]) and block < last:
            bounds[block] = at
            block += 1
    bounds[block:last] = end


@kernel
def stretch(lists: Lists, term: int, block: int) -> tuple[int, int]:
    """Where a block of rows begins and ends in a term's list."""
    start = lists.starts[term]
    end = start + np.int64(lists.sizes[term])
    line = lists.lines[term]
    if line >= 0:
        if block + 1 < lists.blocks.shape[1]:
            end = start + np.int64(lists.blocks[line, block + 1])
        return start + np.int64(lists.blocks[line, block]), end
    while start < end and np.int64(lists.high[start]) < block:
        start += 1
    last = start
    while last < end and np.int64(lists.high[last]) == block:
        last += 1
    return start, last


@kernel
def tally(lists: Lists, blocks: int, rows: NDArray[np.int32], sums: NDArray[np.int32]) -> None:
    """Texts, postings, occurrences and longest run of each term; rows with a negative new number left out."""
    bounds = np.empty(blocks + 1, np.int64)
    for term in range(len(lists.starts)):
        locate(lists, term, bounds)
        last: Whole = -1
        for block in range(blocks):
            at: Whole = bounds[block]
            while at < bounds[block + 1]:
                row = rows[(block << BLOCK_BITS) + np.int64(lists.low[at])]
                count, at = run(lists, at, bounds[block + 1])
                if row >= 0:
                    sums[term, 0] += row != last
                    sums[term, 1] += 1
                    sums[term, 2] += count
                    sums[term, 3] = max(sums[term, 3], count)
                    last = row


@kernel
def append(
    lists: Lists,
    cursors: Cursors,
    terms: NDArray[np.int32],
    counts: NDArray[np.uint8],
    ends: NDArray[np.int64],
    first: int,
) -> None:
    """Put the postings of rows `first` on behind those that the lists already hold."""
    start = 0
    for i in range(len(ends)):
        for posting in range(start, ends[i]):
            term = terms[posting]
            _mark(lists, cursors, term, first + i)
            _put(lists, cursors, term, first + i, counts[posting])
        start = ends[i]


@kernel
def absorb(
    lists: Lists, cursors: Cursors, source: Lists, blocks: int, rows: NDArray[np.int32], ids: NDArray[np.int32]
) -> None:
    """Take over older lists: `rows` and `ids` lead from old numbers to new ones, -1 is left out."""
    bounds = np.empty(blocks + 1, np.int64)
    for term in range(len(source.starts)):
        if ids[term] < 0:
            continue
        locate(source, term, bounds)
        for block in range(blocks):
            at: Whole = bounds[block]
            while at < bounds[block + 1]:
                row = rows[(block << BLOCK_BITS) + np.int64(source.low[at])]
                count, at = run(source, at, bounds[block + 1])
                if row >= 0:
                    _mark(lists, cursors, ids[term], row)
                    _put(lists, cursors, ids[term], row, count)


@kernel
def _mark(lists: Lists, cursors: Cursors, term: Whole, row: Whole) -> None:
    """Note the beginnings of the blocks up to this row's; those not reached yet are negative."""
    line, block = lists.lines[term], row >> BLOCK_BITS
    if line >= 0:
        while block >= 0 and lists.blocks[line, block] < 0:
            lists.blocks[line, block] = cursors[term] - lists.starts[term]
            block -= 1


@kernel
def close(lists: Lists) -> None:
    """Blocks behind a longer list's last row begin at its end."""
    for term in range(len(lists.lines)):
        line = lists.lines[term]
        if line >= 0:
            for block in range(lists.blocks.shape[1]):
                if lists.blocks[line, block] < 0:
                    lists.blocks[line, block] = lists.sizes[term]


@kernel
def squares(
    lists: Lists, blocks: int, terms: NDArray[np.int32], idf: NDArray[np.float64], sums: NDArray[np.float64]
) -> None:
    """Add (count · idf)² of each of these terms to the sums of the rows that hold it."""
    bounds = np.empty(blocks + 1, np.int64)
    for i in range(len(terms)):
        locate(lists, terms[i], bounds)
        square = idf[i] * idf[i]
        last: Whole = -1
        count: Whole = 0
        for block in range(blocks):
            at: Whole = bounds[block]
            while at < bounds[block + 1]:
                row = (block << BLOCK_BITS) + np.int64(lists.low[at])
                more, at = run(lists, at, bounds[block + 1])
                count = count + more if row == last else more
                # c² - (c - m)²: a long run comes in several pieces.
                sums[row] += (2 * count - more) * more * square
                last = row


@kernel
def measure(lists: Lists, blocks: int, terms: NDArray[np.int32], lengths: NDArray[np.int64]) -> None:
    """How many occurrences of these terms each row has."""
    bounds = np.empty(blocks + 1, np.int64)
    for i in range(len(terms)):
        locate(lists, terms[i], bounds)
        for block in range(blocks):
            at: Whole = bounds[block]
            while at < bounds[block + 1]:
                row = (block << BLOCK_BITS) + np.int64(lists.low[at])
                count, at = run(lists, at, bounds[block + 1])
                lengths[row] += count


@kernel
def turn(
    lists: Lists, blocks: int, terms: NDArray[np.int32], cursors: NDArray[np.int64], places: NDArray[np.uint8]
) -> None:
    """Write each row's terms, as places in `terms`; `cursors` begin where the rows begin."""
    bounds = np.empty(blocks + 1, np.int64)
    for place in range(len(terms)):
        locate(lists, terms[place], bounds)
        for block in range(blocks):
            at: Whole = bounds[block]
            while at < bounds[block + 1]:
                row = (block << BLOCK_BITS) + np.int64(lists.low[at])
                count, at = run(lists, at, bounds[block + 1])
                places[cursors[row] : cursors[row] + count] = place
                cursors[row] += count
