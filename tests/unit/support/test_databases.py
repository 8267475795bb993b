"""A test finds its database as the migrations left it, whatever the test before it did."""

from collections.abc import Callable

import pytest
from sqlalchemy import Engine, MetaData, func, insert, inspect, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from matchmaker.core.audit import AuditHead
from matchmaker.core.db import make_engine
from matchmaker.core.security_events import SecurityEvent
from matchmaker.organizations.models import Region


def _spoil_rows(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO region (code, name, kind) VALUES ('x', 'x', 'zone')"))
        connection.execute(text("UPDATE audit_head SET seq = 7"))


def _leave_a_transaction_open(engine: Engine) -> None:
    engine.connect().execute(text("UPDATE audit_head SET seq = 9"))


def _spoil_the_schema(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE notice"))


@pytest.mark.parametrize("round_", [1, 2])
@pytest.mark.parametrize("spoil", [_spoil_rows, _leave_a_transaction_open, _spoil_the_schema])
def test_whatever_was_done_is_undone(engine: Engine, spoil: Callable[[Engine], None], round_: int) -> None:
    assert round_
    with engine.connect() as connection:
        assert connection.scalar(select(AuditHead.seq)) == 0
        assert connection.scalar(select(func.count()).where(Region.code == "x")) == 0
    assert inspect(engine).has_table("notice")
    spoil(engine)


@pytest.mark.parametrize("round_", [1, 2])
def test_numbers_begin_anew(engine: Engine, round_: int) -> None:
    assert round_
    event = insert(SecurityEvent).values(kind="test", address="-").returning(SecurityEvent.id)
    with engine.begin() as connection:
        assert connection.scalar(event) == 1


def test_guards_stand_in_the_test_database(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(insert(SecurityEvent).values(kind="test", address="-"))
    with pytest.raises((DBAPIError, IntegrityError)), engine.begin() as connection:
        connection.execute(text("DELETE FROM security_event"))


def test_an_empty_database_is_empty(empty_database_url: str) -> None:
    engine = make_engine(empty_database_url)
    try:
        found = MetaData()
        found.reflect(engine)
        assert not found.tables
    finally:
        engine.dispose()
