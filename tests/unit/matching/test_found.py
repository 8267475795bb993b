from typing import Any

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from matchmaker.matching.found import NOTHING, found_for
from tests.factories.catalog import make_achievement
from tests.support.statements import count_statements
from tests.unit.matching.support import Matcher

PLAIN: dict[str, Any] = {"one_liner": "", "summary": "", "problem_solved": "", "advantage": "", "keywords": []}
OTHERS = ("滚动轴承早期故障诊断", "小麦赤霉病快速检测试纸", "煤矸石烧结陶粒", "钙钛矿组件封装", "黑曲霉菌种选育")
SAID = {"title": "发酵液连续浓缩", "problem": "板框压滤收率低，希望每天少停机。"}


@pytest.fixture(autouse=True)
def others(session: Session) -> None:
    """Achievements of other subjects."""
    for title in OTHERS:
        _make(session, title)


def _make(session: Session, title: str, **values: Any) -> int:
    return make_achievement(session, **PLAIN, title=title, indicators=[], **values).id


def test_the_nearest_come_first_with_what_both_say_and_what_they_lack(matcher: Matcher, session: Session) -> None:
    far, near = _make(session, "糖液连续蒸发工艺"), _make(session, "发酵液连续浓缩工艺")
    found = found_for(session, matcher.keeper, SAID)
    assert [each.id for each in found.listed] == [near, far]
    first, second = found.listed
    assert (first.level, first.organization != "") == ("strong", True)
    assert {"发酵液", "浓缩"} <= set(first.shared)
    assert "浓缩" in second.lacking
    assert "每天" not in {*first.shared, *first.lacking, *found.unused}


@pytest.mark.parametrize("disclosure", ["masked", "officers_only"])
def test_what_is_not_open_to_all_is_never_found(matcher: Matcher, session: Session, disclosure: str) -> None:
    _make(session, "发酵液连续浓缩工艺", disclosure=disclosure, masked_text="发酵液连续浓缩")
    assert found_for(session, matcher.keeper, SAID).listed == ()


def test_words_that_nobody_uses_are_told(matcher: Matcher, session: Session) -> None:
    assert "板框" in found_for(session, matcher.keeper, SAID).unused


def test_too_little_text_asks_nothing(matcher: Matcher, engine: Engine) -> None:
    with Session(engine) as session, count_statements(engine) as counted:
        assert found_for(session, matcher.keeper, {}) == found_for(session, matcher.keeper, {"title": "膜"}) == NOTHING
    assert counted.count == 0


def test_at_most_five(matcher: Matcher, session: Session) -> None:
    for subject in ("储罐", "泵", "取样器", "罐车", "搅拌桨", "灭菌柜"):
        _make(session, f"发酵液{subject}")
    assert len(found_for(session, matcher.keeper, SAID).listed) == 5
