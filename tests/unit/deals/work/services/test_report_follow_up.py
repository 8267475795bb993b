"""What became of a signed deal, and what happens while nobody says so."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from matchmaker.core import clock
from matchmaker.core.errors import Conflict, Invalid
from matchmaker.core.money import exact_wan
from matchmaker.deals.models import Deal, DealMilestone, Side
from matchmaker.deals.services import advance
from matchmaker.deals.work.forms import FollowUpForm
from matchmaker.deals.work.models import DealFollowUp
from matchmaker.deals.work.services.report_follow_up import Report, report_follow_up
from tests.unit.deals.conftest import Stage
from tests.unit.deals.work.conftest import Do


def signed(stage: Stage, do: Do) -> DealFollowUp:
    """The first follow-up of a deal that was signed 200 days ago."""
    deal, actor = stage.introduced(), stage.officer_actor
    day = clock.today() - timedelta(days=200)
    do(lambda inner: advance(inner, inner.get_one(Deal, deal.id), "sign", actor=actor, signed_on=day))
    row: DealFollowUp = stage.session.scalars(select(DealFollowUp).order_by(DealFollowUp.months)).first()  # type: ignore[assignment]  # it is there
    return row


def tell(do: Do, row: DealFollowUp, actor: Any, *said: Any) -> None:
    do(lambda inner: report_follow_up(inner, inner.get_one(DealFollowUp, row.id), Report(*said), actor=actor))


def test_a_side_reports_and_an_officer_corrects(stage: Stage, do: Do) -> None:
    row = signed(stage, do)
    tell(do, row, stage.voice(Side.NEED), "in_use", 123_456_789)
    stage.session.refresh(row)
    assert (row.outcome, row.revenue, row.organization_id) == ("in_use", 123_456_789, stage.need.organization_id)
    tell(do, row, stage.officer_actor, "stopped", None, "生产线停产")
    stage.session.refresh(row)
    assert (row.outcome, row.revenue, row.organization_id) == ("stopped", None, None)
    kinds = stage.session.scalars(select(DealMilestone.kind)).all()
    assert kinds == ["follow_up_6"]


@pytest.mark.parametrize(
    ("said", "field"),
    [(("perhaps",), "outcome"), (("in_use", -1), "revenue"), (("stopped", None, " "), "note")],
)
def test_what_cannot_be_is_told_at_its_field(stage: Stage, do: Do, said: Any, field: str) -> None:
    row = signed(stage, do)
    with pytest.raises(Invalid) as caught:
        tell(do, row, stage.officer_actor, *said)
    assert field in caught.value.fields


def test_nothing_is_reported_long_before_its_day(stage: Stage, do: Do) -> None:
    signed(stage, do)
    last = stage.session.scalars(select(DealFollowUp).where(DealFollowUp.months == 24)).one()
    with pytest.raises(Conflict):
        tell(do, last, stage.officer_actor, "in_use")


@given(st.integers(min_value=0, max_value=10**14))
def test_no_amount_loses_a_fen_on_its_way_through_the_form(fen: int) -> None:
    form = FollowUpForm(revenue=exact_wan(fen))
    assert form.fen == fen
