"""Needs of one's own city that an achievement could serve, by what the reader may see of them."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from matchmaker.accounts.models import User
from matchmaker.catalog.models import Need
from matchmaker.core import clock
from matchmaker.matching.local_needs import IndexedLocalNeeds
from tests.factories.accounts import make_scout
from tests.factories.catalog import make_achievement, make_need
from tests.support.statements import count_statements
from tests.unit.catalog.people import actor_for
from tests.unit.matching.support import Matcher

PLAIN: dict[str, Any] = {"one_liner": "", "problem": "", "background": "", "tried_before": "", "research_content": ""}
SAID = {
    "title": "发酵液连续浓缩工艺",
    "advantage": "收率由91%提高到97%",
    "indicators": [{"name": "收率", "value": "97"}],
}
CITY = ("340304",)


@pytest.fixture
def scout(session: Session) -> User:
    for title in ("滚动轴承早期故障诊断", "小麦赤霉病快速检测试纸", "煤矸石烧结陶粒", "钙钛矿组件封装"):
        make_achievement(session, title=title, one_liner="", summary="", problem_solved="", advantage="", keywords=[])
    return make_scout(session)


def _need(session: Session, title: str = "发酵液连续浓缩", **values: Any) -> Need:
    given = {"disclosure": "public", "region_code": "340304", "indicators": [], **PLAIN, **values}
    return make_need(session, title=title, **given)


def found(matcher: Matcher, session: Session, scout: User, said: Any = SAID) -> list[Any]:
    (listed,) = IndexedLocalNeeds(matcher.keeper, lambda: session).best([said], actor_for(session, scout), CITY)
    return list(listed)


def test_the_nearest_open_needs_come_first_with_shared_words(matcher: Matcher, session: Session, scout: User) -> None:
    near = _need(session)
    _need(session, "糖液蒸发连续浓缩节汽")
    _need(session, "锂电池极片瑕疵检测")
    listed = found(matcher, session, scout)
    assert [each.title for each in listed] == [near.title, "糖液蒸发连续浓缩节汽"]
    assert listed[0].href == f"/needs/{near.id}"
    assert listed[0].organization == near.organization.name
    assert "发酵液" in listed[0].words


def test_the_whole_city_is_local_and_what_lies_above_but_no_other_city(
    matcher: Matcher, session: Session, scout: User
) -> None:
    _need(session, region_code="340400")
    above, beside = _need(session, region_code="340000"), _need(session, region_code="340302")
    assert [each.href for each in found(matcher, session, scout)] == [f"/needs/{above.id}", f"/needs/{beside.id}"]


def test_of_a_masked_need_only_the_approved_masked_text_is_read(
    matcher: Matcher, session: Session, scout: User
) -> None:
    masked = {"disclosure": "masked", "masked_text": "某企业想把发酵液连续浓缩。"}
    _need(session, **masked)
    shown = _need(session, **masked, masked_approved_at=clock.now())
    _need(session, disclosure="officers_only")
    (only,) = found(matcher, session, scout)
    assert (only.href, only.title, only.organization) == (f"/needs/{shown.id}", "某企业想把发酵液连续浓缩", "")
    assert only.level != "strong"


def test_ones_own_find_is_seen_whole(matcher: Matcher, session: Session, scout: User) -> None:
    own = _need(session, disclosure="officers_only", scout_id=scout.id)
    (only,) = found(matcher, session, scout)
    assert (only.href, only.title) == (f"/my/needs/{own.id}", own.title)


def test_too_little_text_asks_nothing(matcher: Matcher, engine: Engine, session: Session, scout: User) -> None:
    actor = actor_for(session, scout)
    with Session(engine) as other, count_statements(engine) as counted:
        finder = IndexedLocalNeeds(matcher.keeper, lambda: other)
        assert finder.best([{}, {"title": "膜"}], actor, CITY) == [(), ()]
    assert counted.count == 0
