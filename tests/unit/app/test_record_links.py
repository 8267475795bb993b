"""Where a record's page leads, for whom and when."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from matchmaker.app.record_links import RECORD_LINKS
from matchmaker.catalog.contents import Record
from matchmaker.catalog.models import AchievementState, Need, NeedState, RecordKind
from matchmaker.core.authz import Actor
from matchmaker.core.unit_of_work import transact
from matchmaker.organizations.queries import actor_of_user
from matchmaker.scouting.services import request_confirmation
from tests.factories.accounts import make_member, make_scout
from tests.factories.catalog import make_achievement, make_need
from tests.factories.organizations import make_enterprise


@pytest.fixture(autouse=True)
def page(app: Flask) -> Iterator[None]:
    with app.test_request_context():
        yield


def leads(actor: Actor, row: Record) -> dict[str, str]:
    return {link.label: link.href for provider in RECORD_LINKS for link in provider.links(actor, row)}


def test_a_published_record_leads_to_its_suggestions_and_its_public_page(session: Session) -> None:
    need, row = make_need(session), make_achievement(session)
    me = actor_of_user(session, make_member(session, need.organization))
    assert leads(me, need) == {"匹配推荐": f"/needs/{need.id}/suggestions", "查看公开页面": f"/needs/{need.id}"}
    assert leads(me, row)["匹配推荐"] == f"/achievements/{row.id}/suggestions"


def test_what_nobody_may_read_has_no_public_page(session: Session) -> None:
    row = make_achievement(session, AchievementState.PUBLISHED, disclosure="officers_only")
    me = actor_of_user(session, make_member(session, row.organization))
    assert set(leads(me, row)) == {"匹配推荐"}


def test_a_scout_asks_the_unit_and_the_unit_answers(session: Session) -> None:
    firm, scout = make_enterprise(session), make_scout(session)
    me, unit = actor_of_user(session, scout), actor_of_user(session, make_member(session, firm))
    need = make_need(session, NeedState.DRAFT, organization=firm, scout_id=scout.id, entered_by=scout.id)
    assert set(leads(me, need)) == {"请单位确认"}
    assert leads(unit, need) == {}
    transact(
        session, lambda s: request_confirmation(s, RecordKind.NEED, s.get_one(Need, need.id), actor=me).confirmation.id
    )
    session.expire_all()
    assert set(leads(me, need)) == {"单位确认的情况"}
    assert set(leads(unit, need)) == {"核对并答复"}


def test_a_question_nobody_asked_leads_nowhere(session: Session) -> None:
    need = make_need(session, NeedState.PROPOSED)
    me = actor_of_user(session, make_member(session, need.organization))
    assert leads(me, need) == {}
