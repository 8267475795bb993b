import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.engine.base import Names


@given(st.dictionaries(st.integers(-5, 10**12), st.text(st.characters(exclude_categories=["Cs"]), max_size=5)))
def test_names_by_key_and_by_row(titles: dict[int, str]) -> None:
    names = Names.of(list(titles), titles.values())
    for row, (key, title) in enumerate(titles.items()):
        assert (names.row(key), names.title(row)) == (row, title)
    assert names.row(-6) is None
    assert names.row(10**12 + 1) is None


def test_a_key_comes_once() -> None:
    with pytest.raises(ValueError, match="same key"):
        Names.of([3, 4, 3], ["", "", ""])
