"""What is typed of a race is judged at its field."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from matchmaker.challenges.race_forms import ResultsForm, RoundForm
from matchmaker.core import clock

SOON = (clock.today() + timedelta(days=9)).isoformat()
ROUND = {"protocol": "同一试样。", "due_on": SOON, "cut": "keep", "keep": "2", "threshold": "60"}


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({}, set()),
        ({"cut": "threshold"}, set()),
        ({"due_on": "2020-01-01"}, {"due_on"}),
        ({"keep": ""}, {"cut"}),
        ({"keep": "0"}, {"keep"}),
        ({"threshold": "101"}, {"threshold"}),
        ({"protocol": " ", "cut": ""}, {"protocol", "cut"}),
    ],
)
def test_a_round_has_one_cut_with_its_number(app: Flask, changed: dict[str, str], wrong: set[str]) -> None:
    with app.test_request_context():
        form = RoundForm(MultiDict({**ROUND, **changed}))
        form.validate()
        assert form.errors.keys() == wrong
        cuts = (form.terms["keep"], form.terms["threshold"])
    if not changed:
        assert cuts == (2, None)
    if changed == {"cut": "threshold"}:
        assert cuts == (None, 60)


def test_results_name_their_bids_and_what_names_none_is_left_out(app: Flask) -> None:
    typed = {
        "runners-0-bid_id": "7",
        "runners-0-points": "90",
        "runners-0-rationale": "见报告。",
        "runners-1-bid_id": "x",
        "runners-1-points": "1",
        "runners-2-bid_id": "9" * 30,
        "runners-2-points": "1",
    }
    with app.test_request_context():
        assert ResultsForm(MultiDict(typed)).results == {7: (90, "见报告。")}
        blank = ResultsForm.blank([7, 8])
        assert [entry.form.bid_id.data for entry in blank.runners.entries] == ["7", "8"]
