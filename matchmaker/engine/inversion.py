"""From counted occurrences to finished postings: room for the lists, lengths, the dense terms."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from matchmaker.engine.late import LateModule
from matchmaker.engine.lists import LONGEST_REPEAT, LONGEST_RUN, MOST_DENSE, MOST_ROWS, Heads, Lists, blocks_of
from matchmaker.engine.postings import Postings
from matchmaker.engine.vocabulary import Floats, Vector

if TYPE_CHECKING:
    from matchmaker.engine import kernel_lists, kernel_text
else:
    kernel_text = LateModule("matchmaker.engine.kernel_text")
    kernel_lists = LateModule("matchmaker.engine.kernel_lists")

DENSE_SHARE = 0.1
"""Terms in more than this share of the documents are dense: left out of a search at first."""

DENSE_FROM = 8192
"""A corpus of fewer documents has no dense terms: it is read whole as fast."""

FREQUENT = 8
"""A list with this many entries per block of rows gets a table of its blocks, which costs as much
as the block numbers that they then need not carry."""

Fill = Callable[[Lists], None]

_NO_IDS = np.zeros(0, np.int64)


@dataclass(frozen=True, slots=True)
class Totals:
    """What must be known of each term before its list is made.

    How many documents hold it, in how many postings (a count above 255 is several), how often it
    occurs, and its largest posting.
    """

    texts: NDArray[np.int32]
    postings: NDArray[np.int32]
    occurrences: NDArray[np.int32]
    longest: NDArray[np.integer[Any]]


def invert(totals: Totals, rows: int, fill: Fill, weights: Floats) -> Postings:
    """Finished postings of `rows` documents.

    `weights` are the terms' idf; `fill` puts the postings, row after row, into lists that have room
    for exactly so many. Raises ValueError beyond 2²⁴ documents.
    """
    if rows > MOST_ROWS:
        raise ValueError(f"an index holds at most {MOST_ROWS} documents")
    dense = _dense(totals.texts, rows)
    is_counted = totals.longest > LONGEST_REPEAT
    is_counted[dense] = True
    lists = _room(np.where(is_counted, totals.postings, totals.occurrences), is_counted, blocks_of(rows))
    fill(lists)
    kernel_lists.close(lists)
    heads = _heads(lists, dense, weights, rows)
    for array in (*lists, *heads):
        array.flags.writeable = False
    return Postings(lists, heads)


def from_counts(rows: Sequence[Vector], weights: Floats) -> Postings:
    """Postings of documents given as counts; `weights` are the idf of the ids from 0 on."""
    terms, counts, ends = as_postings(rows)
    ids = np.concatenate([_NO_IDS, *(row.ids for row in rows)])

    def fill(lists: Lists) -> None:
        kernel_lists.append(lists, lists.starts.copy(), terms, counts, ends, 0)

    return invert(totals(np.bincount(ids, minlength=len(weights)), terms, counts), len(rows), fill, weights)


def totals(texts: NDArray[np.int64], terms: NDArray[np.int32], counts: NDArray[np.uint8]) -> Totals:
    """Totals of some postings; `texts` are known, as a document may have several of one term."""
    postings = np.bincount(terms, minlength=len(texts)).astype(np.int32)
    occurrences, longest = np.zeros(len(texts), np.int32), np.zeros(len(texts), np.uint8)
    kernel_text.add_up(terms, counts, occurrences, longest)
    return Totals(texts.astype(np.int32), postings, occurrences, longest)


def as_postings(rows: Sequence[Vector]) -> tuple[NDArray[np.int32], NDArray[np.uint8], NDArray[np.int64]]:
    """Terms, counts and where each row's end; a count above 255 comes in several pieces."""
    terms = np.concatenate([_NO_IDS, *(row.ids for row in rows)])
    counts = np.concatenate([np.zeros(0), *(row.weights for row in rows)]).astype(np.int64)
    pieces = (counts + LONGEST_RUN - 1) // LONGEST_RUN
    last = np.cumsum(pieces) - 1
    split = np.full(int(pieces.sum()), LONGEST_RUN, np.int64)
    split[last] = counts - LONGEST_RUN * (pieces - 1)
    owners = np.cumsum([0, *(len(row.ids) for row in rows)])
    ends = np.concatenate([[0], np.cumsum(pieces)])[owners[1:]]
    return np.repeat(terms, pieces).astype(np.int32), split.astype(np.uint8), ends.astype(np.int64)


def _dense(texts: NDArray[np.int32], rows: int) -> NDArray[np.int32]:
    """The terms that are left out of a search at first, ascending."""
    dense = np.flatnonzero(texts > DENSE_SHARE * rows) if rows >= DENSE_FROM else _NO_IDS
    return np.sort(dense[np.argsort(-texts[dense], kind="stable")][:MOST_DENSE]).astype(np.int32)


def _room(sizes: NDArray[np.int32], is_counted: NDArray[np.bool_], blocks: int) -> Lists:
    """Empty lists: short ones, longer ones, counted ones; beginnings of blocks are -1."""
    is_long = is_counted | (sizes >= FREQUENT * max(1, blocks))
    order = np.argsort(is_long.astype(np.int8) + is_counted, kind="stable")
    starts = np.zeros(len(sizes), np.int64)
    starts[order[1:]] = np.cumsum(sizes[order[:-1]], dtype=np.int64)
    total, short, counted = (int(sizes[chosen].sum(dtype=np.int64)) for chosen in (slice(None), ~is_long, is_counted))
    return Lists(
        starts,
        sizes,
        np.empty(total, np.uint16),
        np.empty(counted, np.uint8),
        np.empty(short, np.uint8),
        np.where(is_long, np.cumsum(is_long) - 1, -1).astype(np.int32),
        np.full((np.count_nonzero(is_long), blocks), -1, np.int32),
    )


def _heads(lists: Lists, terms: NDArray[np.int32], weights: Floats, rows: int) -> Heads:
    """Lengths of the rows' vectors and their dense terms."""
    blocks, everything = blocks_of(rows), np.arange(len(weights), dtype=np.int32)
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
