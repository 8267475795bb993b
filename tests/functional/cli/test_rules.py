"""`matchmaker rules load`: the shipped rules or a file's, once, and wrong ones told by name."""

from __future__ import annotations

import json
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.deals.subsidies.models import RuleVersion
from matchmaker.deals.subsidies.services.load_rules import shipped
from tests.factories.subsidies import shipped_rule
from tests.support.command import Command


def test_the_shipped_rules_load_once(command: Command, session: Session) -> None:
    assert command.json("rules", "load", "--draft")["created"] == len(shipped())
    assert command.json("rules", "load")["unchanged"] == len(shipped())
    assert set(session.scalars(select(RuleVersion.state))) == {"draft"}
    assert command.json("check")["ok"]


def test_a_rule_with_a_wrong_example_is_not_taken(command: Command, tmp_path: Path) -> None:
    wrong, file = shipped_rule(), tmp_path / "rules.json"
    wrong["vectors"][2]["amount"] += 1
    file.write_text(json.dumps([wrong, shipped_rule("pct")]), encoding="utf-8")
    done = command("rules", "load", str(file), code=3)
    assert "刚好到上限" in done.stdout
    assert "新增 1" in done.stdout
    for strange in ("{", "{}", "[1]"):
        file.write_text(strange, encoding="utf-8")
        assert str(file) in command("rules", "load", str(file), code=1).stderr
