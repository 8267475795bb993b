"""A table goes its way once, in order, and is forgotten after a while."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matchmaker.accounts.models import User
from matchmaker.catalog.models import Achievement
from matchmaker.catalog.queries import known_blobs
from matchmaker.catalog.sheet_targets import ACHIEVEMENT_SHEET
from matchmaker.config import Settings
from matchmaker.core import clock
from matchmaker.core.authz import Actor
from matchmaker.core.blobs import path_of
from matchmaker.core.errors import Conflict, Forbidden, NotFound, StaleVersion
from matchmaker.core.jobs import Job
from matchmaker.core.unit_of_work import transact
from matchmaker.organizations.queries import actor_of_user
from matchmaker.sheets.models import SheetImport, SheetStage
from matchmaker.sheets.outcome import Outcome
from matchmaker.sheets.services import import_sheet
from tests.factories.accounts import make_member, make_officer
from tests.factories.organizations import make_enterprise, make_university
from tests.factories.sheets import make_sheet

CHOSEN = {0: ("title", ""), 1: ("trl", "")}


@pytest.fixture
def office(session: Session) -> User:
    return make_member(session, make_university(session))


@pytest.fixture
def sheet(session: Session, settings: Settings, office: User) -> SheetImport:
    return make_sheet(session, settings.blob_dir, office)


def act(session: Session, sheet: SheetImport, call: Callable[[Session, SheetImport], Any]) -> Any:
    return transact(session, lambda inner: call(inner, inner.get_one(SheetImport, sheet.id)))


def settle(session: Session, sheet: SheetImport, actor: Actor, **given: Any) -> None:
    values = {"claims": False, "version": None, "outcome": Outcome(created=1), **given}
    act(session, sheet, lambda s, row: import_sheet.settle_columns(s, row, CHOSEN, actor=actor, **values))


def confirm(session: Session, sheet: SheetImport, actor: Actor, rows: Any) -> None:
    call = partial(import_sheet.confirm_sheet, target=ACHIEVEMENT_SHEET, actor=actor, version=None, rows=rows)
    act(session, sheet, call)


def test_settled_tried_confirmed_done(session: Session, settings: Settings, office: User, sheet: SheetImport) -> None:
    actor = actor_of_user(session, office)
    settle(session, sheet, actor)
    rows = list(import_sheet.rows_of(sheet, ACHIEVEMENT_SHEET, path_of(settings.blob_dir, sheet.blob)))
    assert [(each.row, each.values.get("title"), len(each.problems)) for each in rows] == [
        (2, "低温烧结银浆", 0),
        (3, "菌渣制肥", 1),
    ]
    confirm(session, sheet, actor, rows)
    session.refresh(sheet)
    assert (sheet.stage, import_sheet.summary(sheet)) == (
        "done",
        {"created": 1, "updated": 0, "unchanged": 0, "rejected": 1},
    )
    assert sheet.problems[0][:3] == [3, 1, "技术成熟度"]
    assert session.scalar(select(func.count()).select_from(Achievement)) == 1
    with pytest.raises(Conflict):
        settle(session, sheet, actor)
    with pytest.raises(Conflict):
        confirm(session, sheet, actor, rows)


def test_a_large_table_becomes_a_job_once(session: Session, office: User, sheet: SheetImport) -> None:
    actor = actor_of_user(session, office)
    settle(session, sheet, actor, outcome=None)
    session.refresh(sheet)
    assert sheet.stage == SheetStage.CHECKING
    job = import_sheet.job_of(session, sheet)
    assert job is not None
    assert job.payload == {"sheet": sheet.id}
    with pytest.raises(Conflict):
        settle(session, sheet, actor, outcome=None)
    assert session.scalar(select(func.count()).select_from(Job).where(Job.kind == import_sheet.JOB)) == 1


def test_older_pages_and_other_people_are_refused(session: Session, office: User, sheet: SheetImport) -> None:
    actor = actor_of_user(session, office)
    with pytest.raises(StaleVersion):
        settle(session, sheet, actor, version=sheet.version + 1)
    with pytest.raises(NotFound):
        settle(session, sheet, actor_of_user(session, make_officer(session)))
    with pytest.raises(Forbidden):
        settle(session, sheet, actor_of_user(session, make_member(session, make_enterprise(session))))


def test_old_tables_are_forgotten_and_their_rows_with_them(
    session: Session, settings: Settings, office: User, sheet: SheetImport
) -> None:
    kept = make_sheet(session, settings.blob_dir, office)
    act(session, sheet, lambda _s, row: setattr(row, "created_at", clock.now() - timedelta(days=15)))
    transact(session, import_sheet.forget_old)
    assert known_blobs(session) == {kept.blob}
    assert session.scalars(select(SheetImport.id)).all() == [kept.id]
