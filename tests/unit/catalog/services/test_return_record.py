"""Returning: with a reason, told to the owner, off the public pages."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from matchmaker.catalog.models import Need, NeedState
from matchmaker.catalog.services import return_record
from matchmaker.core.errors import Conflict, Invalid
from tests.factories.accounts import make_officer
from tests.factories.catalog import make_need
from tests.factories.organizations import make_enterprise
from tests.unit.catalog.people import actor_for, do, member_of, queued, told


def test_the_owner_is_told_why(session: Session) -> None:
    firm = make_enterprise(session)
    owner, officer = member_of(session, firm), actor_for(session, make_officer(session))
    need = make_need(session, NeedState.PUBLISHED, organization=firm)
    do(session, lambda s: return_record(s, s.get_one(Need, need.id), actor=officer, reason="目标值单位写错"))
    session.expire_all()
    assert (need.state, need.state_reason, need.review_first) == ("returned", "目标值单位写错", True)
    assert told(session, "need.returned") == [owner.user_id]
    assert queued(session, "record.unpublished") == [{"kind": "need", "id": need.id}]


def test_no_return_without_a_reason(session: Session) -> None:
    officer, need = actor_for(session, make_officer(session)), make_need(session, NeedState.SUBMITTED)
    with pytest.raises(Invalid):
        do(session, lambda s: return_record(s, s.get_one(Need, need.id), actor=officer, reason=""))


def test_a_draft_cannot_be_returned(session: Session) -> None:
    officer, need = actor_for(session, make_officer(session)), make_need(session, NeedState.DRAFT)
    with pytest.raises(Conflict):
        do(session, lambda s: return_record(s, s.get_one(Need, need.id), actor=officer, reason="不全"))
