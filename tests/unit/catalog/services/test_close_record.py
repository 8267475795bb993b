"""Endings: whatever takes a listing off, it leaves search and matching in the same act."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.catalog import search
from matchmaker.catalog.models import Achievement, AchievementState, Need, NeedState, SearchEntry
from matchmaker.catalog.services import archive, give_up, solve, take_down, withdraw
from matchmaker.core.errors import Invalid
from tests.factories.accounts import make_officer
from tests.factories.catalog import make_achievement, make_need
from tests.factories.organizations import make_enterprise, make_university
from tests.unit.catalog.people import actor_for, do, member_of, queued, told


def indexed_need(session: Session) -> Need:
    need = make_need(session, NeedState.PUBLISHED, organization=make_enterprise(session))
    do(session, lambda s: search.index_record(s, s.get_one(Need, need.id)))
    return need


@pytest.mark.parametrize(("close", "state"), [(withdraw, "withdrawn"), (solve, "solved"), (give_up, "unsolved")])
def test_a_closed_need_is_no_longer_found(session: Session, close: Callable[..., None], state: str) -> None:
    need = indexed_need(session)
    owner = member_of(session, need.organization)
    do(session, lambda s: close(s, s.get_one(Need, need.id), actor=owner, reason="已与供应商合作解决"))
    session.expire_all()
    assert (need.state, need.state_reason) == (state, "已与供应商合作解决")
    assert session.scalars(select(SearchEntry)).all() == []
    assert queued(session, "record.unpublished") == [{"kind": "need", "id": need.id}]


def test_a_take_down_tells_the_owner_why_and_bars_the_short_way_back(session: Session) -> None:
    unit = make_university(session)
    owner, officer = member_of(session, unit), actor_for(session, make_officer(session))
    row = make_achievement(session, AchievementState.PUBLISHED, organization=unit)
    do(session, lambda s: take_down(s, s.get_one(Achievement, row.id), actor=officer, reason="疑似涉密"))
    session.expire_all()
    assert row.state == "withdrawn"
    assert row.review_first
    assert row.taken_down_at is not None
    assert told(session, "achievement.taken_down") == [owner.user_id]


@pytest.mark.parametrize("close", [take_down, give_up])
def test_the_reason_is_demanded(session: Session, close: Callable[..., Any]) -> None:
    need = indexed_need(session)
    actor = actor_for(session, make_officer(session))
    with pytest.raises(Invalid) as refusal:
        do(session, lambda s: close(s, s.get_one(Need, need.id), actor=actor, reason=" "))
    assert set(refusal.value.fields) == {"reason"}
    assert len(session.scalars(select(SearchEntry)).all()) == 1


def test_withdrawing_what_was_not_public_tells_matching_nothing(session: Session) -> None:
    firm = make_enterprise(session)
    need = make_need(session, NeedState.SUBMITTED, organization=firm)
    owner = member_of(session, firm)
    do(session, lambda s: withdraw(s, s.get_one(Need, need.id), actor=owner))
    assert queued(session, "record.unpublished") == []


def test_an_achievement_is_archived_by_its_owner(session: Session) -> None:
    unit = make_university(session)
    row = make_achievement(session, AchievementState.PUBLISHED, organization=unit)
    owner = member_of(session, unit)
    do(session, lambda s: archive(s, s.get_one(Achievement, row.id), actor=owner))
    session.expire_all()
    assert row.state == "archived"
