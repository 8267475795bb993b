"""The arrays of an inverted index, as its kernels take them."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Whole = int | np.int64
"""A whole number, whether it comes from Python or out of an array."""

BLOCK_BITS = 16
BLOCK = 1 << BLOCK_BITS
"""Rows of one block: their sums fit into a processor's own cache."""

CHUNKS = 1 << 10
"""Chunks of a block: every 1024th row belongs to the same one, and the largest score of its 64 rows
is kept. Rows that far apart, so that a processor compares many neighbours at once."""

MOST_ROWS = 1 << 24
LONGEST_RUN = 255
"""Counts are bytes; a larger one is several."""

LONGEST_REPEAT = 8
"""A term that some row holds more often has a counted list: long repeats are slow to read, and
adding the same number again and again loses digits."""

MOST_DENSE = 256
"""Dense terms, so that their places fit into a byte each."""


class Lists(NamedTuple):
    """For each term the rows that hold it, ascending, and how often they do; two or three bytes each.

    The list of term t is `starts[t] : starts[t] + sizes[t]` of `low`: the row within its block.
    Which block that is: short lists stand first and have it in `high`; a longer one has the
    beginnings of its blocks, counted from its own, in the line `lines[t]` of `blocks`, which is -1
    for a short one. How often: a row is there as often as it holds the term, but once in a counted list. These stand
    last, beside their `counts`, which belong to the last entries of `low`; a count above 255 is
    several entries.
    """

    starts: NDArray[np.int64]
    sizes: NDArray[np.int32]
    low: NDArray[np.uint16]
    counts: NDArray[np.uint8]
    high: NDArray[np.uint8]
    lines: NDArray[np.int32]
    blocks: NDArray[np.int32]


class Heads(NamedTuple):
    """The densest terms seen from the rows, and what a search that leaves them out must know.

    `terms` are ids, ascending. Row r has them, as places in `terms` and as often as they occur, in
    `places[ends[r - 1] : ends[r]]`. `norms` are 1 / length of each row's vector; `reach` is the
    length of its part in these terms, divided by the whole length.
    """

    terms: NDArray[np.int32]
    places: NDArray[np.uint8]
    ends: NDArray[np.int64]
    norms: NDArray[np.float32]
    reach: NDArray[np.float32]


def chunks_of(rows: int) -> int:
    """Chunks of so many rows; those of the last block may be empty."""
    return blocks_of(rows) * CHUNKS


def blocks_of(rows: int) -> int:
    """Blocks that so many rows fill."""
    return (rows + BLOCK - 1) >> BLOCK_BITS
