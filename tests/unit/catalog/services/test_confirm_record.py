"""A scout's record waits for the unit; the unit's yes sends it on, its no sends it back."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from matchmaker.accounts.models import User
from matchmaker.catalog.models import Need, NeedState
from matchmaker.catalog.services import propose, unit_confirm, unit_decline
from matchmaker.core.authz import Actor
from matchmaker.core.errors import Invalid, NotFound
from tests.factories.accounts import make_officer, make_scout
from tests.factories.catalog import make_need
from tests.factories.organizations import make_enterprise
from tests.unit.catalog.people import actor_for, do, member_of, told


def scouted(session: Session, state: NeedState) -> tuple[Need, User, Actor]:
    firm, scout = make_enterprise(session), make_scout(session)
    owner = member_of(session, firm)
    return make_need(session, state, organization=firm, scout_id=scout.id, entered_by=scout.id), scout, owner


def test_proposing_tells_the_units_people(session: Session) -> None:
    need, scout, owner = scouted(session, NeedState.DRAFT)
    me = actor_for(session, scout)
    do(session, lambda s: propose(s, s.get_one(Need, need.id), actor=me))
    session.expire_all()
    assert need.state == "proposed"
    assert told(session, "need.proposed") == [owner.user_id]


def test_an_incomplete_record_is_not_put_before_the_unit(session: Session) -> None:
    firm, scout = make_enterprise(session), make_scout(session)
    me = actor_for(session, scout)
    need = make_need(session, NeedState.DRAFT, organization=firm, scout_id=scout.id, problem="短")
    with pytest.raises(Invalid) as refusal:
        do(session, lambda s: propose(s, s.get_one(Need, need.id), actor=me))
    assert set(refusal.value.fields) == {"problem"}


def test_the_units_yes_sends_it_to_the_officer_and_approves_the_masked_text(session: Session) -> None:
    need, scout, owner = scouted(session, NeedState.PROPOSED)
    officer = make_officer(session)
    do(session, lambda s: setattr(s.get_one(Need, need.id), "masked_text", "某企业要连续浓缩。"))
    do(session, lambda s: unit_confirm(s, s.get_one(Need, need.id), actor=owner))
    session.expire_all()
    assert need.state == "submitted"
    assert need.masked_approved_at is not None
    assert need.review_due_at is not None
    assert told(session, "need.submitted") == [officer.id]
    assert told(session, "need.confirmed") == [scout.id]


def test_the_units_no_goes_back_with_its_reason(session: Session) -> None:
    need, scout, owner = scouted(session, NeedState.PROPOSED)
    do(session, lambda s: unit_decline(s, s.get_one(Need, need.id), actor=owner, reason="不是我们提的"))
    session.expire_all()
    assert (need.state, need.state_reason) == ("draft", "不是我们提的")
    assert told(session, "need.declined") == [scout.id]


def test_another_firm_cannot_answer(session: Session) -> None:
    need, _scout, _owner = scouted(session, NeedState.PROPOSED)
    stranger = member_of(session, make_enterprise(session))
    with pytest.raises(NotFound):
        do(session, lambda s: unit_confirm(s, s.get_one(Need, need.id), actor=stranger))
