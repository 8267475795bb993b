"""The trail cannot be changed unnoticed, and cannot fork."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine, delete, func, insert, select, update
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session, sessionmaker

from matchmaker.accounts.models import User
from matchmaker.core import audit, clock
from matchmaker.core.audit import GENESIS, AuditEntry, AuditHead
from matchmaker.core.authz import Actor, system_actor
from matchmaker.core.unit_of_work import transact
from tests.factories.accounts import make_user
from tests.support.guards import AUDIT, drop_guards, unguarded
from tests.support.race import race, winners

ACTOR = system_actor("test")


def note(number: int, inner: Session) -> None:
    audit.record(
        inner, ACTOR, "need.noted", "need", number, title="薄膜应力控制", number=number, tags=["膜", None, True]
    )


def note_all(inner: Session, count: int) -> None:
    for number in range(count):
        note(number, inner)


@pytest.fixture
def trail(session: Session) -> int:
    """Five entries; returns how many there are."""
    for number in range(5):
        transact(session, partial(note, number))
    return 5


def row(connection: Connection, seq: int) -> dict[str, Any]:
    return dict(connection.execute(select(AUDIT).where(AUDIT.c.seq == seq)).mappings().one())


def test_an_untouched_trail_is_whole(session: Session, trail: int) -> None:
    verdict = audit.verify(session)
    assert (verdict.problem, verdict.entries) == (None, trail)
    assert verdict.head_hash == session.scalars(select(AuditHead.hash)).one()


def test_an_empty_trail_is_whole(session: Session) -> None:
    verdict = audit.verify(session)
    assert (verdict.problem, verdict.entries, verdict.head_hash) == (None, 0, GENESIS)


EDITS = {
    "at": clock.now() - timedelta(days=1),
    "actor_kind": "user",
    "actor_id": 7,
    "actor_name": "somebody",
    "action": "need.published",
    "subject_kind": "achievement",
    "subject_id": "99",
    "detail": {"title": "改过"},
}


@pytest.mark.parametrize("column", EDITS)
def test_an_edited_entry_is_found(session: Session, engine: Engine, trail: int, column: str) -> None:
    assert trail
    with unguarded(engine) as connection:
        connection.execute(update(AUDIT).where(AUDIT.c.seq == 3).values({column: EDITS[column]}))
    verdict = audit.verify(session)
    assert (verdict.seq, verdict.problem) == (3, "内容与校验值不符")


def test_an_entry_edited_with_its_hash_is_found_at_the_next(session: Session, engine: Engine, trail: int) -> None:
    assert trail
    with unguarded(engine) as connection:
        changed = {**row(connection, 3), "action": "need.published"}
        values = {"action": "need.published", "hash": audit.digest(changed)}
        connection.execute(update(AUDIT).where(AUDIT.c.seq == 3).values(values))
    assert audit.verify(session).seq == 4


@pytest.mark.parametrize("seq", [1, 3])
def test_a_deleted_entry_is_found(session: Session, engine: Engine, trail: int, seq: int) -> None:
    assert trail
    with unguarded(engine) as connection:
        connection.execute(delete(AUDIT).where(AUDIT.c.seq == seq))
    assert audit.verify(session).problem == f"第 {seq} 条缺失"


def close_the_gap(connection: Connection) -> None:
    connection.execute(delete(AUDIT).where(AUDIT.c.seq == 3))
    for seq in (4, 5):
        connection.execute(update(AUDIT).where(AUDIT.c.seq == seq).values(seq=seq - 1))


def swap(connection: Connection) -> None:
    for seq, place in ((2, 99), (3, 2), (99, 3)):
        connection.execute(update(AUDIT).where(AUDIT.c.seq == seq).values(seq=place))


def insert_between(connection: Connection) -> None:
    for seq in (5, 4, 3):
        connection.execute(update(AUDIT).where(AUDIT.c.seq == seq).values(seq=seq + 1))
    forged = {**row(connection, 2), "seq": 3, "action": "need.published"}
    forged["previous_hash"] = forged["hash"]
    connection.execute(insert(AUDIT).values({**forged, "hash": audit.digest(forged)}))


@pytest.mark.parametrize("tamper", [close_the_gap, swap, insert_between])
def test_a_reordered_or_inserted_entry_is_found(
    session: Session, engine: Engine, trail: int, tamper: Callable[[Connection], None]
) -> None:
    assert trail
    with unguarded(engine) as connection:
        tamper(connection)
    verdict = audit.verify(session)
    assert verdict.problem
    assert verdict.seq in {2, 3, 4}


def test_a_cut_off_tail_is_found_by_the_head(session: Session, engine: Engine, trail: int) -> None:
    assert trail
    with unguarded(engine) as connection:
        connection.execute(delete(AUDIT).where(AUDIT.c.seq > 3))
    assert audit.verify(session).problem == "链头指向第 5 条，实际末条为第 3 条"


def test_a_lost_head_is_found(session: Session, engine: Engine, trail: int) -> None:
    assert trail
    with engine.begin() as connection:
        connection.execute(delete(AuditHead))
    assert audit.verify(session).problem == "链头记录缺失"


def test_a_lifted_guard_is_found(session: Session, engine: Engine, trail: int) -> None:
    assert trail
    with engine.begin() as connection:
        drop_guards(connection, "audit_entry")
    assert "audit_entry_refuse_update" in (audit.verify(session).problem or "")


def test_who_writes_at_once_never_forks_the_chain(session: Session, sessions: sessionmaker[Session]) -> None:
    def write(own: Session) -> None:
        for number in range(10):
            transact(own, partial(note, number))

    assert len(winners(race(sessions, [write] * 6))) == 6
    verdict = audit.verify(session)
    assert (verdict.problem, verdict.entries) == (None, 60)


def test_a_change_whose_entry_cannot_be_written_does_not_happen(session: Session, engine: Engine) -> None:
    user = make_user(session, name="原名")
    with engine.begin() as connection:
        connection.execute(delete(AuditHead))

    def rename(inner: Session) -> None:
        inner.get_one(User, user.id).name = "新名"
        audit.record(inner, ACTOR, "user.renamed", "user", user.id)

    with pytest.raises(NoResultFound):
        transact(session, rename)
    session.refresh(user)
    assert user.name == "原名"


@pytest.mark.parametrize("detail", [{"score": 0.5}, {"parts": [{"weight": 0.5}]}, {"pair": (1, 0.5)}])
def test_floats_are_refused(session: Session, detail: dict[str, Any]) -> None:
    with pytest.raises(TypeError, match="floats"):
        audit.record(session, ACTOR, "need.noted", "need", 1, **detail)


def test_a_person_appears_by_number_only(session: Session) -> None:
    somebody = Actor(kind="user", user_id=41, login="li.qing", name="李青", email="li@example.org")
    transact(session, lambda inner: audit.record(inner, somebody, "need.noted", "need", 1))
    entry = session.scalars(select(AuditEntry)).one()
    assert (entry.actor_kind, entry.actor_id, entry.actor_name) == ("user", 41, "")


def test_entries_of_one_transaction_keep_their_order(session: Session) -> None:
    transact(session, lambda inner: note_all(inner, 4))
    assert list(session.scalars(select(AuditEntry.subject_id).order_by(AuditEntry.seq))) == ["0", "1", "2", "3"]
    assert session.scalar(select(func.count()).select_from(AuditEntry)) == 4


def test_whatever_text_there_is_comes_back_as_it_was_hashed(session: Session) -> None:
    """Both databases must give back exactly what the hash was computed over."""
    tricky = {
        "emoji": "🧪",
        "quote": "\"'\\",
        "space": " \t\n",
        "big": 2**53 + 1,
        "nested": {"b": [1, {"a": ""}], "a": -0},
    }
    transact(session, lambda inner: audit.record(inner, ACTOR, "need.noted", "need", 1, **tricky))
    assert audit.verify(session).problem is None


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.text(), JSON, max_size=4), st.text(min_size=1))
def test_the_hash_depends_on_every_part(detail: dict[str, Any], action: str) -> None:
    entry = {
        "seq": 1,
        "at": clock.now(),
        "actor_kind": "system",
        "actor_id": None,
        "actor_name": "",
        "action": action,
        "subject_kind": "need",
        "subject_id": "1",
        "detail": detail,
        "previous_hash": GENESIS,
    }
    shuffled = dict(reversed(list(detail.items())))
    if any("\ud800" <= each <= "\udfff" for each in repr(entry)):
        return
    assert audit.digest(entry) == audit.digest({**entry, "detail": shuffled})
    assert audit.digest(entry) != audit.digest({**entry, "detail": {**detail, "\0more": 1}})
    assert audit.digest(entry) != audit.digest({**entry, "previous_hash": "1" * 64})
