"""`matchmaker audit`: whoever doubts the trail can verify it, and sees where it was touched."""

from pathlib import Path

from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from matchmaker.config import Settings
from matchmaker.core import append_only, audit
from matchmaker.core.authz import system_actor
from matchmaker.core.unit_of_work import transact
from tests.support.command import Command


def _write(session: Session, count: int = 3) -> None:
    def record(inner: Session) -> None:
        for number in range(count):
            audit.record(inner, system_actor("test"), "x.done", "x", number)

    transact(session, record)


def _without_guard(engine: Engine, statement: str) -> None:
    """Do what the triggers forbid, as somebody with the database's password could."""
    with engine.begin() as connection:
        for lift in append_only.removal("audit_entry", engine.dialect.name):
            connection.execute(text(lift))
        connection.execute(text(statement))
        for guard in append_only.statements("audit_entry", engine.dialect.name):
            connection.execute(text(guard))


def test_an_untouched_chain_is_whole(command: Command, session: Session) -> None:
    _write(session)
    verdict = command.json("audit", "verify")
    assert (verdict["ok"], verdict["entries"], verdict["problem"]) == (True, 3, None)


def test_an_edited_entry_is_named(command: Command, session: Session, engine: Engine) -> None:
    _write(session)
    _without_guard(engine, "UPDATE audit_entry SET subject_id = '9' WHERE seq = 2")
    verdict = command.json("audit", "verify", code=1)
    assert (verdict["ok"], verdict["seq"]) == (False, 2)
    assert "第 2 条" in command("audit", "verify", code=1).stdout


def test_a_cut_off_tail_shows_against_the_checkpoint(
    command: Command, session: Session, engine: Engine, settings: Settings, tmp_path: Path
) -> None:
    _write(session)
    assert command.json("audit", "anchor")["seq"] == 3
    kept = tmp_path / "kept-elsewhere.jsonl"
    kept.write_bytes(settings.anchor_file.read_bytes())
    _without_guard(engine, "DELETE FROM audit_entry WHERE seq = 3")
    with engine.begin() as connection:
        connection.execute(text("UPDATE audit_head SET seq = 2, hash = (SELECT hash FROM audit_entry WHERE seq = 2)"))
    settings.anchor_file.unlink()
    assert command.json("audit", "verify")["ok"]
    assert command.json("audit", "verify", "--anchor", str(kept), code=1)["seq"] == 3


def test_nothing_new_needs_no_checkpoint(command: Command, session: Session) -> None:
    _write(session)
    command("audit", "anchor")
    assert command.json("audit", "anchor") is None


def test_a_missing_checkpoint_file_is_told(command: Command, tmp_path: Path) -> None:
    assert "没有这个文件" in command("audit", "verify", "--anchor", str(tmp_path / "none"), code=2).stderr
