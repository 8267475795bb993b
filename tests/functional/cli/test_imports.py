"""`matchmaker import`: good lines are kept, bad ones are named, and twice is as once."""

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matchmaker.catalog.models import Achievement, Need
from matchmaker.catalog.services.known_record import CLAIMING_UNIT
from matchmaker.cli.import_lines import LONGEST_CONTENT, LONGEST_TITLE
from matchmaker.core.jobs import Job
from matchmaker.organizations.models import Organization
from tests.factories.organizations import make_enterprise
from tests.support.command import Command

GOOD = {"id": "a1", "title": "磨削烧伤在线检测", "content": "套圈磨削后靠酸洗抽检烧伤，需要在线无损检测。"}
PARTIAL = 3


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "records.jsonl"


def _write(file: Path, *lines: Any) -> None:
    texts = [line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines]
    file.write_text("\n".join(texts), encoding="utf-8")


def _counts(report: dict[str, Any]) -> tuple[int, int, int, int]:
    return report["created"], report["updated"], report["unchanged"], len(report["rejected"])


@pytest.mark.parametrize(("kind", "model"), [("needs", Need), ("achievements", Achievement)])
def test_twice_is_as_once(
    command: Command, session: Session, file: Path, kind: str, model: type[Need | Achievement]
) -> None:
    _write(file, GOOD, {"id": "a2", "title": "只有题目"})
    assert _counts(command.json("import", kind, str(file), "--publish")) == (2, 0, 0, 0)
    assert set(session.scalars(select(model.state))) == {"published"}
    assert _counts(command.json("import", kind, str(file), "--publish")) == (0, 0, 2, 0)


def test_a_changed_line_updates_its_record(command: Command, session: Session, file: Path) -> None:
    _write(file, GOOD)
    command("import", "needs", str(file), "--publish")
    _write(file, {**GOOD, "title": "磨削烧伤全检"})
    assert _counts(command.json("import", "needs", str(file), "--publish")) == (0, 1, 0, 0)
    assert session.execute(select(Need.title, Need.state)).all() == [("磨削烧伤全检", "published")]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("{broken", "JSON"),
        ("[1, 2]", "对象"),
        ({"title": "没有编号"}, "id"),
        ({"id": "b", "title": "  "}, "title"),
        ({"id": "b", "title": 7.5}, "title"),
        ({"id": "b", "title": "长" * (LONGEST_TITLE + 1)}, "title"),
        ({"id": "b", "title": "控制\u0007字符"}, "控制字符"),
        ({"id": "b", "title": "题目", "content": "长" * (LONGEST_CONTENT + 1)}, "content"),
        ({"id": "a1", "title": "编号重复"}, "重复"),
    ],
)
def test_a_bad_line_is_named_and_the_good_ones_are_kept(
    command: Command, session: Session, file: Path, line: Any, why: str
) -> None:
    _write(file, GOOD, line)
    report = command.json("import", "needs", str(file), code=PARTIAL)
    assert _counts(report) == (1, 0, 0, 1)
    assert report["rejected"][0]["row"] == 2
    assert why in report["rejected"][0]["reason"]
    assert session.scalar(select(func.count(Need.id))) == 1


def test_bytes_that_are_no_text_are_told(command: Command, file: Path) -> None:
    file.write_bytes(json.dumps(GOOD).encode() + b"\n\xff\xfe{}")
    report = command.json("import", "needs", str(file), code=PARTIAL)
    assert "UTF-8" in report["rejected"][0]["reason"]


def test_a_trial_writes_no_record(command: Command, session: Session, file: Path) -> None:
    _write(file, GOOD)
    assert _counts(command.json("import", "needs", str(file), "--dry-run", "--publish")) == (1, 0, 0, 0)
    assert session.scalar(select(func.count(Need.id))) == 0


def test_the_owner_is_the_named_unit_or_one_that_waits_to_be_claimed(
    command: Command, session: Session, file: Path
) -> None:
    unit = make_enterprise(session)
    _write(file, GOOD)
    command("import", "needs", str(file), "--organization", unit.name)
    _write(file, {**GOOD, "id": "a2"})
    command("import", "needs", str(file))
    owners = select(Organization.name).join(Need, Need.organization_id == Organization.id).order_by(Need.id)
    assert list(session.scalars(owners)) == [unit.name, CLAIMING_UNIT]


def test_an_unknown_unit_is_told_and_nothing_is_taken(command: Command, session: Session, file: Path) -> None:
    _write(file, GOOD)
    assert "没有这家" in command("import", "needs", str(file), "--organization", "没有这家", code=1).stderr
    assert session.scalar(select(func.count(Need.id))) == 0


def test_one_import_causes_one_matching(command: Command, session: Session, file: Path) -> None:
    _write(file, *({**GOOD, "id": f"n{number}"} for number in range(5)))
    command("import", "needs", str(file), "--publish")
    kinds = [kind for kind in session.scalars(select(Job.kind)) if kind.startswith("matching.refresh_all")]
    assert len(kinds) == 1
