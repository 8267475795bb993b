from pathlib import Path

from sqlalchemy import text
from sqlalchemy.orm import Session

from matchmaker.config import Settings
from matchmaker.core import append_only
from matchmaker.core.unit_of_work import transact
from tests.factories.catalog import make_need
from tests.support.commands import Commands


def _tamper(session: Session, statement: str) -> None:
    """As somebody with the database's password would: the triggers are taken away and put back."""
    dialect = session.get_bind().dialect.name

    def change(inner: Session) -> None:
        for each in append_only.removal("audit_entry", dialect):
            inner.execute(text(each))
        inner.execute(text(statement))
        for each in append_only.statements("audit_entry", dialect):
            inner.execute(text(each))

    transact(session, change)


def test_a_whole_chain_verifies(commands: Commands, session: Session) -> None:
    make_need(session)
    session.rollback()
    assert commands.json("audit", "verify")["ok"] is True
    assert "完整" in commands.run("audit", "verify").stdout


def test_an_edited_entry_is_named(commands: Commands, session: Session) -> None:
    make_need(session)
    _tamper(session, "UPDATE audit_entry SET action = 'need.nothing' WHERE seq = 2")
    found = commands.json("audit", "verify", status=1)
    assert (found["ok"], found["seq"]) == (False, 2)


def test_a_tail_cut_off_is_found_by_the_anchor(commands: Commands, session: Session, settings: Settings) -> None:
    make_need(session)
    session.rollback()
    anchored = commands.json("audit", "anchor")
    _tamper(session, f"DELETE FROM audit_entry WHERE seq = {anchored['seq']}")
    _tamper(
        session,
        f"UPDATE audit_head SET seq = {anchored['seq'] - 1}, "
        f"hash = (SELECT hash FROM audit_entry WHERE seq = {anchored['seq'] - 1})",
    )
    found = commands.json("audit", "verify", "--anchor", str(settings.anchor_file), status=1)
    assert "截断" in found["problem"]


def test_nothing_new_needs_no_anchor(commands: Commands, session: Session) -> None:
    make_need(session)
    session.rollback()
    commands.run("audit", "anchor")
    assert commands.json("audit", "anchor") is None


def test_a_missing_anchor_file_is_said(commands: Commands, tmp_path: Path) -> None:
    assert "没有这个文件" in commands.run("audit", "verify", "--anchor", str(tmp_path / "none"), status=2).stderr
