"""A file is written once for a content, counted and summed up, and never holds more than its stamp says."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from matchmaker.core.errors import Unavailable
from matchmaker.core.i18n import N_
from matchmaker.core.unit_of_work import transact
from matchmaker.organizations.models import Region
from matchmaker.statistics.open_data.files import Form, ready
from matchmaker.statistics.open_data.schema import Column, Dataset, Type

COLUMNS = tuple(
    Column(name, N_("名称"), N_("名称"), kind, N_("本平台"))
    for name, kind in (("id", Type.INTEGER), ("title", Type.STRING), ("open", Type.BOOLEAN), ("price", Type.WAN))
)
ROWS = [
    {"id": 1, "title": "=1+1", "open": True, "price": 1_500_000, "secret": "隐匿"},
    {"id": 2, "title": "两行\n文字", "open": None, "price": None},
]


def dataset(rows: Any) -> Dataset:
    return Dataset("trial", N_("名称"), N_("名称"), COLUMNS, rows, watches=("region",))


def test_both_forms_say_the_same_and_are_written_once(session: Session, tmp_path: Path) -> None:
    asked = []

    def rows(_session: Session, base_url: str) -> Iterable[Mapping[str, Any]]:
        asked.append(base_url)
        return ROWS

    found = {form: ready(session, tmp_path, dataset(rows), form, "x")[0] for form in (*Form, *Form)}
    assert asked == ["x", "x"]
    for each in found.values():
        data = each.path.read_bytes()
        assert (each.rows, each.size, each.sha256) == (2, len(data), hashlib.sha256(data).hexdigest())
    table = list(csv.reader(io.StringIO(found[Form.CSV].path.read_text(encoding="utf-8-sig"), newline="")))
    assert table == [
        ["id", "title", "open", "price"],
        ["1", "'=1+1", "true", "1.5"],
        ["2", "两行\n文字", "", ""],
    ]
    assert json.loads(found[Form.JSON].path.read_text(encoding="utf-8")) == [
        {"id": 1, "title": "=1+1", "open": True, "price": 1.5},
        {"id": 2, "title": "两行\n文字", "open": None, "price": None},
    ]


def test_what_changes_while_it_is_written_is_not_kept(session: Session, tmp_path: Path) -> None:
    numbers = iter(range(9))

    def rows(inner: Session, _base_url: str) -> Iterable[Mapping[str, Any]]:
        inner.rollback()
        code = f"9900{next(numbers)}0"
        transact(inner, lambda each: each.add(Region(code=code, name="新地区", kind="county")))
        return ROWS

    with pytest.raises(Unavailable):
        ready(session, tmp_path / "files", dataset(rows), Form.CSV, "")
    assert list((tmp_path / "files").iterdir()) == []
