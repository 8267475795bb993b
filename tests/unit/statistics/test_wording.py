"""How figures are written on forms."""

from __future__ import annotations

import pytest
from flask import Flask

from matchmaker.statistics.metrics import Unit
from matchmaker.statistics.reports.blocks import LINES
from matchmaker.statistics.reports.wording import definitions, shown


@pytest.mark.parametrize("unit", [Unit.MONEY, Unit.COUNT])
def test_nothing_is_a_dash_and_money_is_in_wan(app: Flask, unit: Unit) -> None:
    line = next(each for each in LINES.values() if each.unit is unit)
    with app.test_request_context():
        assert shown(line, None) == "—"
        assert shown(line, 1_234_500_000) == ("1,234.50" if unit is Unit.MONEY else "1,234,500,000")


def test_every_basis_is_defined(app: Flask) -> None:
    with app.test_request_context():
        assert all(label and words for label, words in definitions())
