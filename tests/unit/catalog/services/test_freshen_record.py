"""Listings stay true: confirmed by their owner, or off the pages when their term is over."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.catalog import search
from matchmaker.catalog.models import Need, NeedState, SearchEntry
from matchmaker.catalog.services import confirm_fresh, expire, renew
from matchmaker.catalog.services.freshen_record import remind
from matchmaker.core import clock
from matchmaker.core.authz import system_actor
from matchmaker.core.errors import Conflict, Invalid
from tests.factories.catalog import make_need
from tests.factories.organizations import make_enterprise
from tests.unit.catalog.people import do, member_of, queued, told

SPRING = datetime(2026, 3, 5, 2, 0, tzinfo=UTC)


def test_confirming_begins_the_term_anew(session: Session) -> None:
    firm = make_enterprise(session)
    owner, need = member_of(session, firm), make_need(session, organization=firm)
    with clock.frozen(SPRING):
        do(session, lambda s: confirm_fresh(s, s.get_one(Need, need.id), actor=owner))
    session.expire_all()
    assert need.confirmed_at == SPRING
    assert need.expires_at == SPRING.replace(year=2027)


def test_only_what_is_public_is_confirmed(session: Session) -> None:
    firm = make_enterprise(session)
    owner, need = member_of(session, firm), make_need(session, NeedState.DRAFT, organization=firm)
    with pytest.raises(Conflict):
        do(session, lambda s: confirm_fresh(s, s.get_one(Need, need.id), actor=owner))


def test_an_expired_need_leaves_search_and_comes_back_on_renewal(session: Session) -> None:
    firm = make_enterprise(session)
    owner, need = member_of(session, firm), make_need(session, organization=firm)
    do(session, lambda s: search.index_record(s, s.get_one(Need, need.id)))
    do(session, lambda s: expire(s, s.get_one(Need, need.id), actor=system_actor("freshness")))
    assert session.scalars(select(SearchEntry)).all() == []
    assert told(session, "need.expired") == [owner.user_id]
    do(session, lambda s: renew(s, s.get_one(Need, need.id), actor=owner))
    session.expire_all()
    assert need.state == "published"
    assert session.scalars(select(SearchEntry.record_id)).all() == [need.id]
    assert queued(session, "record.published") == [{"kind": "need", "id": need.id}]


def test_what_an_officer_wants_to_see_first_is_not_simply_renewed(session: Session) -> None:
    firm = make_enterprise(session)
    owner, need = member_of(session, firm), make_need(session, NeedState.EXPIRED, organization=firm, review_first=True)
    with pytest.raises(Invalid):
        do(session, lambda s: renew(s, s.get_one(Need, need.id), actor=owner))


def test_the_owner_is_reminded_once_for_each_confirmation(session: Session) -> None:
    firm = make_enterprise(session)
    owner, need = member_of(session, firm), make_need(session, organization=firm)
    for _again in range(2):
        do(session, lambda s: remind(s, s.get_one(Need, need.id)))
    assert told(session, "need.confirm") == [owner.user_id]
