from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from matchmaker.catalog.models import Achievement, AchievementIndicator, Need
from matchmaker.core.authz import ANONYMOUS, Actor
from matchmaker.matching.models import SuggestionState
from matchmaker.matching.near_misses import NearMiss, NearMisses, cares_for_region, near_misses
from matchmaker.organizations.queries import actor_of_user
from tests.factories.accounts import make_officer
from tests.factories.catalog import make_need
from tests.factories.listed import list_achievement
from tests.factories.matching import make_suggestion
from tests.factories.organizations import make_university
from tests.factories.tuning import make_tuning
from tests.unit.matching.support import Matcher

OTHERS = ("滚动轴承早期故障诊断", "小麦赤霉病快速检测试纸", "煤矸石烧结陶粒", "钙钛矿组件封装", "黑曲霉菌种选育")
PLAIN: dict[str, Any] = {"one_liner": "", "summary": "", "problem_solved": "", "advantage": "", "keywords": []}
NEAR: dict[str, Any] = {**PLAIN, "title": "糖液多效蒸发浓缩节汽", "summary": "多效蒸发用于糖厂糖液浓缩，节省蒸汽。"}


@pytest.fixture
def need(session: Session) -> Need:
    """A need among achievements of other subjects."""
    for title in OTHERS:
        list_achievement(session, **PLAIN, title=title, indicators=[])
    title = "发酵液高效浓缩与滤渣减量"
    return make_need(session, title=title, need_type="introduce_achievement", budget=50_000_000)


def _found(matcher: Matcher, session: Session, need: Need, actor: Actor = ANONYMOUS) -> NearMisses:
    matcher.all()
    return near_misses(session, matcher.keeper, need, actor)


def _only(found: NearMisses) -> NearMiss:
    assert len(found.listed) == 1
    return found.listed[0]


def _near(session: Session, **values: Any) -> Achievement:
    return list_achievement(session, **{**NEAR, "indicators": [], **values})


def test_it_says_what_is_shared_and_what_keeps_it_away(matcher: Matcher, session: Session, need: Need) -> None:
    unit = make_university(session)
    reached = AchievementIndicator(organization_id=unit.id, position=0, name="浓缩收率", value="92", unit="%")
    _near(session, organization=unit, trl=5, indicators=[reached])
    near = _only(_found(matcher, session, need))
    assert near.level in {"weak", "fair"}
    assert "浓缩" in near.shared
    assert (near.gaps.levels, near.gaps.pilot, near.gaps.dearer) == (2, True, 30_000_000)
    assert [(each.offered.value, each.wanted.value) for each in near.gaps.shortfalls] == [("92", "≥96")]
    assert "滤渣" in near.gaps.words
    assert "浓缩" not in near.gaps.words


def test_a_restricted_text_is_compared_only_for_those_who_may_read_it(
    matcher: Matcher, session: Session, need: Need
) -> None:
    _near(session, disclosure="officers_only")
    assert _found(matcher, session, need).listed == ()
    officer = actor_of_user(session, make_officer(session))
    assert _only(_found(matcher, session, need, officer)).is_whole


def test_a_masked_one_is_compared_by_its_approved_text_alone(matcher: Matcher, session: Session, need: Need) -> None:
    text = "一种液体浓缩工艺，用于发酵液减量。"
    row = _near(session, disclosure="masked", masked_text=text, masked_approved_at=datetime.now(UTC), trl=5)
    near = _only(_found(matcher, session, need))
    assert not near.is_whole
    assert not near.gaps.levels
    assert not near.gaps.dearer
    assert not near.gaps.shortfalls
    assert all(word in text for word in near.shared)
    assert row.title not in text


def test_a_masked_text_that_nobody_approved_is_left_out(matcher: Matcher, session: Session, need: Need) -> None:
    _near(session, disclosure="masked", masked_text="一种液体浓缩工艺，用于发酵液减量。")
    assert _found(matcher, session, need).listed == ()


def test_refused_ones_and_those_of_the_own_unit_do_not_come_near(
    matcher: Matcher, session: Session, need: Need
) -> None:
    refused = _near(session)
    make_suggestion(session, SuggestionState.REJECTED, need=need, achievement=refused)
    _near(session, organization=need.organization)
    assert _found(matcher, session, need).listed == ()


def test_a_strong_one_is_no_near_miss(matcher: Matcher, session: Session, need: Need) -> None:
    list_achievement(session, **{**PLAIN, "title": need.title})
    assert _found(matcher, session, need).listed == ()


def test_at_most_five_the_nearest_first(matcher: Matcher, session: Session, need: Need) -> None:
    for subject in ("储罐", "泵", "取样器", "罐车", "香气", "余热", "管线"):
        _near(session, title=f"发酵液{subject}减量", summary="")
    listed = _found(matcher, session, need).listed
    assert len(listed) == 5
    assert all("发酵液" in near.shared for near in listed)


def test_words_that_no_public_text_has_are_named(matcher: Matcher, session: Session, need: Need) -> None:
    _near(session)
    _near(session, title="滤渣干燥", disclosure="officers_only")
    unused = _found(matcher, session, need).unused
    assert "滤渣" in unused
    assert "浓缩" not in unused


@pytest.mark.parametrize(
    ("said", "cares"),
    [
        ("希望本市单位承接", True),
        ("限同城的高校", True),
        ("本地小麦样本建过模", False),
        ("不限本市单位", False),
        ("", False),
    ],
)
def test_a_need_cares_for_its_region_only_when_it_says_so(said: str, *, cares: bool) -> None:
    assert cares_for_region(Need(solver_requirements=said)) is cares


def test_another_city_keeps_away_only_from_a_need_that_cares(matcher: Matcher, session: Session, need: Need) -> None:
    _near(session, organization=make_university(session, region_code="340400"))
    assert not _only(_found(matcher, session, need)).is_elsewhere
    need.solver_requirements = "限本市单位"
    assert _only(_found(matcher, session, need)).is_elsewhere


def test_an_index_of_nothing_finds_nothing(matcher: Matcher, session: Session) -> None:
    assert _found(matcher, session, make_need(session)).listed == ()


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=60))
def test_a_need_cares_or_not_whatever_it_says(said: str) -> None:
    assert cares_for_region(Need(solver_requirements=said)) in (True, False)


def test_a_word_of_the_same_meaning_is_named_and_not_missed(matcher: Matcher, session: Session, need: Need) -> None:
    _near(session, title="糖液脱水节汽", summary="多效蒸发用于糖厂糖液脱水，滤渣少。")
    make_tuning(session, synonyms=[["浓缩", "脱水"]])
    found = _found(matcher, session, need)
    near = _only(found)
    assert "脱水（需求写作“浓缩”）" in near.shared
    assert "浓缩" not in near.gaps.words
    assert "浓缩" not in found.unused
