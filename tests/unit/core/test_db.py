"""Instants, ids and the habits of both databases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from enum import StrEnum

import pytest
from sqlalchemy import CheckConstraint, Engine, select, text
from sqlalchemy.exc import IntegrityError, StatementError
from sqlalchemy.orm import Session, sessionmaker

from matchmaker.accounts.models import Notice, User
from matchmaker.catalog.models import NeedIndicator
from matchmaker.core import clock
from matchmaker.core.db import LARGEST_ID, UTCDateTime, one_of
from matchmaker.core.security_events import SecurityEvent
from matchmaker.core.unit_of_work import transact
from tests.factories.accounts import make_user
from tests.factories.catalog import make_need
from tests.factories.organizations import make_enterprise

CHINESE = datetime(2026, 3, 5, 7, 59, 59, 123456, tzinfo=clock.CHINA)


def store(session: Session, at: datetime) -> None:
    transact(session, lambda inner: inner.add(SecurityEvent(kind="test", address="-", at=at)))


def test_an_instant_comes_back_in_utc_whatever_its_zone(session: Session) -> None:
    store(session, CHINESE)
    stored = session.scalars(select(SecurityEvent.at)).one()
    assert stored == CHINESE
    assert stored.tzinfo is UTC
    assert stored.isoformat() == "2026-03-04T23:59:59.123456+00:00"


def test_instants_are_compared_as_instants(session: Session) -> None:
    store(session, CHINESE)
    same = CHINESE.astimezone(timezone(timedelta(hours=-8)))
    assert session.scalar(select(SecurityEvent.id).where(SecurityEvent.at == same)) is not None
    assert session.scalar(select(SecurityEvent.id).where(SecurityEvent.at < same)) is None


def test_a_naive_datetime_is_refused_in_rows_and_in_questions(session: Session) -> None:
    naive = datetime(2026, 3, 5)  # noqa: DTZ001 - the point
    with pytest.raises(StatementError, match="naive"):
        store(session, naive)
    with pytest.raises(StatementError, match="naive"):
        session.scalars(select(SecurityEvent).where(SecurityEvent.at < naive)).all()


def test_an_error_does_not_repeat_what_was_typed(session: Session) -> None:
    """Errors are logged, and what people type may be secret."""
    with pytest.raises(IntegrityError) as caught:
        make_user(session, login="WEN 保密内容")
    assert "[parameters" not in str(caught.value)


def test_no_instant_is_stored_without_its_type() -> None:
    """A plain DateTime loses the zone on SQLite."""
    from_metadata = [
        f"{table.name}.{column.name}"
        for table in User.metadata.tables.values()
        for column in table.columns
        if type(column.type).__name__ == "DateTime"
    ]
    assert from_metadata == []
    assert isinstance(User.__table__.c.created_at.type, UTCDateTime)


def test_ids_go_up_to_int8(session: Session) -> None:
    transact(session, lambda inner: inner.add(SecurityEvent(id=LARGEST_ID, kind="test", address="-")))
    assert session.get_one(SecurityEvent, LARGEST_ID).id == LARGEST_ID


def test_foreign_keys_hold(session: Session) -> None:
    notice = {"dedup_key": "a", "kind": "test", "title": "消息"}
    with pytest.raises(IntegrityError):
        transact(session, lambda inner: inner.add(Notice(user_id=999_999, **notice)))


def test_a_row_of_one_unit_cannot_hang_on_a_record_of_another(session: Session) -> None:
    need, stranger = make_need(session), make_enterprise(session)
    row = NeedIndicator(need_id=need.id, organization_id=stranger.id, position=9, name="收率")
    with pytest.raises(IntegrityError):
        transact(session, lambda inner: inner.add(row))


def test_checks_hold(session: Session) -> None:
    with pytest.raises(IntegrityError):
        make_user(session, login="Upper")


def test_sqlite_is_set_up_for_safety(backend: str, engine: Engine) -> None:
    if backend == "postgresql":
        with engine.connect() as connection:
            assert connection.scalar(text("SHOW lock_timeout")) == "5s"
            assert connection.scalar(text("SHOW statement_timeout")) == "1min"
            assert connection.scalar(text("SHOW timezone")) == "UTC"
        return
    expected = {"journal_mode": "wal", "foreign_keys": 1, "synchronous": 2, "busy_timeout": 5000}
    with engine.connect() as connection:
        found = {name: connection.scalar(text(f"PRAGMA {name}")) for name in expected}
    assert found == expected


def test_a_read_on_sqlite_is_one_snapshot(backend: str, session: Session, sessions: sessionmaker[Session]) -> None:
    """Two questions of one page see the same rows, unless the database is asked for less."""
    make_user(session)
    with sessions() as reader:
        before = len(reader.scalars(select(User.id)).all())
        make_user(session)
        after = len(reader.scalars(select(User.id)).all())
    assert after - before == (0 if backend == "sqlite" else 1)


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


@pytest.mark.parametrize(
    ("optional", "expected"),
    [(False, "colour IN ('red', 'blue')"), (True, "colour IS NULL OR colour IN ('red', 'blue')")],
)
def test_a_check_lists_the_values(optional: bool, expected: str) -> None:  # noqa: FBT001
    check = one_of("colour", Colour, optional=optional)
    assert isinstance(check, CheckConstraint)
    assert str(check.sqltext) == expected
