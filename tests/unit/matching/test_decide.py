from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from matchmaker.accounts.models import User
from matchmaker.catalog.models import NeedState
from matchmaker.core.audit import AuditEntry
from matchmaker.core.authz import Actor
from matchmaker.core.errors import Conflict, Forbidden, Invalid, NotFound, StaleVersion
from matchmaker.core.unit_of_work import transact
from matchmaker.deals.models import Deal
from matchmaker.matching.models import Suggestion, SuggestionState
from matchmaker.matching.services import approve, hold, reconsider, reject
from matchmaker.organizations.queries import actor_of_user
from tests.factories.accounts import make_member, make_officer
from tests.factories.catalog import make_need
from tests.factories.matching import make_suggestion
from tests.factories.organizations import make_enterprise
from tests.support.race import losers, race, winners

S = SuggestionState
ROUNDS, OFFICERS = 200, 6


def _actor(session: Session, user: User) -> Actor:
    actor = actor_of_user(session, user)
    session.rollback()
    return actor


def _do(session: Session, verb: Callable[..., Any], number: int, **given: Any) -> Any:
    return transact(session, lambda inner: verb(inner, inner.get_one(Suggestion, number), **given))


def test_approving_opens_the_deal_with_what_the_officer_saw(session: Session) -> None:
    suggestion, officer = make_suggestion(session), make_officer(session)
    deal = _do(session, approve, suggestion.id, actor=_actor(session, officer), note="工艺接近")
    session.refresh(suggestion)
    assert suggestion.state == S.APPROVED
    assert suggestion.decided_by == officer.id
    assert session.scalar(select(Deal.suggestion_id).where(Deal.id == deal.id)) == suggestion.id
    assert session.get_one(Deal, deal.id).explanation["parts"] == suggestion.parts


def test_of_six_officers_at_once_one_decides_and_the_others_are_told(
    session: Session, sessions: sessionmaker[Session]
) -> None:
    actor = _actor(session, make_officer(session))
    for _round in range(ROUNDS):
        suggestion = make_suggestion(session)
        number, version = suggestion.id, suggestion.version
        session.rollback()
        call = partial(_do, verb=approve, number=number, actor=actor, version=version)
        results = race(sessions, [call] * OFFICERS)
        assert len(winners(results)) == 1, results
        assert losers(results) <= {"Conflict", "StaleVersion"}
        assert _count(session, select(Deal).where(Deal.suggestion_id == number)) == 1
        mine = select(AuditEntry).where(
            AuditEntry.subject_kind == "suggestion",
            AuditEntry.subject_id == str(number),
            AuditEntry.action == "suggestion.approve",
        )
        assert _count(session, mine) == 1


def _count(session: Session, query: Any) -> int:
    found = session.scalar(select(func.count()).select_from(query.subquery())) or 0
    session.rollback()
    return found


def test_a_pair_whose_need_has_gone_cannot_be_approved(session: Session) -> None:
    need = make_need(session, NeedState.WITHDRAWN)
    suggestion, officer = make_suggestion(session, need=need), make_officer(session)
    with pytest.raises(Conflict):
        _do(session, approve, suggestion.id, actor=_actor(session, officer))
    session.refresh(suggestion)
    assert suggestion.state == S.PROPOSED


def test_a_rejection_needs_a_known_reason(session: Session) -> None:
    suggestion, officer = make_suggestion(session), make_officer(session)
    for reasons in ([], ["因为不喜欢"]):
        with pytest.raises(Invalid) as caught:
            _do(session, reject, suggestion.id, actor=_actor(session, officer), reasons=reasons)
        assert "reasons" in caught.value.fields


def test_a_credit_risk_is_never_shared(session: Session) -> None:
    suggestion, officer = make_suggestion(session), make_officer(session)
    given = {"actor": _actor(session, officer), "reasons": ["credit_risk"], "share": True}
    _do(session, reject, suggestion.id, **given)
    session.refresh(suggestion)
    assert not suggestion.share_reason


def test_what_is_held_comes_back_by_its_date(session: Session) -> None:
    suggestion, officer = make_suggestion(session), make_officer(session)
    _do(session, hold, suggestion.id, actor=_actor(session, officer))
    session.refresh(suggestion)
    assert suggestion.state == S.HELD
    assert suggestion.hold_until is not None


def test_a_stale_page_decides_nothing(session: Session) -> None:
    suggestion, officer = make_suggestion(session), make_officer(session)
    with pytest.raises(StaleVersion):
        _do(session, hold, suggestion.id, actor=_actor(session, officer), version=suggestion.version - 1)


def test_a_rejection_is_taken_back_only_with_a_reason(session: Session) -> None:
    suggestion, officer = make_suggestion(session, S.REJECTED), make_officer(session)
    actor = _actor(session, officer)
    with pytest.raises(Invalid):
        _do(session, reconsider, suggestion.id, actor=actor, note=" ")
    _do(session, reconsider, suggestion.id, actor=actor, note="对方补充了数据")
    session.refresh(suggestion)
    assert (suggestion.state, suggestion.decided_at) == (S.PROPOSED, None)


def test_an_officer_of_another_city_sees_nothing_to_decide(session: Session) -> None:
    suggestion, stranger = make_suggestion(session), make_officer(session, "340400")
    with pytest.raises(NotFound):
        _do(session, approve, suggestion.id, actor=_actor(session, stranger))


def test_an_enterprise_does_not_decide(session: Session) -> None:
    suggestion, member = make_suggestion(session), make_member(session, make_enterprise(session))
    with pytest.raises(Forbidden):
        _do(session, approve, suggestion.id, actor=_actor(session, member))
