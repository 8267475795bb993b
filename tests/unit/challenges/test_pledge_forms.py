"""What is typed about a contract and its milestones."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from matchmaker.challenges.pledge_forms import PayForm, PledgeForm, ReviewForm
from matchmaker.core.errors import Invalid


def test_what_is_no_amount_is_told_at_the_amount(app: Flask) -> None:
    with app.test_request_context(), pytest.raises(Invalid) as caught:
        _ = PayForm(MultiDict({"amount": "八十"})).fen
    assert list(caught.value.fields) == ["amount"]


def test_a_second_review_offers_no_second_chance(app: Flask) -> None:
    with app.test_request_context():
        first, second = ReviewForm(MultiDict()), ReviewForm(MultiDict(), rectified=True)
        fields: list[Any] = [first.verdict, second.verdict]
        offered = [[choice.value for choice in field.choices] for field in fields]
    assert offered == [["passed", "rectify", "failed"], ["passed", "failed"]]


def test_a_blank_indicator_is_left_out_and_a_list_counts_only_with_the_lump_sum(app: Flask) -> None:
    typed = {
        "amount": "20",
        "starts_on": "2027-01-01",
        "ends_on": "2027-12-31",
        "indicators-0-name": "良率",
        "indicators-0-target": "97",
        "indicators-1-name": " ",
        "milestones-0-title": "小试",
        "milestones-0-due_on": "2027-06-30",
        "milestones-0-share": "100",
        "excluded_spending": "罚款",
    }
    with app.test_request_context():
        form = PledgeForm(MultiDict(typed))
        assert form.validate()
        terms = form.terms()
    assert [each.name for each in terms.indicators] == ["良率"]
    assert (terms.lump_sum, terms.excluded_spending) == (False, "")
