"""Milestones that come near or are late are told once each, to whom it concerns."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from sqlalchemy import select

from matchmaker.challenges.models import Verdict
from matchmaker.challenges.services import milestone
from matchmaker.challenges.services.remind_milestones import remind, waiting_milestones
from matchmaker.core import clock
from matchmaker.core.outbox import OutboxMessage
from tests.unit.challenges.stage import STAGES, Way

DUE = datetime.combine(STAGES[0].due_on, time(9), clock.CHINA)


def told(way: Way, at: datetime) -> set[tuple[str, int]]:
    """(kind, receiver) of all reminders so far, after reminding at ``at``."""
    with clock.frozen(at):
        for each in waiting_milestones(way.session):
            way.do(remind, each)
    way.session.rollback()
    sent = way.session.scalars(select(OutboxMessage).where(OutboxMessage.dedup_key.like("milestone:%:%:u%")))
    found = {(each.payload["kind"], each.payload["user_id"]) for each in sent}
    return {(kind, who) for kind, who in found if kind in {"bid.milestone_soon", "bid.milestone_late"}}


def test_the_team_hears_before_and_officers_and_issuer_after(way: Way) -> None:
    [bid] = way.working(bids=1)
    team = way.member_of(bid).id
    assert told(way, DUE - timedelta(days=60)) == set()
    assert told(way, DUE - timedelta(days=3)) == told(way, DUE) == {("bid.milestone_soon", team)}
    late = {who for kind, who in told(way, DUE + timedelta(days=1)) if kind == "bid.milestone_late"}
    assert {team, way.member.id} < late
    assert late & {way.officer.id, way.county.id}


def test_what_is_reported_is_not_pressed_until_it_must_be_put_right(way: Way) -> None:
    way.working(bids=1)
    first, second = way.milestones()
    way.do(milestone.report, first, "已完成。", actor=way.team_of(first))
    assert waiting_milestones(way.session) == [second.id]
    way.review(first, Verdict.RECTIFY)
    assert waiting_milestones(way.session) == [first.id, second.id]
