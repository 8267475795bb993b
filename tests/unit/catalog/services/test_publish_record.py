"""Publishing: classified, verified, explained when thin; public from then on."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.catalog.models import Achievement, Need, NeedState, RecordKind, RecordVersion, SearchEntry
from matchmaker.catalog.services import classify, create_draft, publish, submit
from matchmaker.core.authz import system_actor
from matchmaker.core.errors import Forbidden, Invalid, NotFound
from matchmaker.organizations.models import OrganizationState
from tests.factories.accounts import make_officer
from tests.factories.catalog import make_need
from tests.factories.organizations import make_enterprise, make_university
from tests.unit.catalog.people import (
    NEED_CLASSES,
    actor_for,
    do,
    draft_achievement,
    draft_need,
    member_of,
    queued,
    told,
)


def submitted_need(session: Session, **values: Any) -> Need:
    firm = make_enterprise(session)
    me = member_of(session, firm)
    need = draft_need(session, me, firm, **values)
    do(session, lambda s: submit(s, s.get_one(Need, need.id), actor=me))
    return need


def test_a_published_need_is_found_matched_and_its_owner_told(session: Session) -> None:
    officer, need = actor_for(session, make_officer(session)), submitted_need(session)
    do(session, lambda s: publish(s, s.get_one(Need, need.id), actor=officer, classification=NEED_CLASSES))
    session.expire_all()
    assert (need.state, need.field_code, need.published_by) == ("published", "new_materials", officer.user_id)
    assert need.confirmed_at == need.published_at
    assert need.expires_at is not None
    assert need.review_due_at is None
    assert session.scalars(select(SearchEntry.record_id)).all() == [need.id]
    assert queued(session, "record.published") == [{"kind": "need", "id": need.id}]
    assert told(session, "need.published") == [need.entered_by]
    assert [row.event for row in session.scalars(select(RecordVersion).order_by(RecordVersion.number))] == [
        "submitted",
        "published",
    ]


def test_a_restricted_need_is_never_in_the_public_index(session: Session) -> None:
    officer, need = actor_for(session, make_officer(session)), submitted_need(session, disclosure="officers_only")
    do(session, lambda s: publish(s, s.get_one(Need, need.id), actor=officer, classification=NEED_CLASSES))
    assert session.scalars(select(SearchEntry)).all() == []


def test_a_masked_need_is_indexed_by_name_and_approved_text_only(session: Session) -> None:
    officer = actor_for(session, make_officer(session))
    need = submitted_need(session, disclosure="masked", masked_text="某食品企业要连续浓缩黏稠料液。")
    do(session, lambda s: publish(s, s.get_one(Need, need.id), actor=officer, classification=NEED_CLASSES))
    tokens = session.scalars(select(SearchEntry.tokens)).one()
    assert "食品" in tokens
    assert "滤布" not in tokens


def test_classification_is_demanded(session: Session) -> None:
    officer, need = actor_for(session, make_officer(session)), submitted_need(session)
    with pytest.raises(Invalid) as refusal:
        do(session, lambda s: publish(s, s.get_one(Need, need.id), actor=officer))
    assert set(refusal.value.fields) == {"field_code", "need_type"}


def test_a_thin_need_goes_out_with_a_note_only(session: Session) -> None:
    officer = actor_for(session, make_officer(session))
    need = submitted_need(session, indicators=[], not_quantifiable=True, budget_band="negotiable")
    assert need.quality < 60
    with pytest.raises(Invalid) as refusal:
        do(session, lambda s: publish(s, s.get_one(Need, need.id), actor=officer, classification=NEED_CLASSES))
    assert set(refusal.value.fields) == {"note"}
    do(
        session,
        lambda s: publish(
            s, s.get_one(Need, need.id), actor=officer, classification=NEED_CLASSES, note="企业急用，指标电话核实中"
        ),
    )
    session.expire_all()
    assert need.publish_note == "企业急用，指标电话核实中"


def test_an_unverified_firms_need_waits_for_its_verification(session: Session) -> None:
    officer = actor_for(session, make_officer(session))
    need = make_need(
        session, NeedState.SUBMITTED, organization=make_enterprise(session, state=OrganizationState.UNVERIFIED)
    )
    with pytest.raises(Invalid) as refusal:
        do(session, lambda s: publish(s, s.get_one(Need, need.id), actor=officer))
    assert set(refusal.value.fields) == {"organization"}


def test_officers_of_other_places_and_owners_do_not_publish(session: Session) -> None:
    need = submitted_need(session)
    elsewhere = actor_for(session, make_officer(session, "340400"))
    with pytest.raises(NotFound):
        do(session, lambda s: publish(s, s.get_one(Need, need.id), actor=elsewhere, classification=NEED_CLASSES))
    owner = member_of(session, need.organization)
    with pytest.raises(Forbidden):
        do(session, lambda s: publish(s, s.get_one(Need, need.id), actor=owner, classification=NEED_CLASSES))


def test_only_the_classification_can_be_set_on_publishing(session: Session) -> None:
    officer, need = actor_for(session, make_officer(session)), submitted_need(session)
    with pytest.raises(ValueError, match="no classification"):
        do(
            session,
            lambda s: publish(
                s, s.get_one(Need, need.id), actor=officer, classification={**NEED_CLASSES, "problem": "改写"}
            ),
        )


def test_an_imported_record_goes_out_as_its_source_had_it(session: Session) -> None:
    firm, importer = make_enterprise(session), system_actor("cli:root")

    def take(s: Session) -> Need:
        row = create_draft(
            s,
            RecordKind.NEED,
            actor=importer,
            organization_id=firm.id,
            values={"title": "防爆电池", "problem": "要防爆。", "disclosure": "public"},
            source="import",
            external_id="q000",
        )
        assert isinstance(row, Need)
        submit(s, row, actor=importer)
        publish(s, row, actor=importer, tell=False)
        return row

    need = do(session, take)
    session.expire_all()
    assert need.state == "published"
    assert queued(session, "record.published") == []
    assert told(session, "need.published") == []


def test_reclassifying_a_published_record_needs_nobodys_consent_and_matches_it_again(session: Session) -> None:
    officer, need = actor_for(session, make_officer(session)), make_need(session)
    do(session, lambda s: classify(s, s.get_one(Need, need.id), {"need_type": "testing"}, actor=officer))
    session.expire_all()
    assert (need.need_type, need.state) == ("testing", "published")
    assert queued(session, "record.published") == [{"kind": "need", "id": need.id}]


def test_an_achievement_needs_field_and_ownership(session: Session) -> None:
    unit = make_university(session, state=OrganizationState.UNVERIFIED)
    me, officer = member_of(session, unit), actor_for(session, make_officer(session))
    row = draft_achievement(session, me, unit, field_code=None, ownership=None)
    do(session, lambda s: submit(s, s.get_one(Achievement, row.id), actor=me))
    with pytest.raises(Invalid) as refusal:
        do(session, lambda s: publish(s, s.get_one(Achievement, row.id), actor=officer))
    assert set(refusal.value.fields) == {"field_code", "ownership", "organization", "note"}
