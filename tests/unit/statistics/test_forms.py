"""A target's amount: 万元 for money, whole numbers for the rest."""

from __future__ import annotations

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from matchmaker.core.errors import Invalid
from matchmaker.statistics.forms import TargetForm
from matchmaker.statistics.metrics import Unit


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [("300", Unit.MONEY, 300 * 1_000_000), ("300", Unit.COUNT, 300), ("", Unit.MONEY, None), ("  ", Unit.COUNT, None)],
)
def test_amounts_are_read_in_their_unit(app: Flask, text: str, unit: Unit, value: int | None) -> None:
    with app.test_request_context():
        assert TargetForm(MultiDict({"value": text}), places=[]).amount(unit) == value


@pytest.mark.parametrize(("text", "unit"), [("很多", Unit.MONEY), ("3.5", Unit.COUNT), ("-3", Unit.COUNT)])
def test_anything_else_is_refused_at_the_field(app: Flask, text: str, unit: Unit) -> None:
    with app.test_request_context(), pytest.raises(Invalid) as refused:
        TargetForm(MultiDict({"value": text}), places=[]).amount(unit)
    assert "value" in refused.value.fields
