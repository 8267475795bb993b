"""What a person says of the columns is complete, or the form says what is missing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from matchmaker.catalog.sheet_targets import ACHIEVEMENT_SHEET, NEED_SHEET
from matchmaker.sheets.forms import ASK, ColumnsForm
from matchmaker.sheets.tables import mapping
from matchmaker.sheets.tables.layout import Column
from matchmaker.sheets.target import Target

A, N = ACHIEVEMENT_SHEET, NEED_SHEET


@pytest.fixture(autouse=True)
def _request(app: Flask) -> Iterator[None]:
    with app.test_request_context():
        yield


def form(*headings: str, target: Target = A, **answers: str) -> ColumnsForm:
    columns = [Column(index, heading, ("5",)) for index, heading in enumerate(headings)]
    guesses = mapping.guess(columns, target.fields)
    start = ColumnsForm(None, target, guesses)
    data = MultiDict({"idempotency_key": "k"})
    for entry in start.columns.entries:
        for field in entry.form:
            data[field.name] = field.data or ""
    for name, answer in answers.items():
        data[name.replace("_", "-")] = answer
    return ColumnsForm(data, target, guesses)


def complaints(found: ColumnsForm) -> str:
    assert not found.validate()
    said = [*found.form_errors]
    for entry in found.columns.entries:
        said += [*entry.form.field.errors, *entry.form.unit.errors]
    return " ".join(str(each) for each in said)


def test_a_table_that_is_clear_needs_no_answer() -> None:
    found = form("序号", "成果名称", "价格（万元）")
    assert found.asked == 0
    assert found.validate()
    assert found.chosen() == {1: ("title", ""), 2: ("price", "wan")}
    assert [found.shows_unit(number) for number in range(3)] == [False, False, True]


def test_what_is_asked_must_be_answered() -> None:
    found = form("成果名称", "项目名称")
    assert found.columns.entries[1].form.field.data == ASK
    assert "请选择这一列是什么" in complaints(found)
    assert form("成果名称", "项目名称", columns_1_field="").validate()


def test_money_needs_its_unit() -> None:
    assert "请选择这一列金额的单位" in complaints(form("成果名称", "价格"))
    assert "请选择这一列金额的单位" in complaints(form("成果名称", "序号", columns_1_field="price"))
    assert form("成果名称", "价格", columns_1_unit="yuan").chosen()[1] == ("price", "yuan")


def test_one_column_is_the_name_and_none_is_used_twice() -> None:
    assert "哪一列是名称" in complaints(form("关键词"))
    assert "已选在另一列" in complaints(form("成果名称", "序号", columns_1_field="title"))


def test_only_needs_can_wait_to_be_claimed() -> None:
    assert "claims" in form("需求名称", target=N)
    assert "claims" not in form("成果名称")
