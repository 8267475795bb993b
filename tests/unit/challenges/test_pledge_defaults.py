"""A first draft holds what bid and challenge say, and is whole as it is; a revision what stands."""

from __future__ import annotations

from datetime import date

from flask import Flask
from werkzeug.datastructures import MultiDict

from matchmaker.challenges.models import Profile
from matchmaker.challenges.pledge_content import problems
from matchmaker.challenges.pledge_defaults import as_form, prefill
from matchmaker.challenges.pledge_forms import PledgeForm
from tests.unit.challenges.stage import Way


def test_the_prefilled_form_needs_nothing_more(way: Way, app: Flask) -> None:
    [bid] = way.signing(bids=1)
    with app.test_request_context():
        form = PledgeForm(MultiDict(), data=prefill(bid, date(2026, 11, 26)))
        terms = form.terms()
    assert problems(terms, price=bid.price, profile=Profile.GOVERNMENT) == {}
    assert terms.amount == bid.price
    assert [row.title for row in terms.milestones] == [row.title for row in bid.milestones]
    assert [row.name for row in terms.indicators] == [row.name for row in bid.challenge.indicators]


def test_a_revision_starts_from_what_stands(way: Way, app: Flask) -> None:
    [bid] = way.signing(bids=1)
    row = way.draw(bid, lump_sum=True, excluded_spending="罚款")
    with app.test_request_context():
        terms = PledgeForm(MultiDict(), data=as_form(row)).terms()
    assert (terms.amount, terms.excluded_spending, terms.rewards) == (row.amount, "罚款", row.rewards)
