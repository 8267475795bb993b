"""Several answer at once: exactly one introduction, one answer a side."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from matchmaker.catalog.models import Achievement, Need
from matchmaker.core.audit import AuditEntry
from matchmaker.core.jobs import Job
from matchmaker.core.unit_of_work import transact
from matchmaker.deals.models import Deal, DealReply, DealState, Side
from matchmaker.deals.services import open_deal, reply
from tests.factories.accounts import make_officer
from tests.support.race import race
from tests.unit.deals.conftest import EXPLANATION, Stage

ROUNDS = 4


def at_once(sessions: sessionmaker[Session], calls: Sequence[Callable[[Session], Any]]) -> list[str]:
    """What came of each call, run in a transaction of its own and all let go together."""

    def act(call: Callable[[Session], Any]) -> Callable[[Session], str]:
        def run(session: Session) -> str:
            transact(session, call)
            return "done"

        return run

    results = race(sessions, [act(call) for call in calls])
    return sorted(each if isinstance(each, str) else type(each).__name__ for each in results)


def count(stage: Stage, action: str) -> int:
    query = select(func.count()).select_from(AuditEntry).where(AuditEntry.action.startswith(action))
    return stage.session.scalar(query) or 0


def answering(deal_id: int, side: Side, **values: Any) -> Callable[[Session], Any]:
    return lambda inner: reply(inner, inner.get_one(Deal, deal_id), side, agreed=True, **values)


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_two_sides_that_agree_at_once_are_introduced_once(
    stage: Stage, sessions: sessionmaker[Session], _round: int
) -> None:
    deal_id = stage.open().id
    calls = [answering(deal_id, side, actor=stage.voice(side), channel="account") for side in Side]
    stage.session.rollback()
    assert at_once(sessions, calls) == ["done", "done"]
    stage.session.expire_all()
    assert stage.session.get_one(Deal, deal_id).state == DealState.INTRODUCED
    assert count(stage, "deal.introduce") == 1
    assert len(stage.session.scalars(select(Job).where(Job.kind == "deal.introduced")).all()) == 1


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_of_two_officers_who_record_one_call_one_wins(
    stage: Stage, sessions: sessionmaker[Session], _round: int
) -> None:
    deal_id = stage.open().id
    officers = [stage.officer_actor, stage.actor(make_officer(stage.session))]
    calls = [answering(deal_id, Side.NEED, actor=officer, channel="phone", spoke_with="王测试") for officer in officers]
    stage.session.rollback()
    assert at_once(sessions, calls) == ["Conflict", "done"]
    assert len(stage.session.scalars(select(DealReply)).all()) == 1
    assert count(stage, "deal.replied") == 1


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_of_two_approvals_of_a_pair_one_opens_a_deal(
    stage: Stage, sessions: sessionmaker[Session], _round: int
) -> None:
    need_id, achievement_id, actor = stage.need.id, stage.achievement.id, stage.officer_actor
    stage.session.rollback()

    def attempt(inner: Session) -> Deal:
        return open_deal(
            inner,
            need=inner.get_one(Need, need_id),
            achievement=inner.get_one(Achievement, achievement_id),
            suggestion_id=None,
            explanation=EXPLANATION,
            message="",
            actor=actor,
        )

    assert at_once(sessions, [attempt, attempt]) == ["Conflict", "done"]
    assert len(stage.session.scalars(select(Deal)).all()) == 1
    assert count(stage, "deal.created") == 1
