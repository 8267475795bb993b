"""Versions: kept in order, their differences shown in words people use."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from matchmaker.catalog import versions
from matchmaker.catalog.models import Need, RecordKind
from tests.factories.base import MAKER
from tests.factories.catalog import make_need
from tests.unit.catalog.people import do


def test_versions_are_numbered_from_one(session: Session) -> None:
    need = make_need(session)
    for event in ("submitted", "published"):
        do(session, lambda s, event=event: versions.keep(s, s.get_one(Need, need.id), event, actor=MAKER))  # type: ignore[misc]
    found = versions.of_record(session, need)
    assert [(row.number, row.event) for row in found] == [(2, "published"), (1, "submitted")]
    assert found[0].snapshot["indicators"][0]["target"] == "≥96"


def test_a_changed_figure_is_marked_as_a_whole() -> None:
    assert versions.difference("收率96.5%以上", "收率97.0%以上") == [
        ("equal", "收率"),
        ("delete", "96.5"),
        ("insert", "97.0"),
        ("equal", "%以上"),
    ]


@given(st.text(max_size=60), st.text(max_size=60))
def test_the_parts_of_a_difference_make_both_texts(old: str, new: str) -> None:
    parts = versions.difference(old, new)
    assert "".join(text for op, text in parts if op != "insert") == old
    assert "".join(text for op, text in parts if op != "delete") == new


def test_only_changed_fields_are_shown_with_labels_for_codes() -> None:
    old = {"title": "浓缩", "budget": 50_000_000, "budget_band": "10_50", "indicators": []}
    new = {**old, "budget_band": "50_100", "indicators": [{"name": "收率", "target": "96", "unit": "%"}]}
    found = dict(versions.differences(RecordKind.NEED, old, new))
    assert set(found) == {"预算档", "技术指标"}
    assert ("insert", "收率：目标值 96，单位 %") in found["技术指标"]


def test_values_are_told_as_people_read_them() -> None:
    said = {
        "title": "膜",
        "trl": 7,
        "price_min": 80_000_000,
        "secrecy_cleared": True,
        "transfer_modes": ["license_ordinary", "equity"],
        "ip_rights": [{"kind": "invention", "status": "valid", "number": "ZL1"}],
        "summary": "",
    }
    told = dict(versions.told(RecordKind.ACHIEVEMENT, said))
    assert told["技术成熟度"].startswith("7 级")
    assert told["期望价格下限"] == "80 万元"
    assert told["保密审查"] == "可公开"
    assert told["转化方式"] == "普通许可、作价入股"
    assert told["知识产权"] == "发明专利：申请号或授权号 ZL1，状态 有效"
    assert "成果简介" not in told
