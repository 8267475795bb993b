"""From counted occurrences to finished postings: room for the lists, lengths, the dense terms."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from matchmaker.engine.late import LateModule
from matchmaker.engine.lists import LONGEST_RUN, MOST_DENSE, MOST_ROWS, Heads, Lists, blocks_of
from matchmaker.engine.postings import Postings
from matchmaker.engine.vocabulary import Floats, Vector

if TYPE_CHECKING:
    from matchmaker.engine import kernel_lists
else:
    kernel_lists = LateModule("matchmaker.engine.kernel_lists")

DENSE_SHARE = 0.1
"""Terms in more than this share of the documents are dense: left out of a search at first."""

DENSE_FROM = 8192
"""A corpus of fewer documents has no dense terms: it is read whole as fast."""

FREQUENT = 8
"""A list with this many postings per block of rows gets a table of its blocks, which costs as much
as the block numbers that its postings then need not carry."""

Fill = Callable[[Lists], None]

_NO_IDS = np.zeros(0, np.int64)


def invert(texts: NDArray[np.int32], sizes: NDArray[np.int32], rows: int, fill: Fill, weights: Floats) -> Postings:
    """Finished postings of `rows` documents.

    `texts`, `sizes` and `weights` are each term's documents, postings and idf; `fill` puts the
    postings, row after row, into lists that have room for exactly so many. Raises ValueError beyond
    2²⁴ documents.
    """
    if rows > MOST_ROWS:
        raise ValueError(f"an index holds at most {MOST_ROWS} documents")
    lists = _room(sizes, blocks_of(rows))
    fill(lists)
    frequent = np.flatnonzero(lists.lines >= 0)
    kernel_lists.close(lists, lists.starts[frequent] + sizes[frequent])
    heads = _heads(lists, texts, weights, rows)
    for array in (*lists, *heads):
        array.flags.writeable = False
    return Postings(lists, heads)


def from_counts(rows: Sequence[Vector], weights: Floats) -> Postings:
    """Postings of documents given as counts; `weights` are the idf of the ids from 0 on."""
    terms, counts, ends = as_postings(rows)
    sizes = np.bincount(terms, minlength=len(weights)).astype(np.int32)
    texts = np.bincount(np.concatenate([_NO_IDS, *(row.ids for row in rows)]), minlength=len(weights))

    def fill(lists: Lists) -> None:
        kernel_lists.append(lists, lists.starts.copy(), terms, counts, ends, 0)

    return invert(texts.astype(np.int32), sizes, len(rows), fill, weights)


def as_postings(rows: Sequence[Vector]) -> tuple[NDArray[np.int32], NDArray[np.uint8], NDArray[np.int64]]:
    """Terms, counts and where each row's end; a count above 255 is several postings."""
    terms = np.concatenate([_NO_IDS, *(row.ids for row in rows)])
    counts = np.concatenate([np.zeros(0), *(row.weights for row in rows)]).astype(np.int64)
    pieces = (counts + LONGEST_RUN - 1) // LONGEST_RUN
    last = np.cumsum(pieces) - 1
    split = np.full(int(pieces.sum()), LONGEST_RUN, np.int64)
    split[last] = counts - LONGEST_RUN * (pieces - 1)
    owners = np.cumsum([0, *(len(row.ids) for row in rows)])
    ends = np.concatenate([[0], np.cumsum(pieces)])[owners[1:]]
    return np.repeat(terms, pieces).astype(np.int32), split.astype(np.uint8), ends.astype(np.int64)


def _room(sizes: NDArray[np.int32], blocks: int) -> Lists:
    """Empty lists, the short ones first; beginnings of blocks are -1."""
    is_frequent = sizes >= FREQUENT * max(1, blocks)
    order = np.argsort(is_frequent, kind="stable")
    starts = np.zeros(len(sizes), np.int64)
    starts[order[1:]] = np.cumsum(sizes[order[:-1]], dtype=np.int64)
    lines = np.where(is_frequent, np.cumsum(is_frequent) - 1, -1).astype(np.int32)
    short, total = (int(sizes[chosen].sum(dtype=np.int64)) for chosen in (~is_frequent, slice(None)))
    return Lists(
        starts,
        sizes,
        np.empty(total, np.uint16),
        np.empty(total, np.uint8),
        np.empty(short, np.uint8),
        lines,
        np.full((np.count_nonzero(is_frequent), blocks), -1, np.int64),
    )


def _heads(lists: Lists, texts: NDArray[np.int32], weights: Floats, rows: int) -> Heads:
    """Lengths of the rows' vectors and their dense terms."""
    blocks = blocks_of(rows)
    everything = np.arange(len(texts), dtype=np.int32)
    dense = np.flatnonzero(texts > DENSE_SHARE * rows) if rows >= DENSE_FROM else everything[:0]
    terms = np.sort(dense[np.argsort(-texts[dense], kind="stable")][:MOST_DENSE]).astype(np.int32)
    whole, part = np.zeros(rows), np.zeros(rows)
    kernel_lists.squares(lists, blocks, everything, weights, whole)
    kernel_lists.squares(lists, blocks, terms, weights[terms], part)
    norms = 1 / np.sqrt(np.where(whole > 0, whole, np.inf))
    reach = (np.sqrt(part) * norms).astype(np.float32)
    places, ends = _turned(lists, blocks, terms, rows)
    return Heads(terms, places, ends, norms.astype(np.float32), reach)


def _turned(
    lists: Lists, blocks: int, terms: NDArray[np.int32], rows: int
) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """The dense terms row by row."""
    lengths = np.zeros(rows, np.int64)
    kernel_lists.measure(lists, blocks, terms, lengths)
    ends = np.cumsum(lengths)
    places = np.empty(int(lengths.sum()), np.uint8)
    kernel_lists.turn(lists, blocks, terms, ends - lengths, places)
    return places, ends
