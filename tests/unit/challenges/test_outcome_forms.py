"""Amounts are typed in 万元 and judged at their field; findings keep to the order of the indicators."""

from __future__ import annotations

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from matchmaker.challenges.outcome_forms import FieldTestForm, FollowUpForm, SettlementForm
from matchmaker.challenges.services.field_test import Measured
from matchmaker.core import clock
from matchmaker.core.errors import Invalid


def test_an_amount_is_exact_or_refused_at_its_field(app: Flask) -> None:
    with app.test_request_context():
        assert SettlementForm(MultiDict({"value": "56.000001"})).terms["value"] == 56_000_001
        with pytest.raises(Invalid) as refused:
            _ = SettlementForm(MultiDict({"value": "五十"})).terms
        assert refused.value.fields.keys() == {"value"}
        assert FollowUpForm(MultiDict({"output_value": ""})).fen is None
        assert FollowUpForm(MultiDict({"output_value": "1.5"})).fen == 1_500_000


def test_findings_belong_to_the_indicators_in_their_order(app: Flask) -> None:
    typed = {"tested_on": clock.today().isoformat(), "place": "产线"}
    for row, met in enumerate(("yes", "no")):
        typed |= {f"findings-{row}-measured": str(row), f"findings-{row}-met": met, f"findings-{row}-note": ""}
    with app.test_request_context():
        record = FieldTestForm(MultiDict(typed)).record([31, 30])
    assert record.findings == {31: Measured("0", is_met=True), 30: Measured("1", is_met=False)}
