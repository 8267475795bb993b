"""The operator's commands: make a key, open with two officers' words, prove a receipt."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from matchmaker.challenges.process import document
from matchmaker.challenges.sealing import officers
from matchmaker.config import Settings
from matchmaker.core import clock
from tests.support.commands import Commands
from tests.unit.challenges.ceremony import CHEAP
from tests.unit.challenges.stage import Way, make_way


@pytest.fixture
def way(session: Session, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Way:
    monkeypatch.setattr(officers, "Cost", lambda: CHEAP)
    return make_way(session, settings.data_dir)


def test_from_the_key_to_the_opening(way: Way, commands: Commands, tmp_path: Path) -> None:
    way.approved()
    way.session.rollback()
    words = {holder.login: f"passphrase number {place}" for place, holder in enumerate(way.holders)}
    secrets, number = tmp_path / "secrets.json", str(way.challenge_id)
    secrets.write_text(json.dumps(words), encoding="utf-8")
    logins = list(words)

    two = ["--officer", logins[0], "--officer", logins[1], "--secret-file", str(secrets)]
    assert "三名" in commands.run("challenge", "keys", number, *two, status=1).stderr
    made = commands.json("challenge", "keys", number, "--secret-file", str(secrets))
    assert made["officers"] == sorted(words)
    assert "密钥" in commands.run("challenge", "keys", number, "--secret-file", str(secrets), status=1).stderr

    way.post()
    receipt = tmp_path / "receipt.json"
    receipt.write_text(json.dumps(way.bid(0)), encoding="utf-8")
    assert "不在待启封" in commands.run("challenge", "open", number, *two, status=1).stderr
    way.close()
    assert "授权" in commands.run("challenge", "open", number, *two, status=1).stderr
    way.authorize(0, 1)
    way.session.rollback()
    wrong = tmp_path / "wrong.json"
    wrong.write_text(json.dumps({**words, logins[1]: "not the passphrase"}), encoding="utf-8")
    assert "口令不对" in commands.run("challenge", "open", number, *two[:-1], str(wrong), status=1).stderr
    assert commands.json("challenge", "open", number, *two) == {"challenge": way.challenge_id, "bids": 1}
    assert "不在待启封" in commands.run("challenge", "open", number, *two, status=1).stderr

    assert commands.json("challenge", "verify", str(receipt))["genuine"] is True
    changed = json.loads(receipt.read_text(encoding="utf-8"))
    changed["statement"]["received_at"] = (clock.now() - timedelta(days=1)).isoformat()
    receipt.write_text(json.dumps(changed), encoding="utf-8")
    assert commands.json("challenge", "verify", str(receipt), status=1)["genuine"] is False


def test_mistakes_are_told_plainly(commands: Commands, tmp_path: Path) -> None:
    broken = tmp_path / "broken.json"
    broken.write_text("no json", encoding="utf-8")
    assert "JSON" in commands.run("challenge", "keys", "1", "--secret-file", str(broken), status=1).stderr
    assert "没有这道榜题" in commands.run("challenge", "open", "1", status=1).stderr
    assert "无效" in commands.run("challenge", "verify", str(broken), status=1).stdout
    assert commands.run("challenge", "process").stdout == document()
