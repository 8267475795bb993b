"""The need's form: only the name is demanded, rows are named or left blank."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from matchmaker.catalog.contents import COLUMNS
from matchmaker.catalog.forms.need import NeedForm
from matchmaker.catalog.models import RecordKind


@pytest.fixture(autouse=True)
def page(app: Flask) -> Iterator[None]:
    with app.test_request_context():
        yield


def test_the_name_is_enough_and_the_rest_has_its_defaults() -> None:
    form = NeedForm(MultiDict({"title": " 浓缩 "}))
    assert form.validate()
    said = form.contents()
    assert said["title"] == "浓缩"
    assert (said["disclosure"], said["budget"], said["deadline_months"]) == ("masked", None, None)
    assert said["cooperation_modes"] == []
    assert said["indicators"] == []


def test_every_column_of_a_need_has_its_field() -> None:
    assert COLUMNS[RecordKind.NEED].keys() <= {field.short_name for field in NeedForm()}


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("title", ""),
        ("title", "长" * 121),
        ("problem", "长" * 4001),
        ("deadline_months", "0"),
        ("deadline_months", "121"),
        ("budget_band", "a_lot"),
        ("disclosure", "everybody"),
        ("problem", "含\x00控制字符"),
    ],
)
def test_what_does_not_fit_is_refused_at_its_field(field: str, typed: str) -> None:
    form = NeedForm(MultiDict({"title": "浓缩", field: typed}))
    assert not form.validate()
    assert set(form.errors) == {field}


def test_a_row_without_a_name_is_refused_and_a_blank_one_left_out() -> None:
    rows = {"indicators-0-name": "收率", "indicators-0-target": "96", "indicators-1-name": ""}
    form = NeedForm(MultiDict({"title": "浓缩", **rows}))
    assert form.validate()
    assert [row["name"] for row in form.contents()["indicators"]] == ["收率"]
    form = NeedForm(MultiDict({"title": "浓缩", "indicators-0-target": "96"}))
    assert not form.validate()
