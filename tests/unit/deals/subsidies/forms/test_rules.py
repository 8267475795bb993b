"""A rule's own form: figures as people write them, and only what was meant is changed."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from matchmaker.deals.subsidies.forms.rules import initial, values, version_form
from matchmaker.deals.subsidies.models import VersionState
from matchmaker.deals.subsidies.rule import parse
from tests.factories.subsidies import WAN, make_version


def sent(session: Session, **changes: str) -> tuple[Any, dict[str, Any]]:
    """The form of a draft sent as it stands but for ``changes``, and what it would save."""
    row = make_version(session, VersionState.DRAFT)
    rule = parse(row.definition)
    shape: Any = version_form(rule, [("340304", "禹会区"), ("340302", "龙子湖区")])
    shown = shape(data=initial(row, rule))
    fields = {
        name: field._value()
        for name, field in shown._fields.items()
        if hasattr(field, "_value") and not name.startswith("settled_")
    }
    readings = {f"reading_{point.key}": point.assumed for point in rule.points}
    form = shape(MultiDict({**fields, **readings, **changes}))
    return form, values(form, row.definition, rule) if form.validate() else {}


def test_figures_are_kept_exactly(app: Flask, session: Session) -> None:
    with app.test_request_context():
        form, kept = sent(session, figure_rate="12.5", figure_cap="80.000001", settled_base="y")
    assert form.errors == {}
    parameters = kept["definition"]["parameters"]
    assert (parameters["rate"]["value"], parameters["cap"]["value"]) == ("1/8", 80 * WAN + 1)
    assert parameters["threshold"]["value"] == 50 * WAN
    assert [point["settled"] for point in kept["definition"]["points"]] == [False, True, False]


@pytest.mark.parametrize("typed", ["", "much", "101", "-1", "1e2", "12.", "２０", "0.0000000001"])
def test_a_share_is_a_share(app: Flask, session: Session, typed: str) -> None:
    with app.test_request_context():
        form, kept = sent(session, figure_rate=typed)
    assert kept == {} or Fraction(kept["definition"]["parameters"]["rate"]["value"]) == Fraction(typed or "-1") / 100
    assert bool(form.figure_rate.errors) == (kept == {})


def test_a_row_becomes_a_vector_and_a_blank_one_nothing(app: Flask, session: Session) -> None:
    rows = {
        "vectors-0-amount": "49.99",
        "vectors-0-seller_kind": "",
        "vectors-0-expected_verdict": "refused",
        "vectors-1-expected_verdict": "eligible",
    }
    with app.test_request_context():
        _form, kept = sent(session, **rows)
    assert kept["vectors"] == [{"given": {"amount": 49_990_000}, "verdict": "refused", "amount": 0, "note": ""}]
