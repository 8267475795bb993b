"""Kernels that look into single rows: counts, exact scores, and documents that stand side by side."""

import numpy as np
from numpy.typing import NDArray

from matchmaker.engine.kernel_lists import run, stretch
from matchmaker.engine.lists import BLOCK, BLOCK_BITS, MOST_DENSE, Heads, Lists, Whole
from matchmaker.engine.machine import kernel

Floats32 = NDArray[np.float32]
Ints = NDArray[np.int64]


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
