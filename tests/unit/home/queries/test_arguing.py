"""A seat waits for its expert until they spoke or stood back, and only while the need is argued."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from matchmaker.challenges.models import Background, Challenge
from matchmaker.challenges.services import argue, form_panel, prepare
from matchmaker.config import Settings
from matchmaker.core import clock
from matchmaker.home.queries.arguing import to_argue
from matchmaker.home.queries.lines import waiting
from tests.support.preparing import PLACES, screened
from tests.unit.challenges.stage import make_way


def test_seats_wait_until_answered(session: Session, settings: Settings) -> None:
    way = make_way(session, settings.data_dir, teams=0)
    screened(way)
    members: dict[int, Background] = dict(zip((each.id for each in way.experts), PLACES, strict=False))
    first, second, third = way.do(argue.seat_arguers, Challenge, members, actor=way.actor(way.county))

    def waits() -> list[int]:
        queries: dict[str, Any] = {
            str(seat.id): (to_argue(way.expert(seat)), clock.now()) for seat in (first, second, third)
        }
        return sorted(line.id for found in waiting(session, queries).values() for line in found.lines)

    assert waits() == [first.id, second.id, third.id]
    way.do(form_panel.declare_conflict, first, conflict=True, note="同事。", actor=way.expert(first))
    way.do(form_panel.declare_conflict, second, conflict=False, actor=way.expert(second))
    way.opine(second)
    assert waits() == [third.id]
    way.do(prepare.return_challenge, Challenge, reason="再凝练。", actor=way.actor(way.county))
    assert waits() == []
