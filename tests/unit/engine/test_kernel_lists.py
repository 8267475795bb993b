"""Lists that reach over several blocks of rows."""

import numpy as np
import pytest
from numpy.typing import NDArray

from matchmaker.engine import kernel_lists
from matchmaker.engine.inversion import Totals, invert
from matchmaker.engine.lists import BLOCK, Lists, blocks_of
from matchmaker.engine.postings import Postings

ROWS = 2 * BLOCK + 9
RARE = [0, BLOCK, 2 * BLOCK + 8]
FREQUENT = [*range(1, 40), *range(2 * BLOCK, 2 * BLOCK + 9)]
LATE = [2 * BLOCK + 1]


@pytest.fixture(scope="module")
def postings() -> Postings:
    held = [RARE, FREQUENT, LATE]
    rows = sorted((row, term) for term, rows in enumerate(held) for row in rows)
    ends = np.searchsorted([row for row, _term in rows], np.arange(ROWS), side="right").astype(np.int64)
    terms = np.array([term for _row, term in rows], dtype=np.int32)
    sizes = np.array([len(each) for each in held], dtype=np.int32)

    def fill(lists: Lists) -> None:
        kernel_lists.append(lists, lists.starts.copy(), terms, np.ones(len(terms), np.uint8), ends, 0)

    return invert(Totals(sizes, sizes, sizes, np.ones(3, np.uint8)), ROWS, fill, np.ones(3))


def rows_of(postings: Postings, term: int) -> list[int]:
    lists, blocks = postings.lists, blocks_of(postings.size)
    bounds = np.zeros(blocks + 1, np.int64)
    kernel_lists.locate(lists, term, bounds)
    for block in range(blocks):
        assert kernel_lists.stretch(lists, term, block) == (bounds[block], bounds[block + 1])
    return [block * BLOCK + int(low) for block in range(blocks) for low in lists.low[bounds[block] : bounds[block + 1]]]


@pytest.mark.parametrize(("term", "wanted"), [(0, RARE), (1, FREQUENT), (2, LATE)])
def test_a_list_knows_its_blocks(postings: Postings, term: int, wanted: list[int]) -> None:
    assert rows_of(postings, term) == wanted


def test_short_lists_carry_block_numbers_and_long_ones_a_table(postings: Postings) -> None:
    assert len(postings.lists.high) == len(RARE) + len(LATE)
    assert postings.lists.blocks.shape == (1, 3)


def test_lists_are_taken_over_without_what_is_gone(postings: Postings) -> None:
    gone = {0, 5, BLOCK, 2 * BLOCK}
    stays = np.array([row not in gone for row in range(ROWS)])
    new_rows = np.where(stays, np.cumsum(stays) - 1, -1).astype(np.int32)
    sums = np.zeros((3, 4), np.int32)
    kernel_lists.tally(postings.lists, 3, new_rows, sums)
    assert sums[:, 0].tolist() == sums[:, 1].tolist() == sums[:, 2].tolist() == [1, len(FREQUENT) - 2, 1]
    assert sums[:, 3].tolist() == [1, 1, 1]

    def fill(lists: Lists) -> None:
        ids: NDArray[np.int32] = np.arange(3, dtype=np.int32)
        kernel_lists.absorb(lists, lists.starts.copy(), postings.lists, 3, new_rows, ids)

    taken = invert(Totals(*sums.T.copy()), ROWS - len(gone), fill, np.ones(3))
    for term, wanted in enumerate([RARE, FREQUENT, LATE]):
        assert rows_of(taken, term) == [int(new_rows[row]) for row in wanted if row not in gone]
