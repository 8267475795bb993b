"""Shapes of what is typed: rows are whole or absent, amounts empty are nothing."""

from __future__ import annotations

from flask import Flask
from werkzeug.datastructures import MultiDict

from matchmaker.challenges.preparing_forms import ApprovalForm, DraftForm


def test_a_row_begun_is_finished_and_blank_ones_vanish(app: Flask) -> None:
    typed = MultiDict(
        {
            "title": "低温固化",
            "indicators-0-name": "温度",
            "indicators-1-name": "",
            "reward": "12.5",
            "public_funds": "",
        }
    )
    with app.test_request_context():
        form = DraftForm(typed, years=3, invites=False)
        assert not form.validate()
        assert "invited" not in form
        assert (form.values["reward"], form.values["public_funds"]) == (12_500_000, 0)
        assert [line["name"] for line in form.values["indicators"]] == ["温度"]


def test_a_weight_is_given_with_its_name(app: Flask) -> None:
    rows = {"mode": "single", "criteria-0-name": "方案", "criteria-1-weight": "40", "criteria-2-name": ""}
    with app.test_request_context():
        form = ApprovalForm(MultiDict(rows))
        assert not form.validate()
        assert form.lines == [{"name": "方案", "weight": 0}, {"name": "", "weight": 40}]
        whole = ApprovalForm(MultiDict({"mode": "single", "criteria-0-name": "方案", "criteria-0-weight": "100"}))
        assert whole.validate(), whole.errors
