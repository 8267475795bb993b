"""An intention brings notices of what is public, and leaves no other trace."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from matchmaker.challenges.models import Challenge
from matchmaker.challenges.queries.public import followed_by, followers
from matchmaker.challenges.services import extend_deadline, post, question, stop
from matchmaker.challenges.services.intend import drop_intention, register_intention
from matchmaker.core.audit import AuditEntry
from matchmaker.core.errors import Conflict, NotFound
from matchmaker.core.outbox import OutboxMessage
from tests.unit.challenges.stage import Way


def told(way: Way, user_id: int) -> list[str]:
    way.session.rollback()
    payloads = way.session.scalars(select(OutboxMessage.payload).order_by(OutboxMessage.id))
    return [each["kind"] for each in payloads if each.get("user_id") == user_id]


def test_who_registered_is_told_of_every_change(way: Way) -> None:
    way.receiving()
    member = way.members[2]
    for _twice in range(2):
        way.do(register_intention, Challenge, actor=way.actor(member))
    way.do(post.correct, way.challenge_id, {"goal": "新的目标。"}, note="笔误。", actor=way.actor(way.county))
    asked = way.do(question.ask, Challenge, "接受联合体吗？", actor=way.actor(way.members[1]))
    way.do(question.answer, Challenge, asked, "接受。", actor=way.actor(way.member))
    later = (way.challenge.closes_at or way.challenge.state_at) + timedelta(days=5)
    actor = way.actor(way.county)
    moved = way.do(extend_deadline.propose_extension, way.challenge_id, later, reason="多家提问。", actor=actor)
    way.do(extend_deadline.confirm_extension, moved, actor=way.actor(way.officer))
    way.do(stop.withdraw_challenge, Challenge, reason="企业停产。", actor=way.actor(way.member))
    kinds = ["challenge.corrected", "challenge.answered", "challenge.corrected", "challenge.withdraw"]
    assert told(way, member.id) == kinds
    assert told(way, way.members[1].id) == []


def test_it_can_be_dropped_and_stands_in_no_trail(way: Way) -> None:
    way.receiving()
    member = way.members[0]
    entries = way.session.scalars(select(AuditEntry.seq)).all()
    way.do(register_intention, Challenge, actor=way.actor(member))
    assert followers(way.session, way.challenge_id) == [member.id]
    assert followed_by(way.session, member.id) == {way.challenge_id}
    assert way.session.scalars(select(AuditEntry.seq)).all() == entries
    way.do(drop_intention, Challenge, actor=way.actor(member))
    assert followers(way.session, way.challenge_id) == []


def test_nothing_is_registered_before_the_posting_or_after_the_end(way: Way) -> None:
    way.approved()
    actor = way.actor(way.members[0])
    with pytest.raises(NotFound):
        way.do(register_intention, Challenge, actor=actor)
    way.make_keys()
    way.post()
    way.do(stop.withdraw_challenge, Challenge, reason="企业停产。", actor=way.actor(way.member))
    with pytest.raises(Conflict):
        way.do(register_intention, Challenge, actor=actor)
