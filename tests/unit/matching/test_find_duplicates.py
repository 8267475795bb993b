"""The list of near-duplicates follows what is published; what was decided stands while the texts do."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.catalog.models import Achievement, Need
from matchmaker.catalog.workflow import ACHIEVEMENT
from matchmaker.core.audit import AuditEntry
from matchmaker.core.unit_of_work import transact
from matchmaker.matching.models import DuplicatePair, DuplicateState
from matchmaker.matching.services.decide_duplicate import confirm, dismiss
from matchmaker.matching.services.find_duplicates import find_duplicates, find_duplicates_of, withdraw_duplicates
from matchmaker.matching.services.refresh import note_change
from tests.factories.base import MAKER
from tests.factories.catalog import make_achievement, make_need
from tests.unit.matching.support import Matcher

D = DuplicateState
SUMMARY = (
    "采用两步离子交换，先在含钠混合盐中浅交换十分钟，再转入高纯硝酸钾交换十四分钟，应力层收在六微米以内；"
    "改用线接触石英架竖插，槽内加导流板把上下温差压到零点八度，中试槽连续跑了四十六炉，翘曲合格率百分之九十七。"
)
OTHER = "叶面喷施的寡糖制剂，在小麦抽穗期施用两次，赤霉病病指下降四成，毒素含量降到限量以下，三个县示范两万亩。"


def twin(session: Session, title: str, summary: str = SUMMARY, **values: Any) -> Achievement:
    """An achievement that says little besides title and summary."""
    said = {"one_liner": "", "problem_solved": "", "advantage": "", "keywords": [], "tags": [], "indicators": []}
    return make_achievement(session, title=title, summary=summary, **{**said, **values})


@pytest.fixture
def two(session: Session) -> tuple[Achievement, Achievement]:
    """The same result entered twice, and something else."""
    first = twin(session, "超薄柔性玻璃化学强化工艺")
    second = twin(session, "超薄柔性玻璃的化学强化技术")
    twin(session, "小麦赤霉病快速检测试纸", OTHER)
    return first, second


def find(matcher: Matcher) -> None:
    find_duplicates(matcher.read, matcher.write, matcher.keeper)


def rows(session: Session) -> list[DuplicatePair]:
    session.rollback()
    session.expire_all()
    return list(session.scalars(select(DuplicatePair).order_by(DuplicatePair.id)))


def only(session: Session) -> DuplicatePair:
    (row,) = rows(session)
    return row


def change(session: Session, record: Achievement, **values: Any) -> None:
    """Let a published record say something else, as a new version of it would."""

    def rewrite(inner: Session) -> None:
        row = inner.get_one(Achievement, record.id)
        for name, value in values.items():
            setattr(row, name, value)
        note_change(inner, "achievement", record.id, present=True)

    transact(session, rewrite)


def close(session: Session, record: Achievement) -> None:
    def take_down(inner: Session) -> None:
        ACHIEVEMENT.apply(inner, inner.get_one(Achievement, record.id), "take_down", actor=MAKER, reason="测试")
        note_change(inner, "achievement", record.id, present=False)
        withdraw_duplicates(inner, "achievement", record.id)

    transact(session, take_down)


def decide(session: Session, verb: Any) -> None:
    number = only(session).id
    transact(session, lambda inner: verb(inner, inner.get_one(DuplicatePair, number), actor=MAKER, note="看过"))


def test_twins_of_either_side_are_found_once_with_how_alike_they_are(
    matcher: Matcher, session: Session, two: tuple[Achievement, Achievement]
) -> None:
    needs: list[Need] = [make_need(session, title="轴承套圈磨削烧伤在线检测") for _each in range(2)]
    find(matcher)
    by_kind = {row.record_kind: row for row in rows(session)}
    pair = by_kind["achievement"]
    assert (pair.lower_id, pair.higher_id) == (two[0].id, two[1].id)
    assert 0.65 <= pair.likeness < 1
    assert (pair.state, pair.lower_region_code) == (D.OPEN, two[0].region_code)
    assert by_kind["need"].lower_id == needs[0].id
    assert by_kind["need"].likeness == pytest.approx(1)


def test_a_second_run_changes_nothing(matcher: Matcher, session: Session, two: tuple[Achievement, Achievement]) -> None:
    find(matcher)
    before = (only(session).version, only(session).updated_at)
    find(matcher)
    find_duplicates_of(matcher.read, matcher.write, matcher.keeper, "achievement", two[1].id)
    assert (only(session).version, only(session).updated_at) == before
    created = select(AuditEntry).where(AuditEntry.action == "duplicate_pair.created")
    assert len(session.scalars(created).all()) == 1


def test_records_of_which_each_resembles_the_next_are_one_group(matcher: Matcher, session: Session) -> None:
    first = twin(session, "超薄柔性玻璃化学强化工艺")
    for suffix in ("研究", "应用"):
        twin(session, f"超薄柔性玻璃的化学强化{suffix}")
    find(matcher)
    assert {row.group_key for row in rows(session)} == {first.id}
    assert len(rows(session)) == 3


def test_a_newly_published_record_brings_its_own_pairs(matcher: Matcher, session: Session) -> None:
    old = twin(session, "超薄柔性玻璃化学强化工艺")
    find(matcher)
    new = twin(session, "超薄柔性玻璃的化学强化技术")
    transact(session, partial(note_change, kind="achievement", record_id=new.id, present=True))
    find_duplicates_of(matcher.read, matcher.write, matcher.keeper, "achievement", new.id)
    assert (only(session).lower_id, only(session).higher_id) == (old.id, new.id)


def test_a_text_rewritten_leaves_the_list_and_returns_with_its_words(
    matcher: Matcher, session: Session, two: tuple[Achievement, Achievement]
) -> None:
    find(matcher)
    change(session, two[1], title="小麦赤霉病防控寡糖制剂", summary=OTHER)
    find_duplicates_of(matcher.read, matcher.write, matcher.keeper, "achievement", two[1].id)
    states = {(row.lower_id, row.higher_id): row.state for row in rows(session)}
    assert states[two[0].id, two[1].id] == D.LAPSED
    change(session, two[1], title=two[0].title, summary=SUMMARY)
    find(matcher)
    states = {(row.lower_id, row.higher_id): row.state for row in rows(session)}
    assert states[two[0].id, two[1].id] == D.OPEN


def test_a_record_taken_down_takes_its_undecided_pairs_along(
    matcher: Matcher, session: Session, two: tuple[Achievement, Achievement]
) -> None:
    find(matcher)
    close(session, two[0])
    assert only(session).state == D.LAPSED
    find(matcher)
    assert only(session).state == D.LAPSED


def test_a_confirmed_pair_stays_confirmed_when_one_record_is_closed(
    matcher: Matcher, session: Session, two: tuple[Achievement, Achievement]
) -> None:
    find(matcher)
    decide(session, confirm)
    close(session, two[1])
    find(matcher)
    assert only(session).state == D.CONFIRMED


def test_a_confirmed_pair_lapses_when_one_record_becomes_something_else(
    matcher: Matcher, session: Session, two: tuple[Achievement, Achievement]
) -> None:
    find(matcher)
    decide(session, confirm)
    change(session, two[1], title="陶瓷膜连续浓缩装置", summary="")
    find(matcher)
    assert only(session).state == D.LAPSED


def test_what_is_no_duplicate_stays_so_while_only_slips_are_corrected(
    matcher: Matcher, session: Session, two: tuple[Achievement, Achievement]
) -> None:
    find(matcher)
    decide(session, dismiss)
    change(session, two[1], summary=SUMMARY.replace("四十六炉", "四十八炉").replace("，", "；"))
    find(matcher)
    assert (only(session).state, only(session).note) == (D.DISMISSED, "看过")


def test_what_is_no_duplicate_is_asked_again_when_a_text_has_become_another_one(
    matcher: Matcher, session: Session, two: tuple[Achievement, Achievement]
) -> None:
    find(matcher)
    decide(session, dismiss)
    change(
        session, two[1], summary=f"{SUMMARY[:40]}改为喷涂感光浆料后一次成型，不再需要盐浴，节拍缩短到八分钟。{OTHER}"
    )
    find_duplicates_of(matcher.read, matcher.write, matcher.keeper, "achievement", two[1].id)
    row = only(session)
    assert (row.state, row.decided_at, row.note) == (D.OPEN, None, "")


def test_a_record_that_moves_to_another_region_takes_its_pairs_there(
    matcher: Matcher, session: Session, two: tuple[Achievement, Achievement]
) -> None:
    find(matcher)
    decide(session, dismiss)
    change(session, two[1], region_code="340404")
    find(matcher)
    assert (only(session).higher_region_code, only(session).state) == ("340404", D.DISMISSED)


@pytest.mark.usefixtures("two")
def test_how_far_the_work_is_gets_told(matcher: Matcher) -> None:
    told: list[tuple[int, int]] = []
    find_duplicates(matcher.read, matcher.write, matcher.keeper, lambda done, total: told.append((done, total)))
    assert told == [(0, 3)]
