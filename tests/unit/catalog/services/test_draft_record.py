"""Drafts: started by those who may, kept whatever is missing, safe from stale saves."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.catalog.models import AchievementState, Need, NeedState, RecordKind, SearchEntry
from matchmaker.catalog.queries import get_record
from matchmaker.catalog.services import create_draft, reopen, save_draft
from matchmaker.core.errors import Conflict, Forbidden, Invalid, NotFound, StaleVersion
from tests.factories.accounts import make_officer, make_scout
from tests.factories.catalog import make_achievement, make_need
from tests.factories.organizations import make_enterprise, make_organization, make_university
from tests.unit.catalog.people import NEED_VALUES, actor_for, do, draft_need, member_of, queued


def test_a_draft_needs_the_name_only(session: Session) -> None:
    firm = make_enterprise(session)
    me = member_of(session, firm)
    row = do(
        session,
        lambda s: create_draft(
            s, RecordKind.NEED, actor=me, organization_id=firm.id, values={"title": "某工序节拍太慢"}
        ),
    )
    assert (row.state, row.quality, row.entered_by) == ("draft", 0, me.user_id)
    assert row.region_code == firm.region_code
    assert row.title_key.startswith("mou3 gong1 xu4")


def test_a_draft_without_a_name_is_refused_at_the_field(session: Session) -> None:
    firm = make_enterprise(session)
    me = member_of(session, firm)
    with pytest.raises(Invalid) as refusal:
        do(session, lambda s: create_draft(s, RecordKind.NEED, actor=me, organization_id=firm.id, values={"title": ""}))
    assert set(refusal.value.fields) == {"title"}


def test_nobody_starts_a_record_of_another_firm(session: Session) -> None:
    me, other = member_of(session, make_enterprise(session)), make_enterprise(session)
    with pytest.raises(NotFound):
        draft_need(session, me, other)


def test_a_firm_registers_no_achievement(session: Session) -> None:
    firm = make_enterprise(session)
    me = member_of(session, firm)
    with pytest.raises(Forbidden):
        do(
            session,
            lambda s: create_draft(
                s, RecordKind.ACHIEVEMENT, actor=me, organization_id=firm.id, values={"title": "一项成果"}
            ),
        )


def test_a_scouts_record_of_a_unit_elsewhere_is_looked_after_at_home(session: Session) -> None:
    far = make_university(session, region_code="340100")
    scout = actor_for(session, make_scout(session, "340300"))
    row = do(
        session,
        lambda s: create_draft(
            s,
            RecordKind.ACHIEVEMENT,
            actor=scout,
            organization_id=far.id,
            values={"title": "薄膜电容器"},
            scout_id=scout.user_id,
            source="scout",
        ),
    )
    assert (row.region_code, row.scout_id, row.source) == ("340300", scout.user_id, "scout")


def test_saving_replaces_the_rows_and_raises_the_version(session: Session) -> None:
    firm = make_enterprise(session)
    me = member_of(session, firm)
    need = draft_need(session, me, firm)
    before = need.version
    rows = [{"name": "收率", "target": "≥98", "unit": "%"}]
    changed = do(
        session,
        lambda s: save_draft(s, s.get_one(Need, need.id), {"indicators": rows}, actor=me, version=before),
    )
    session.expire_all()
    assert changed == ["indicators"]
    assert [(row.name, row.target, row.position) for row in need.indicators] == [("收率", "≥98", 0)]
    assert need.version > before


def test_a_stale_save_changes_nothing(session: Session) -> None:
    firm = make_enterprise(session)
    me = member_of(session, firm)
    need = draft_need(session, me, firm)
    do(session, lambda s: save_draft(s, s.get_one(Need, need.id), {"title": "新名称"}, actor=me))
    with pytest.raises(StaleVersion):
        do(session, lambda s: save_draft(s, s.get_one(Need, need.id), {"title": "旧页面"}, actor=me, version=1))
    session.expire_all()
    assert need.title == "新名称"


def test_a_published_need_is_not_edited_in_place(session: Session) -> None:
    firm = make_enterprise(session)
    me = member_of(session, firm)
    need = make_need(session, NeedState.PUBLISHED, organization=firm)
    with pytest.raises(Conflict):
        do(session, lambda s: save_draft(s, s.get_one(Need, need.id), {"title": "改名"}, actor=me))


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"need_type": "unheard_of"}, "need_type"),
        ({"one_liner": "长" * 61}, "one_liner"),
        ({"indicators": [{"name": "长" * 81, "target": "1"}]}, "indicators-0-name"),
        ({"cooperation_modes": ["license", "barter"]}, "cooperation_modes"),
    ],
)
def test_what_cannot_be_stored_is_refused_at_its_field(session: Session, values: dict[str, object], field: str) -> None:
    firm = make_enterprise(session)
    me = member_of(session, firm)
    need = draft_need(session, me, firm)
    with pytest.raises(Invalid) as refusal:
        do(session, lambda s: save_draft(s, s.get_one(Need, need.id), values, actor=me))
    assert set(refusal.value.fields) == {field}


def test_only_the_owners_own_hand_approves_the_masked_text(session: Session) -> None:
    firm = make_enterprise(session)
    me, officer = member_of(session, firm), actor_for(session, make_officer(session))
    need = draft_need(session, me, firm, masked_text="某企业需要连续浓缩。")
    assert need.masked_approved_at is not None
    do(session, lambda s: save_draft(s, s.get_one(Need, need.id), {"masked_text": "某企业要浓缩。"}, actor=officer))
    session.expire_all()
    assert need.masked_approved_at is None


def test_reopening_a_published_record_takes_it_off_the_public_pages(session: Session) -> None:
    unit = make_university(session)
    me = member_of(session, unit)
    row = make_achievement(session, AchievementState.PUBLISHED, organization=unit)
    do(session, lambda s: reopen(s, get_record(s, RecordKind.ACHIEVEMENT, row.id), actor=me))
    session.expire_all()
    assert row.state == "draft"
    assert session.scalars(select(SearchEntry)).all() == []
    assert queued(session, "record.unpublished") == [{"kind": "achievement", "id": row.id}]


def test_what_a_need_says_is_kept_as_entered(session: Session) -> None:
    firm = make_organization(session)
    need = draft_need(session, member_of(session, firm), firm, cooperation_modes=["license"], budget=50_000_000)
    session.expire_all()
    assert need.problem == NEED_VALUES["problem"]
    assert (need.cooperation_modes, need.budget, need.quality) == (["license"], 50_000_000, 85)
