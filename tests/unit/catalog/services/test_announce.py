"""Who is told, and what others hear when a listing comes and goes."""

from __future__ import annotations

from sqlalchemy.orm import Session

from matchmaker.catalog.models import Need, NeedState
from matchmaker.catalog.services import announce
from tests.factories.accounts import make_scout
from tests.factories.base import MAKER
from tests.factories.catalog import make_need
from tests.factories.organizations import make_enterprise
from tests.unit.catalog.people import do, member_of, queued, told


def test_the_units_people_and_the_scout_are_the_owners(session: Session) -> None:
    firm, scout = make_enterprise(session), make_scout(session)
    owner = member_of(session, firm)
    need = make_need(session, organization=firm, scout_id=scout.id, entered_by=scout.id)
    assert announce.owners(session, need) == {owner.user_id, scout.id}


def test_each_version_is_told_once(session: Session) -> None:
    firm = make_enterprise(session)
    owner, need = member_of(session, firm), make_need(session, organization=firm)
    for _again in range(2):
        do(session, lambda s: announce.tell_owners(s, s.get_one(Need, need.id), "published", "已发布：{title}"))
    assert told(session, "need.published") == [owner.user_id]


def test_leaving_a_state_that_was_not_public_is_no_news(session: Session) -> None:
    need = make_need(session, NeedState.SUBMITTED)
    do(session, lambda s: announce.leave_public(s, s.get_one(Need, need.id), "submitted"))
    assert queued(session, "record.unpublished") == []


def test_coming_and_going_are_told_to_matching(session: Session) -> None:
    need = make_need(session)
    do(session, lambda s: announce.become_public(s, s.get_one(Need, need.id), actor=MAKER))
    do(session, lambda s: announce.leave_public(s, s.get_one(Need, need.id), "published"))
    assert queued(session, "record.published") == queued(session, "record.unpublished")
