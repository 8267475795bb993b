"""While bids are sealed nobody is told of them; afterwards the issuer and the teams are."""

from __future__ import annotations

from sqlalchemy import select

from matchmaker.challenges.services.telling import tell_team
from matchmaker.core.jobs import Job
from matchmaker.core.outbox import OutboxMessage
from tests.unit.challenges.stage import Way


def test_neither_outbox_nor_jobs_grow_with_bids(way: Way) -> None:
    way.receiving()

    def look() -> tuple[int, int]:
        way.session.rollback()
        return len(way.session.scalars(select(OutboxMessage)).all()), len(way.session.scalars(select(Job)).all())

    before = look()
    way.bid(0)
    way.bid(1)
    way.withdraw(0)
    assert look() == before
    way.close()
    [bid] = way.open()
    messages = {row.payload["kind"]: row.payload for row in way.session.scalars(select(OutboxMessage))}
    assert messages["challenge.opened"]["user_id"] == way.member.id
    way.do(tell_team, bid, "bid.test", "标题", body="正文")
    kinds = {row.payload["kind"]: row.payload for row in way.session.scalars(select(OutboxMessage))}
    assert kinds["bid.test"]["user_id"] == way.members[1].id
