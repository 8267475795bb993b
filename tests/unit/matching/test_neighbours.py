"""What stands under “similar”: other things of the same kind, open to all, with the words they share."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from matchmaker.matching.neighbours import SHOWN, IndexedNeighbours
from tests.factories.catalog import make_achievement, make_need
from tests.unit.matching.support import Matcher

BARE: dict[str, Any] = {"one_liner": "", "summary": "", "problem_solved": "", "advantage": "", "keywords": []}
OTHERS = ("滚动轴承早期故障诊断", "小麦赤霉病快速检测试纸", "煤矸石烧结陶粒", "钙钛矿组件封装")


@pytest.fixture
def finder(matcher: Matcher, session: Session) -> IndexedNeighbours:
    for title in OTHERS:
        offered(session, title)
    return IndexedNeighbours(matcher.keeper, lambda: session)


def offered(session: Session, title: str, **values: Any) -> int:
    return make_achievement(session, **{**BARE, "title": title, "indicators": [], **values}).id


def test_the_nearest_come_first_with_the_words_they_share(finder: IndexedNeighbours, session: Session) -> None:
    far = offered(session, "糖液蒸发浓缩节汽")
    near = offered(session, "发酵液膜法浓缩")
    found = finder.near("achievement", "发酵液连续浓缩", "", exclude_id=0)
    assert [each.id for each in found] == [near, far]
    assert "浓缩" in found[1].words
    assert "发酵液" in found[0].words


@pytest.mark.parametrize("disclosure", ["masked", "officers_only"])
def test_what_is_not_open_to_all_is_not_named(finder: IndexedNeighbours, session: Session, disclosure: str) -> None:
    offered(session, "发酵液膜法浓缩", disclosure=disclosure, masked_text="发酵液膜法浓缩")
    assert not finder.near("achievement", "发酵液连续浓缩", "", exclude_id=0)


def test_neither_the_listing_nor_what_says_it_again_is_named(finder: IndexedNeighbours, session: Session) -> None:
    own = offered(session, "发酵液连续浓缩陶瓷膜")
    offered(session, "陶瓷膜连续浓缩发酵液的方法")
    other = offered(session, "发酵液絮凝脱色")
    assert [each.id for each in finder.near("achievement", "发酵液连续浓缩陶瓷膜", "", exclude_id=own)] == [other]


def test_of_several_that_say_the_same_one_is_named(finder: IndexedNeighbours, session: Session) -> None:
    for title in ("发酵液絮凝脱色", "一种发酵液絮凝脱色方法", "发酵液的脱色絮凝技术"):
        offered(session, title)
    assert len(finder.near("achievement", "发酵液连续浓缩", "", exclude_id=0)) == 1


def test_needs_have_needs_beside_them_and_never_too_many(matcher: Matcher, session: Session) -> None:
    for subject in ("储罐", "离心泵", "取样阀", "槽车", "喷枪", "滤布", "菌种"):
        make_need(session, title=f"发酵液{subject}", one_liner="", problem="", background="", indicators=[])
    found = IndexedNeighbours(matcher.keeper, lambda: session).near("need", "发酵液浓缩", "", exclude_id=0)
    assert len(found) == SHOWN
    assert all(each.words for each in found)


def test_nothing_is_near_nothing(matcher: Matcher, session: Session) -> None:
    finder = IndexedNeighbours(matcher.keeper, lambda: session)
    assert not finder.near("need", "轴承", "", exclude_id=0)
