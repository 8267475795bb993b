"""Kernels that build: from counted grams, or from older lists, to posting lists."""

import numpy as np
from numpy.typing import NDArray

from matchmaker.engine.lists import BLOCK, BLOCK_BITS, Lists, Whole
from matchmaker.engine.machine import kernel

Cursors = NDArray[np.int64]


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
    start = 0
    for i in range(len(ends)):
        row = first + i
        for posting in range(start, ends[i]):
            at = cursors[terms[posting]]
            lists.low[at] = row & (BLOCK - 1)
            lists.counts[at] = counts[posting]
            if at < len(lists.high):
                lists.high[at] = row >> BLOCK_BITS
            cursors[terms[posting]] = at + 1
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
            bounds[block] = lists.blocks[lists.lines[term], block]
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
            end = lists.blocks[line, block + 1]
        return lists.blocks[line, block], end
    while start < end and np.int64(lists.high[start]) < block:
        start += 1
    last = start
    while last < end and np.int64(lists.high[last]) == block:
        last += 1
    return start, last


@kernel
def tally(
    lists: Lists, blocks: int, rows: NDArray[np.int32], texts: NDArray[np.int32], sizes: NDArray[np.int32]
) -> None:
    """Texts and postings of each term, rows with a negative new number left out."""
    bounds = np.empty(blocks + 1, np.int64)
    for term in range(len(lists.starts)):
        locate(lists, term, bounds)
        last: Whole = -1
        for block in range(blocks):
            for at in range(bounds[block], bounds[block + 1]):
                row = rows[(block << BLOCK_BITS) + np.int64(lists.low[at])]
                if row >= 0:
                    sizes[term] += 1
                    texts[term] += row != last
                    last = row


@kernel
def _put(lists: Lists, cursors: Cursors, term: Whole, row: Whole, count: Whole) -> None:
    """One posting of rows that ascend within a list."""
    at = cursors[term]
    lists.low[at] = row & (BLOCK - 1)
    lists.counts[at] = count
    if at < len(lists.high):
        lists.high[at] = row >> BLOCK_BITS
    cursors[term] = at + 1


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
            for at in range(bounds[block], bounds[block + 1]):
                row = rows[(block << BLOCK_BITS) + np.int64(source.low[at])]
                if row >= 0:
                    _mark(lists, cursors, ids[term], row)
                    _put(lists, cursors, ids[term], row, np.int64(source.counts[at]))


@kernel
def _mark(lists: Lists, cursors: Cursors, term: Whole, row: Whole) -> None:
    """Note the beginnings of the blocks up to this row's; those not reached yet are negative."""
    line, block = lists.lines[term], row >> BLOCK_BITS
    if line >= 0:
        while block >= 0 and lists.blocks[line, block] < 0:
            lists.blocks[line, block] = cursors[term]
            block -= 1


@kernel
def close(lists: Lists, ends: Cursors) -> None:
    """Blocks behind a frequent list's last row begin at its end."""
    for line in range(len(lists.blocks)):
        for block in range(lists.blocks.shape[1]):
            if lists.blocks[line, block] < 0:
                lists.blocks[line, block] = ends[line]


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
            for at in range(bounds[block], bounds[block + 1]):
                row = (block << BLOCK_BITS) + np.int64(lists.low[at])
                more = np.int64(lists.counts[at])
                count = count + more if row == last else more
                # (c + m)² - c²: a long run comes in several postings.
                sums[row] += (count * count - (count - more) * (count - more)) * square
                last = row


@kernel
def measure(lists: Lists, blocks: int, terms: NDArray[np.int32], lengths: NDArray[np.int64]) -> None:
    """How many occurrences of these terms each row has."""
    bounds = np.empty(blocks + 1, np.int64)
    for i in range(len(terms)):
        locate(lists, terms[i], bounds)
        for block in range(blocks):
            for at in range(bounds[block], bounds[block + 1]):
                lengths[(block << BLOCK_BITS) + np.int64(lists.low[at])] += np.int64(lists.counts[at])


@kernel
def turn(
    lists: Lists, blocks: int, terms: NDArray[np.int32], cursors: NDArray[np.int64], places: NDArray[np.uint8]
) -> None:
    """Write each row's terms, as places in `terms`; `cursors` begin where the rows begin."""
    bounds = np.empty(blocks + 1, np.int64)
    for place in range(len(terms)):
        locate(lists, terms[place], bounds)
        for block in range(blocks):
            for at in range(bounds[block], bounds[block + 1]):
                row = (block << BLOCK_BITS) + np.int64(lists.low[at])
                for _ in range(np.int64(lists.counts[at])):
                    places[cursors[row]] = place
                    cursors[row] += 1
