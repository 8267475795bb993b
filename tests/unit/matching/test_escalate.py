from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.core import clock
from matchmaker.core.outbox import OutboxMessage
from matchmaker.core.unit_of_work import transact
from matchmaker.matching.models import Suggestion, SuggestionState
from matchmaker.matching.services.escalate import remind_late
from tests.factories.accounts import make_officer
from tests.factories.matching import make_suggestion


def _told(session: Session) -> list[str]:
    found = [message.payload["title"] for message in session.scalars(select(OutboxMessage))]
    session.rollback()
    return found


def test_officers_are_told_once_a_day_and_nothing_is_approved(session: Session) -> None:
    make_officer(session)
    make_suggestion(session)
    session.rollback()
    with clock.frozen(clock.now() + timedelta(days=20)):
        transact(session, remind_late)
        transact(session, remind_late)
    assert _told(session) == ["有 1 条匹配推荐超过决定期限"]
    assert session.scalars(select(Suggestion.state)).all() == [SuggestionState.PROPOSED]


def test_what_is_within_its_time_is_not_mentioned(session: Session) -> None:
    make_officer(session)
    make_suggestion(session)
    transact(session, remind_late)
    assert _told(session) == []


def test_weak_pairs_press_nobody(session: Session) -> None:
    make_officer(session)
    make_suggestion(session, level="weak", score=0.08)
    session.rollback()
    with clock.frozen(clock.now() + timedelta(days=20)):
        transact(session, remind_late)
    assert _told(session) == []
