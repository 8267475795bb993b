"""What the chain cannot see of itself, the checkpoints outside the database do."""

from __future__ import annotations

import json
import stat
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, delete, update
from sqlalchemy.orm import Session

from matchmaker.core import anchors, audit
from matchmaker.core.audit import GENESIS, AuditHead
from matchmaker.core.authz import system_actor
from matchmaker.core.unit_of_work import transact
from tests.support.guards import AUDIT, unguarded

ACTOR = system_actor("test")


@dataclass(frozen=True)
class Place:
    file: Path
    keys: Path

    def write(self, session: Session) -> anchors.Anchor | None:
        return anchors.write(session, self.file, self.keys)

    def problem(self, session: Session) -> str | None:
        return anchors.verify(session, self.file, self.keys).problem


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path / "anchors" / "audit.jsonl", tmp_path / "keys")


def note(session: Session, count: int = 1, *, at_once: int = 1) -> None:
    def call(inner: Session) -> None:
        for number in range(at_once):
            audit.record(inner, ACTOR, "need.noted", "need", number)

    for _ in range(count):
        transact(session, call)


def test_checkpoints_of_an_untouched_trail_hold(session: Session, place: Place) -> None:
    for _round in range(3):
        note(session)
        assert place.write(session) is not None
    assert [anchor.seq for anchor in anchors.read(place.file)] == [1, 2, 3]
    assert place.problem(session) is None
    latest = anchors.latest(place.file)
    assert latest is not None
    assert latest.seq == 3


def test_nothing_new_needs_no_checkpoint(session: Session, place: Place) -> None:
    assert place.write(session) is None
    note(session)
    place.write(session)
    assert place.write(session) is None
    assert len(anchors.read(place.file)) == 1


def cut_off(connection: Connection) -> None:
    """The tail goes and the head is set right: the chain alone looks whole."""
    connection.execute(delete(AUDIT).where(AUDIT.c.seq > 2))
    last = connection.execute(AUDIT.select().where(AUDIT.c.seq == 2)).mappings().one()
    connection.execute(update(AuditHead).values(seq=2, hash=last["hash"]))


def rewrite(connection: Connection) -> None:
    """All entries anew, with right hashes."""
    rows = [dict(row) for row in connection.execute(AUDIT.select().order_by(AUDIT.c.seq)).mappings()]
    connection.execute(delete(AUDIT))
    previous = GENESIS
    for row in rows:
        row.update(action="need.published", previous_hash=previous)
        previous = row["hash"] = audit.digest(row)
        connection.execute(AUDIT.insert().values(row))
    connection.execute(update(AuditHead).values(hash=previous))


@pytest.mark.parametrize(
    ("tamper", "told"), [(cut_off, "末尾被截断"), (rewrite, "第 4 条与锚点不符")], ids=["cut off", "rewritten"]
)
def test_what_the_chain_cannot_see_is_found(
    session: Session, engine: Engine, place: Place, tamper: Callable[[Connection], None], told: str
) -> None:
    note(session, 4)
    place.write(session)
    with unguarded(engine) as connection:
        tamper(connection)
    assert audit.verify(session).problem is None
    assert told in (place.problem(session) or "")


def test_a_broken_chain_is_named_first(session: Session, engine: Engine, place: Place) -> None:
    note(session, 2)
    place.write(session)
    with unguarded(engine) as connection:
        connection.execute(update(AUDIT).where(AUDIT.c.seq == 1).values(action="need.published"))
    assert place.problem(session) == "内容与校验值不符"


def test_a_checkpoint_written_by_somebody_else_is_found(session: Session, place: Place, tmp_path: Path) -> None:
    note(session)
    anchors.write(session, place.file, tmp_path / "other-keys")
    note(session)
    place.write(session)
    assert place.problem(session) == "第 1 条的锚点签名无效"


def test_a_changed_checkpoint_is_found(session: Session, place: Place) -> None:
    note(session, 3)
    place.write(session)
    line = json.loads(place.file.read_text())
    place.file.write_text(json.dumps({**line, "seq": 2}) + "\n")
    assert place.problem(session) == "第 2 条的锚点签名无效"


def test_a_line_that_is_none_is_named(session: Session, place: Place) -> None:
    note(session)
    place.write(session)
    with place.file.open("a") as file:
        file.write('{"seq": 7, "ha\n')
    assert place.problem(session) == "锚点文件第 2 行无法识别"


def test_the_private_key_is_nobody_elses(session: Session, place: Place) -> None:
    note(session)
    place.write(session)
    secret = place.keys / "audit-anchor.key"
    assert stat.S_IMODE(secret.stat().st_mode) == 0o600
    assert len(secret.read_bytes()) == 32


def test_a_hundred_entries_make_a_checkpoint_due(session: Session, place: Place) -> None:
    note(session)
    place.write(session)
    note(session, at_once=99)
    assert not anchors.due(session, place.file)
    note(session)
    assert anchors.due(session, place.file)


def test_the_newest_checkpoint_of_a_long_file_is_found(session: Session, place: Place) -> None:
    for _round in range(30):  # more than is read from the end
        note(session)
        place.write(session)
    assert place.file.stat().st_size > anchors.TAIL_BYTES
    assert anchors.latest(place.file) == anchors.read(place.file)[-1]
