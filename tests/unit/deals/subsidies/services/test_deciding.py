"""The office's steps: never more than the rule gives, nor paid more than was granted."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.core import clock
from matchmaker.core.authz import Actor
from matchmaker.core.errors import Conflict, Invalid, NotFound
from matchmaker.core.outbox import OutboxMessage
from matchmaker.core.unit_of_work import transact
from matchmaker.deals.subsidies.models import Claim, ClaimState
from matchmaker.deals.subsidies.queries import granted_in_year
from matchmaker.deals.subsidies.services.deciding import Decision, decide
from matchmaker.organizations.queries import actor_of_user
from tests.factories.accounts import make_member, make_officer
from tests.factories.subsidies import WAN, make_claim


@pytest.fixture
def officer(session: Session) -> Actor:
    return actor_of_user(session, make_officer(session, region_code="340300"))


def done(session: Session, row: Claim, officer: Actor, action: str, **given: Any) -> Claim:
    decision = Decision(action, **given)
    transact(session, lambda inner: decide(inner, inner.get_one(Claim, row.id), decision, actor=officer))
    session.refresh(row)
    return row


def test_from_the_desk_to_the_payment_and_the_unit_is_told(session: Session, officer: Actor) -> None:
    row = make_claim(session, ClaimState.SUBMITTED)
    member = make_member(session, row.organization)
    done(session, row, officer, "accept")
    done(session, row, officer, "grant", amount=15 * WAN)
    done(session, row, officer, "pay", amount=10 * WAN, day=clock.today())
    assert (row.state, row.decided_amount, row.paid_amount) == (ClaimState.PAID, 15 * WAN, 10 * WAN)
    told = [each.payload for each in session.scalars(select(OutboxMessage).order_by(OutboxMessage.id))]
    assert [each["title"][-4:] for each in told if each["user_id"] == member.id] == ["：审核中", "同意拨付", "：已拨付"]
    assert {each["href"] for each in told} == {f"/claims/{row.id}"}
    again = make_claim(session, version=row.rule_version, unit=row.organization)
    assert granted_in_year(session, again, clock.today().year) == 15 * WAN
    assert granted_in_year(session, row, clock.today().year) == 0


@pytest.mark.parametrize(
    ("state", "action", "given", "field"),
    [
        (ClaimState.ACCEPTED, "grant", {"amount": 20 * WAN + 1}, "amount"),
        (ClaimState.ACCEPTED, "grant", {"amount": 0}, "amount"),
        (ClaimState.ACCEPTED, "grant", {}, "amount"),
        (ClaimState.GRANTED, "pay", {"amount": 20 * WAN + 1, "day": clock.today()}, "amount"),
        (ClaimState.GRANTED, "pay", {"amount": WAN}, "day"),
        (ClaimState.GRANTED, "pay", {"amount": WAN, "day": clock.today() + timedelta(days=1)}, "day"),
        (ClaimState.GRANTED, "pay", {"amount": WAN, "day": clock.today() - timedelta(days=1)}, "day"),
        (ClaimState.SUBMITTED, "refuse", {"reason": " "}, "reason"),
        (ClaimState.ACCEPTED, "return", {}, "reason"),
    ],
)
def test_what_cannot_be_is_told_at_its_field(
    session: Session, officer: Actor, state: ClaimState, action: str, given: dict[str, Any], field: str
) -> None:
    row = make_claim(session, state)
    with pytest.raises(Invalid) as caught:
        done(session, row, officer, action, **given)
    assert field in caught.value.fields


def test_a_return_and_a_refusal_keep_their_reason(session: Session, officer: Actor) -> None:
    returned = done(session, make_claim(session, ClaimState.SUBMITTED), officer, "return", reason="缺发票。")
    refused = done(session, make_claim(session, ClaimState.ACCEPTED), officer, "refuse", reason="不属于购买成果。")
    assert (returned.state, returned.state_reason) == (ClaimState.RETURNED, "缺发票。")
    assert (refused.state, refused.decided_on) == (ClaimState.REFUSED, clock.today())


def test_only_the_regions_own_office_decides_and_only_in_order(session: Session, officer: Actor) -> None:
    row = make_claim(session, ClaimState.SUBMITTED)
    with pytest.raises(Conflict):
        done(session, row, officer, "pay", amount=WAN, day=clock.today())
    with pytest.raises(Invalid):
        done(session, row, officer, "submit")
    stranger = actor_of_user(session, make_officer(session, region_code="340400"))
    with pytest.raises(NotFound):
        done(session, row, stranger, "accept")
