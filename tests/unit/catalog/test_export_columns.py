"""What a file says of a record that its reader may see in whole, and of one that is masked."""

from __future__ import annotations

from typing import Any

from flask import Flask
from sqlalchemy.orm import Session

from matchmaker.catalog.export_columns import PUBLIC, WORKING, Line, public_line
from matchmaker.catalog.models import Achievement, Disclosure, Need, NeedIndicator
from tests.factories.catalog import make_achievement, make_need

PUBLIC_OF_MASKED = {"编号", "名称", "单位", "地区", "高新领域", "公开范围", "脱敏公开的文字", "发布日期", "最近确认"}
NAMES = {"340300": "蚌埠市", "340304": "禹会区"}


def told(app: Flask, line: Line, columns: Any = PUBLIC) -> dict[str, Any]:
    with app.test_request_context():
        return {column.heading: column.cell(line) for column in columns[type(line.row)]}


def test_a_whole_need_says_what_its_form_says(app: Flask, session: Session) -> None:
    need = make_need(session, need_type="breakthrough", cooperation_modes=["joint_development"])
    need.indicators = [
        NeedIndicator(name="收率", present="82", target="≥96", unit="%", method="液相色谱", position=0),
        NeedIndicator(name="能耗", present="", target="≤3", unit="kWh/t", method="", position=1),
    ]
    found = told(app, Line(need, whole=True, names=NAMES), WORKING)
    assert found["技术指标"] == "收率：82 → ≥96 %（液相色谱）\n能耗：≤3 kWh/t"
    assert (found["需求类型"], found["合作方式"], found["状态"]) == ("技术攻关", "合作开发", "已发布")
    assert found["单位"] == need.organization.name


def test_a_maturity_without_proof_is_called_self_assessed(app: Flask, session: Session) -> None:
    achievement = make_achievement(session, trl=6)
    assert told(app, Line(achievement, whole=True))["技术成熟度"] == "6 级 相关环境原型（自评）"
    assert told(app, Line(achievement, whole=True, evidenced=True))["技术成熟度"] == "6 级 相关环境原型"


def test_a_masked_record_fills_only_what_everybody_may_know(app: Flask, session: Session) -> None:
    for row in (
        make_need(session, disclosure=Disclosure.MASKED, field_code="new_materials"),
        make_achievement(session, disclosure=Disclosure.MASKED, field_code="new_materials"),
    ):
        found = told(app, public_line(row, evidenced=True, names=NAMES))
        filled = {heading for heading, value in found.items() if value is not None}
        assert filled <= PUBLIC_OF_MASKED
        assert found["单位"] != row.organization.name
        assert found["地区"] == "蚌埠市"


def test_headings_differ_within_a_file() -> None:
    for columns in (*PUBLIC.values(), *WORKING.values()):
        headings = [column.heading for column in columns]
        assert len(headings) == len(set(headings))
    assert set(PUBLIC) == {Achievement, Need}
