"""Drafts of one text share its rest; none is made when one cannot be."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.catalog.contents import Contents
from matchmaker.catalog.models import Achievement, AchievementState, PastedNote
from matchmaker.catalog.services import publish
from matchmaker.catalog.services.take_introduced import take_introduced
from matchmaker.core.errors import Invalid
from tests.factories.accounts import make_officer, make_scout
from tests.factories.catalog import make_achievement
from tests.factories.organizations import make_university
from tests.unit.catalog.people import actor_for, do


def note_of(row: Achievement) -> str | None:
    return row.pasted.text if row.pasted is not None else None


def test_each_is_a_draft_of_the_scouts_with_the_rest_beside_it(session: Session) -> None:
    scout, unit = actor_for(session, make_scout(session)), make_university(session)
    drafts: list[Contents] = [{"title": "银浆"}, {"title": "散热膜", "trl": 6}]
    made = do(
        session,
        lambda s: take_introduced(
            s, drafts, "设备：电镜", actor=scout, organization_id=unit.id, source="scout", scout_id=scout.user_id
        ),
    )
    rows = [session.get_one(Achievement, key) for key in made]
    assert [(row.title, row.trl, row.state, row.scout_id, note_of(row)) for row in rows] == [
        ("银浆", None, "draft", scout.user_id, "设备：电镜"),
        ("散热膜", 6, "draft", scout.user_id, "设备：电镜"),
    ]


def test_what_cannot_be_stored_is_named_by_its_place(session: Session) -> None:
    scout, unit = actor_for(session, make_scout(session)), make_university(session)
    drafts = [{"title": "银浆"}, {"title": "散热膜", "one_liner": "长" * 61}]
    with pytest.raises(Invalid) as refused:
        do(
            session,
            lambda s: take_introduced(
                s, drafts, "", actor=scout, organization_id=unit.id, source="scout", scout_id=scout.user_id
            ),
        )
    assert set(refused.value.fields) == {"results-1-one_liner"}
    assert session.scalars(select(Achievement)).all() == []


def test_the_rest_is_dropped_when_the_achievement_is_published(session: Session) -> None:
    unit = make_university(session)
    row = make_achievement(session, AchievementState.SUBMITTED, organization=unit)
    do(session, lambda s: s.add(PastedNote(achievement_id=row.id, organization_id=unit.id, text="成员：某某")))
    officer = actor_for(session, make_officer(session, unit.region_code))
    do(session, lambda s: publish(s, s.get_one(Achievement, row.id), actor=officer))
    session.expire_all()
    assert (row.state, note_of(row)) == ("published", None)
