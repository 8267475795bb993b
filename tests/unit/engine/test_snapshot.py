import numpy as np
import pytest
from hypothesis import given
from numpy.typing import NDArray

from matchmaker.engine.documents import Document
from matchmaker.engine.index import Index
from matchmaker.engine.snapshot import ARRAYS, assemble, disassemble
from tests.unit.engine.samples import NEED, corpora


@given(corpora(smallest=3), NEED)
def test_taken_apart_and_put_together_an_index_answers_the_same(achievements: list[Document], need: Document) -> None:
    index = Index.build(achievements[2:], [need])
    index.add(achievements[:2])
    index.remove([achievements[0].key, achievements[-1].key])
    again = assemble(disassemble(index))
    assert again.search(need, 10) == index.search(need, 10)
    assert again.stale == index.stale
    assert len(again) == len(index)
    again.add(achievements[:1])
    index.add(achievements[:1])
    assert again.search(need, 10) == index.search(need, 10)


def test_the_parts_are_plain_numbers() -> None:
    arrays = disassemble(Index.build([Document(1, "锂电池", "")]))
    assert tuple(arrays) == ARRAYS
    assert all(array.dtype.kind in "iuf" for array in arrays.values())


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("keys", np.array([], dtype=np.int64)),
        ("frequencies", np.array([1, 1, 1, 1, -2], dtype=np.int32)),
        ("lists_starts", np.array([0, 1, 99, 3, 4], dtype=np.int64)),
        ("lists_sizes", np.array([1, 1, 1, 1, -1], dtype=np.int32)),
        ("lists_lines", np.array([1, 1, 1, 1, 1], dtype=np.int32)),
        ("heads_ends", np.array([7], dtype=np.int64)),
        ("order", np.array([1], dtype=np.int32)),
        ("demand_codes", np.array([1], dtype=np.int64)),
        ("demand_counts", np.array([1, 1, 2], dtype=np.int64)),
        ("demand_needs", np.array([-1], dtype=np.int64)),
        ("demand_needs", np.array([], dtype=np.int64)),
    ],
)
def test_parts_that_do_not_fit_are_refused(name: str, value: NDArray[np.int64]) -> None:
    arrays = disassemble(Index.build([Document(1, "锂电池", "")], [Document(2, "锂电", "")]))
    with pytest.raises(ValueError, match="fit together"):
        assemble({**arrays, name: value})
