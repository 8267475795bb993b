"""凝练: the enterprise's word decides which text stands."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.catalog.models import Need, NeedState, RecordVersion, Refinement
from matchmaker.catalog.services import answer_refinement, end_refining, offer_refinement, start_refining
from matchmaker.core.authz import Actor
from matchmaker.core.errors import Conflict, Forbidden, Invalid
from tests.factories.accounts import make_officer
from tests.factories.catalog import make_need
from tests.factories.organizations import make_enterprise
from tests.unit.catalog.people import actor_for, do, member_of, told

SHARPER = {
    "problem": "在不延长每班八小时节拍的前提下，把发酵液浓缩收率由91%提高到96%以上，滤渣含水由75%降到60%以下。",
    "indicators": [{"name": "收率", "present": "91", "target": "≥96", "unit": "%", "method": "三批平均"}],
}


def desk(session: Session) -> tuple[Need, Actor, Actor]:
    """A need on the refining desk, its owner and the officer."""
    firm = make_enterprise(session)
    owner, officer = member_of(session, firm), actor_for(session, make_officer(session))
    need = make_need(session, NeedState.SUBMITTED, organization=firm)
    do(session, lambda s: start_refining(s, s.get_one(Need, need.id), actor=officer))
    return need, owner, officer


def offered(session: Session, need: Need, officer: Actor) -> int:
    return do(session, lambda s: offer_refinement(s, s.get_one(Need, need.id), SHARPER, "按电话补充", actor=officer).id)


def answer(session: Session, key: int, *, agreed: bool, actor: Actor, note: str = "") -> None:
    do(session, lambda s: answer_refinement(s, s.get_one(Refinement, key), agreed, note, actor=actor))


def test_the_original_stands_until_the_enterprise_agrees(session: Session) -> None:
    need, owner, officer = desk(session)
    before = need.problem
    offered(session, need, officer)
    session.expire_all()
    assert need.problem == before
    assert told(session, "refinement.offered") == [owner.user_id]


def test_an_agreed_text_becomes_the_needs_own(session: Session) -> None:
    need, owner, officer = desk(session)
    answer(session, offered(session, need, officer), agreed=True, actor=owner)
    session.expire_all()
    assert need.problem == SHARPER["problem"]
    assert [row.name for row in need.indicators] == ["收率"]
    assert session.scalars(select(RecordVersion.event)).all() == ["refined"]
    assert officer.user_id in told(session, "refinement.agree")


def test_a_declined_text_changes_nothing_and_says_why(session: Session) -> None:
    need, owner, officer = desk(session)
    before, key = need.problem, offered(session, need, officer)
    with pytest.raises(Invalid):
        answer(session, key, agreed=False, actor=owner)
    answer(session, key, agreed=False, actor=owner, note="节拍不能公开")
    session.expire_all()
    assert need.problem == before
    assert session.get_one(Refinement, key).answer_note == "节拍不能公开"


def test_a_newer_draft_replaces_the_older(session: Session) -> None:
    need, owner, officer = desk(session)
    first, second = offered(session, need, officer), offered(session, need, officer)
    assert session.get_one(Refinement, first).state == "replaced"
    with pytest.raises(Conflict):
        answer(session, first, agreed=True, actor=owner)
    answer(session, second, agreed=True, actor=owner)


def test_an_unchanged_text_is_not_offered(session: Session) -> None:
    need, _owner, officer = desk(session)
    with pytest.raises(Invalid):
        do(session, lambda s: offer_refinement(s, s.get_one(Need, need.id), {"title": need.title}, "", actor=officer))


def test_only_a_need_on_the_desk_is_refined(session: Session) -> None:
    officer, need = actor_for(session, make_officer(session)), make_need(session, NeedState.SUBMITTED)
    with pytest.raises(Conflict):
        do(session, lambda s: offer_refinement(s, s.get_one(Need, need.id), SHARPER, "", actor=officer))


def test_the_officer_cannot_agree_for_the_enterprise(session: Session) -> None:
    need, _owner, officer = desk(session)
    key = offered(session, need, officer)
    with pytest.raises(Forbidden):
        answer(session, key, agreed=True, actor=officer)


def test_consent_to_a_text_that_has_changed_since_is_no_consent(session: Session) -> None:
    need, owner, officer = desk(session)
    key = offered(session, need, officer)
    do(session, lambda s: setattr(s.get_one(Need, need.id), "problem", "另一个问题"))
    with pytest.raises(Conflict):
        answer(session, key, agreed=True, actor=owner)
    session.expire_all()
    assert session.get_one(Refinement, key).state == "offered"


def test_ending_sets_an_unanswered_draft_aside(session: Session) -> None:
    need, _owner, officer = desk(session)
    key = offered(session, need, officer)
    do(session, lambda s: end_refining(s, s.get_one(Need, need.id), actor=officer))
    session.expire_all()
    assert (need.state, session.get_one(Refinement, key).state) == ("submitted", "replaced")
