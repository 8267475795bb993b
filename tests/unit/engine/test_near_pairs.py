from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.engine.documents import Document, Match
from matchmaker.engine.index import Index
from matchmaker.engine.near import THRESHOLD, duplicates, duplicates_of_each
from matchmaker.engine.near_pairs import groups, likeness, paired
from tests.unit.engine.samples import ACHIEVEMENTS

BODY = "线阵相机配合环形光源，识别极片边缘七微米以上的毛刺，节拍每分钟六十米。" * 2
TWICE = [
    *ACHIEVEMENTS,
    Document(91, "一种提升磷酸铁锂正极材料低温性能的方法", ""),
    Document(92, "磷酸铁锂正极材料低温性能提升技术研究", ""),
    Document(93, "电极边缘质量监控", BODY),
    Document(94, "玉米秸秆蒸汽爆破预处理制糖研究", ""),
]
INDEX = Index.build(TWICE)
KEYS = st.integers(1, 12)
PAIRS = st.lists(st.tuples(KEYS, KEYS).filter(lambda pair: pair[0] < pair[1]), max_size=20)


def _all() -> dict[tuple[int, int], float]:
    return paired(duplicates_of_each(TWICE, INDEX))


def test_every_pair_is_found_once_with_how_alike_it_is() -> None:
    found = _all()
    assert {(11, 91), (11, 92), (91, 92), (12, 93), (13, 94)} <= set(found)
    assert all(lower < higher and THRESHOLD <= score <= 1 for (lower, higher), score in found.items())


def test_asking_for_all_is_asking_for_each() -> None:
    each = {document.key: matches for document, matches in duplicates_of_each(TWICE, INDEX)}
    assert each == {document.key: duplicates(document, INDEX) for document in TWICE}


def test_a_likeness_taken_by_itself_is_the_one_found() -> None:
    documents = {document.key: document for document in TWICE}
    for (lower, higher), score in _all().items():
        assert likeness(documents[lower], documents[higher], INDEX) == pytest.approx(score, abs=1e-6)


def test_what_is_not_alike_stays_below_the_threshold() -> None:
    assert likeness(Document(1, "小麦条锈病抗性品种选育", ""), Document(2, "煤矸石路基填料配比", ""), INDEX) < THRESHOLD


def test_a_long_body_on_one_side_suffices_whichever_side_is_asked() -> None:
    one, other = Document(1, "甲", BODY), Document(2, "乙", "")
    assert likeness(one, other, INDEX) == pytest.approx(likeness(other, one, INDEX))
    found = [(Document(5, "", ""), []), (Document(7, "", ""), [Match(5, 0.7)]), (Document(5, "", ""), [Match(7, 0.9)])]
    assert paired(found) == {(5, 7): 0.9}


def test_pairs_that_share_a_document_are_one_group() -> None:
    first, second = groups([(4, 9), (2, 7), (2, 4), (10, 11)])
    assert (first.keys, first.pairs) == ((2, 4, 7, 9), ((4, 9), (2, 7), (2, 4)))
    assert second.keys == (10, 11)


@given(PAIRS)
def test_groups_are_what_one_comes_to_by_going_from_pair_to_pair(pairs: list[tuple[int, int]]) -> None:
    found = groups(pairs)
    assert sorted(pair for group in found for pair in group.pairs) == sorted(pairs)
    assert sorted(key for group in found for key in group.keys) == sorted({key for pair in pairs for key in pair})
    assert all(set(pair) <= set(group.keys) for group in found for pair in group.pairs)
    for one, other in combinations(found, 2):
        assert not set(one.keys) & set(other.keys)
    for group in found:
        reached, left = {group.keys[0]}, list(group.pairs)
        while near := [pair for pair in left if reached & set(pair)]:
            reached |= {key for pair in near for key in pair}
            left = [pair for pair in left if pair not in near]
        assert reached == set(group.keys)
