from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlalchemy.orm import Session, sessionmaker

from matchmaker.matching.preview import IndexedPreview
from tests.factories.catalog import make_achievement
from tests.support.statements import count_statements
from tests.unit.matching.support import Matcher

PLAIN: dict[str, Any] = {"one_liner": "", "summary": "", "problem_solved": "", "advantage": "", "keywords": []}
OTHERS = ("滚动轴承早期故障诊断", "小麦赤霉病快速检测试纸", "煤矸石烧结陶粒", "钙钛矿组件封装", "黑曲霉菌种选育")
SAID = {"title": "发酵液连续浓缩", "problem": "板框压滤收率低。", "indicators": [{"name": "收率", "target": "≥96"}]}


@pytest.fixture
def preview(matcher: Matcher, session: Session) -> IndexedPreview:
    """Finds among achievements of other subjects and what the test adds."""
    for title in OTHERS:
        make_achievement(session, **PLAIN, title=title, indicators=[])
    return IndexedPreview(matcher.keeper, lambda: session)


def _make(session: Session, title: str, **values: Any) -> int:
    return make_achievement(session, **PLAIN, title=title, indicators=[], **values).id


def test_the_nearest_public_ones_come_first_with_level_and_words(preview: IndexedPreview, session: Session) -> None:
    far = _make(session, "糖液蒸发浓缩节汽工艺包")
    near = _make(session, "发酵液连续浓缩工艺")
    found = preview.best(SAID)
    assert [each.id for each in found] == [near, far]
    assert found[0].level == "strong"
    assert "发酵液" in found[0].words
    assert found[0].organization


@pytest.mark.parametrize("disclosure", ["masked", "officers_only"])
def test_what_is_not_open_to_all_is_never_found(preview: IndexedPreview, session: Session, disclosure: str) -> None:
    _make(session, "发酵液连续浓缩工艺", disclosure=disclosure, masked_text="发酵液连续浓缩")
    assert preview.best(SAID) == []


def test_at_most_three(preview: IndexedPreview, session: Session) -> None:
    for subject in ("储罐", "泵", "取样器", "罐车"):
        _make(session, f"发酵液{subject}")
    assert len(preview.best(SAID)) == 3


def test_too_little_text_asks_nothing(matcher: Matcher, engine: Engine) -> None:
    with Session(engine) as session, count_statements(engine) as counted:
        finder = IndexedPreview(matcher.keeper, lambda: session)
        assert finder.best({}) == finder.best({"title": "膜 。"}) == ()
    assert counted.count == 0


def test_a_warm_answer_takes_three_statements(
    preview: IndexedPreview, session: Session, sessions: sessionmaker[Session], engine: Engine
) -> None:
    _make(session, "发酵液连续浓缩工艺")
    assert preview.best(SAID)
    with sessions() as fresh, count_statements(engine) as counted:
        assert IndexedPreview(preview.keeper, lambda: fresh).best(SAID) is not None
    assert counted.count <= 3, str(counted)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.sampled_from(["title", "problem", "background", "one_liner"]), st.text(max_size=40)))
def test_no_text_crashes_it(preview: IndexedPreview, said: dict[str, str]) -> None:
    assert len(preview.best({**said, "indicators": [{"name": None, "target": said.get("title")}]})) <= 3
