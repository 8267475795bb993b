"""Submission: complete or not at all, and by the right lane."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.catalog.contents import kind_of
from matchmaker.catalog.models import Achievement, Need, RecordVersion, SearchEntry
from matchmaker.catalog.ports import Hit
from matchmaker.catalog.queries import get_record
from matchmaker.catalog.services import return_record, submit
from matchmaker.core.authz import Actor
from matchmaker.core.errors import Conflict, Invalid
from matchmaker.organizations.models import OrganizationKind, OrganizationState, Setting
from tests.factories.accounts import make_officer, make_scout
from tests.factories.organizations import make_enterprise, make_organization, make_university
from tests.unit.catalog.people import actor_for, do, draft_achievement, draft_need, member_of, queued, told


def hand_in(session: Session, row: Achievement | Need, actor: Actor, *duplicates: Hit) -> str:
    kind = kind_of(row)
    return do(session, lambda s: submit(s, get_record(s, kind, row.id), actor=actor, duplicates=duplicates))


def test_a_need_goes_to_the_officer_with_a_clock(session: Session) -> None:
    firm, officer = make_enterprise(session), make_officer(session)
    me = member_of(session, firm)
    need = draft_need(session, me, firm)
    assert hand_in(session, need, me) == "submit"
    session.expire_all()
    assert need.state == "submitted"
    assert need.review_due_at is not None
    assert told(session, "need.submitted") == [officer.id]
    assert [version.event for version in session.scalars(select(RecordVersion))] == ["submitted"]


def test_an_unverified_firm_submits_too(session: Session) -> None:
    firm = make_enterprise(session, state=OrganizationState.UNVERIFIED)
    me = member_of(session, firm)
    assert hand_in(session, draft_need(session, me, firm), me) == "submit"


def test_an_incomplete_need_stays_a_draft_and_each_field_is_named(session: Session) -> None:
    firm = make_enterprise(session)
    me = member_of(session, firm)
    need = draft_need(session, me, firm, problem="太短", indicators=[], deadline_months=None, budget_band=None)
    with pytest.raises(Invalid) as refusal:
        hand_in(session, need, me)
    assert set(refusal.value.fields) == {"problem", "indicators", "deadline_months", "budget_band"}
    session.expire_all()
    assert need.state == "draft"


def test_a_verified_university_publishes_its_own(session: Session) -> None:
    unit = make_university(session)
    me = member_of(session, unit)
    row = draft_achievement(session, me, unit)
    assert hand_in(session, row, me) == "publish_own"
    session.expire_all()
    assert row.state == "published"
    assert row.published_by == me.user_id
    assert row.expires_at is not None
    assert session.scalars(select(SearchEntry.record_id)).all() == [row.id]
    assert queued(session, "record.published") == [{"kind": "achievement", "id": row.id}]


def test_unverified_scouted_similar_or_secret_records_are_reviewed_first(session: Session) -> None:
    unit, fresh = make_university(session), make_university(session, state=OrganizationState.UNVERIFIED)
    me, other = member_of(session, unit), member_of(session, fresh)
    scout = make_scout(session)
    twin = Hit("achievement", 99, "陶瓷膜浓缩", 0.8)
    assert hand_in(session, draft_achievement(session, other, fresh), other) == "submit"
    assert hand_in(session, draft_achievement(session, me, unit, scout_id=scout.id), me) == "submit"
    assert hand_in(session, draft_achievement(session, me, unit), me, twin) == "submit"
    assert hand_in(session, draft_achievement(session, me, unit, summary="符合GJB要求"), me) == "submit"
    assert hand_in(session, draft_achievement(session, me, unit, field_code=None), me) == "submit"


def test_an_agency_is_reviewed_first(session: Session) -> None:
    agency = make_organization(session, OrganizationKind.AGENCY)
    me = member_of(session, agency)
    assert hand_in(session, draft_achievement(session, me, agency), me) == "submit"


def test_what_an_officer_returned_is_reviewed_again(session: Session) -> None:
    unit = make_university(session)
    me, officer = member_of(session, unit), actor_for(session, make_officer(session))
    row = draft_achievement(session, me, unit)
    hand_in(session, row, me)
    do(session, lambda s: return_record(s, s.get_one(Achievement, row.id), actor=officer, reason="数字对不上"))
    assert hand_in(session, row, me) == "submit"


def test_a_city_may_review_everything(session: Session) -> None:
    unit = make_university(session)
    me = member_of(session, unit)
    rule = Setting(region_code="340300", key="review.lane", value="all_reviewed", valid_from=date(2020, 1, 1))
    do(session, lambda s: s.add(rule))
    assert hand_in(session, draft_achievement(session, me, unit), me) == "submit"


def test_what_may_not_be_public_is_refused(session: Session) -> None:
    unit = make_university(session)
    me = member_of(session, unit)
    row = draft_achievement(session, me, unit, secrecy_cleared=False)
    with pytest.raises(Invalid) as refusal:
        hand_in(session, row, me)
    assert "不可公开" in refusal.value.fields["secrecy_cleared"][0]


def test_submitting_twice_is_a_conflict(session: Session) -> None:
    firm = make_enterprise(session)
    me = member_of(session, firm)
    need = draft_need(session, me, firm)
    hand_in(session, need, me)
    with pytest.raises(Conflict):
        hand_in(session, need, me)
