import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matchmaker.catalog.models import Achievement, Need
from matchmaker.core.jobs import Job
from tests.support.commands import Commands

GOOD = {"id": "n1", "title": "轴承套圈磨削烧伤在线检测", "content": "人工酸洗抽检，漏检率高。"}


def _file(tmp_path: Path, *lines: Any) -> str:
    path = tmp_path / "given.jsonl"
    path.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines), "utf-8")
    return str(path)


def _needs(session: Session) -> list[tuple[str, str, str]]:
    session.rollback()
    rows = session.execute(select(Need.title, Need.problem, Need.state).order_by(Need.id))
    return [(row[0], row[1], row[2]) for row in rows]


def test_a_line_becomes_a_published_record_and_one_refresh_is_ordered(
    commands: Commands, session: Session, tmp_path: Path
) -> None:
    second = {"id": 2, "title": "只有编号和名称"}
    report = commands.json("import", "needs", _file(tmp_path, GOOD, second), "--publish")
    assert (report["created"], report["rejected"]) == (2, [])
    assert [state for _title, _problem, state in _needs(session)] == ["published", "published"]
    assert session.scalar(select(func.count()).select_from(Job).where(Job.kind == "matching.refresh_all")) == 1


def test_the_same_file_twice_changes_nothing(commands: Commands, tmp_path: Path) -> None:
    file = _file(tmp_path, GOOD)
    commands.json("import", "needs", file, "--publish")
    again = commands.json("import", "needs", file, "--publish")
    assert (again["created"], again["updated"], again["unchanged"]) == (0, 0, 1)


def test_a_changed_line_updates_its_record(commands: Commands, session: Session, tmp_path: Path) -> None:
    commands.json("import", "needs", _file(tmp_path, GOOD), "--publish")
    changed = commands.json("import", "needs", _file(tmp_path, {**GOOD, "content": "改为全检。"}), "--publish")
    assert changed["updated"] == 1
    assert _needs(session) == [(GOOD["title"], "改为全检。", "published")]


def test_without_publish_records_stay_drafts(commands: Commands, session: Session, tmp_path: Path) -> None:
    commands.json("import", "achievements", _file(tmp_path, {"id": "a1", "title": "烧伤检测仪"}))
    assert session.scalars(select(Achievement.state)).all() == ["draft"]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{不是 JSON", "不是合格的 JSON"),
        ("[1, 2]", "每行应是一个对象"),
        ({"id": "x"}, "title 不能为空"),
        ({"id": "x", "title": "  "}, "title 不能为空"),
        ({"title": "没有编号"}, "id 不能为空"),
        ({"id": "x", "title": "长" * 121}, "title 超过 120 字"),
        ({"id": "x", "title": "有\u0000空字符"}, "控制字符"),
        ({"id": "x", "title": "名称", "content": ["不是文字"]}, "content 应是文字"),
        ({"id": "n1", "title": "编号重复"}, "在文件中重复"),
    ],
)
def test_a_bad_line_is_refused_with_its_row_and_the_good_one_kept(
    commands: Commands, session: Session, tmp_path: Path, line: Any, reason: str
) -> None:
    report = commands.json("import", "needs", _file(tmp_path, GOOD, line), "--publish", status=3)
    assert report["created"] == 1
    assert [(each["row"], reason in each["reason"]) for each in report["rejected"]] == [(2, True)]
    assert len(_needs(session)) == 1


def test_a_dry_run_says_all_and_writes_nothing(commands: Commands, session: Session, tmp_path: Path) -> None:
    report = commands.json("import", "needs", _file(tmp_path, GOOD, "oops"), "--dry-run", status=3)
    assert (report["created"], len(report["rejected"]), report["dry_run"]) == (1, 1, True)
    assert _needs(session) == []


def test_records_can_be_given_to_a_unit_that_exists(commands: Commands, tmp_path: Path) -> None:
    message = commands.run("import", "needs", _file(tmp_path, GOOD), "--organization", "没有的单位", status=1).stderr
    assert "没有名为" in message


def test_another_kind_of_file_is_refused(commands: Commands, tmp_path: Path) -> None:
    path = tmp_path / "given.csv"
    path.write_text("id,title", "utf-8")
    assert ".jsonl" in commands.run("import", "needs", str(path), status=1).stderr
