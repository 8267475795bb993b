import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.engine.documents import Document
from matchmaker.engine.explain import read
from matchmaker.engine.kernel_explain import CLOSES, DIGIT, OPENS, shared, stretches
from matchmaker.engine.salience import NO_DEMAND, Salience
from matchmaker.engine.vocabulary import Vocabulary
from tests.unit.engine.samples import NEED

WORD = [OPENS, CLOSES]


def found(singles: list[float], pairs: list[float], kinds: list[int]) -> list[tuple[int, int]]:
    starts, ends = np.zeros((2, len(singles)), np.int64)
    size = stretches(np.array(singles), np.array(pairs), np.array(kinds, dtype=np.uint8), starts, ends)
    return list(zip(starts[:size].tolist(), ends[:size].tolist(), strict=True))


def test_a_stretch_ends_with_its_word_and_where_the_texts_differ() -> None:
    assert found([1, 1, 1, 1], [1, 1, 1, 0], WORD + WORD) == [(0, 2), (2, 4)]
    assert found([1, 1, 1], [1, 0, 0], [OPENS, 0, CLOSES]) == [(0, 2), (2, 3)]
    assert found([1, 0, 1], [0, 0, 0], [OPENS, 0, CLOSES]) == [(0, 1), (2, 3)]


def test_words_of_one_character_join_only_two_by_two() -> None:
    single = OPENS | CLOSES
    assert found([1, 1, 1], [1, 1, 0], [single] * 3) == [(0, 2), (2, 3)]
    assert found([1, 1], [0, 0], [single] * 2) == [(0, 1), (1, 2)]


def test_a_number_is_nothing_to_read() -> None:
    assert found([1, 1], [1, 0], [OPENS | DIGIT, CLOSES | DIGIT]) == []


@given(NEED, st.data())
def test_stretches_ascend_and_what_they_add_is_not_more_than_all(need: Document, data: st.DataObject) -> None:
    nothing = Vocabulary(np.zeros(0, np.int64), np.zeros(0, np.int32), 0)
    for reading in read(need, Salience(nothing, NO_DEMAND, 1.0)):
        size = len(reading.half.text)
        places = np.arange(2 * size)
        added = np.array(data.draw(st.lists(st.sampled_from([0.0, 0.5, 1.0]), min_size=2 * size, max_size=2 * size)))
        score, starts, ends, credit = shared(reading.points, reading.kinds, places, added)
        assert score == added.sum()
        assert credit.sum() <= score + 1e-9
        assert all(start < end for start, end in zip(starts.tolist(), ends.tolist(), strict=True))
        terms = [reading.half.text[start:end] for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]
        assert len(set(terms)) == len(terms)
