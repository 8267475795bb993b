"""A signed deal enters the platform's book once; an officer notes what was paid."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.core import clock
from matchmaker.core.authz import system_actor
from matchmaker.core.errors import Invalid, NotFound, StaleVersion
from matchmaker.core.unit_of_work import transact
from matchmaker.deals.contracts.invariants import INVARIANTS
from matchmaker.deals.contracts.models import Contract
from matchmaker.deals.contracts.services.keep_contract import note_progress, note_signed
from matchmaker.deals.models import Deal, DealState
from matchmaker.deals.services.progress import advance
from matchmaker.organizations.queries import actor_of_user
from tests.factories.accounts import make_officer
from tests.factories.contracts import make_contract
from tests.factories.deals import make_deal

ACTOR = system_actor("test")


def test_signing_a_deal_enters_it_once(session: Session) -> None:
    deal = make_deal(session, DealState.ABOUT_TO_SIGN)

    def sign(inner: Session) -> None:
        row = inner.get_one(Deal, deal.id)
        assert note_signed(inner, row, actor=ACTOR) is None
        advance(inner, row, "sign", actor=ACTOR, amount=5_000_000, signed_on=clock.today())
        assert note_signed(inner, row, actor=ACTOR) is None

    transact(session, sign)
    row = session.scalars(select(Contract)).one()
    assert (row.ledger, row.registration_number, row.amount, row.received) == ("platform", None, 5_000_000, 0)
    assert (row.buyer_organization_id, row.seller_organization_id, row.deal_id) == (
        deal.need_organization_id,
        deal.achievement_organization_id,
        deal.id,
    )
    assert [session.execute(rule.breaches()).all() for rule in INVARIANTS] == [[]] * len(INVARIANTS)


def test_an_officer_of_a_side_notes_what_was_paid(session: Session) -> None:
    row = make_contract(session)

    def note(region: str, received: int, version: int) -> None:
        actor = actor_of_user(session, make_officer(session, region_code=region))

        def call(inner: Session) -> None:
            found = inner.get_one(Contract, row.id)
            note_progress(
                inner, found, received=received, assessed_unit=" 高新区 ", note="", actor=actor, version=version
            )

        transact(session, call)

    note("340300", 2_000_000, row.version)
    session.refresh(row)
    assert (row.received, row.assessed_unit) == (2_000_000, "高新区")
    with pytest.raises(StaleVersion):
        note("340300", 1, row.version - 1)
    with pytest.raises(Invalid):
        note("340300", -1, row.version)
    with pytest.raises(NotFound):
        note("340600", 1, row.version)
