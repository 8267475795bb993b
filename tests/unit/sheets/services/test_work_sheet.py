"""A worker tries and imports large tables; whoever takes over after it finishes the work and doubles nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session, sessionmaker

from matchmaker.accounts.models import User
from matchmaker.app.wiring import SHEET_TARGETS, actor_of_id
from matchmaker.catalog.models import Achievement
from matchmaker.config import Settings
from matchmaker.core.jobs import Job, JobRegistry, enqueue
from matchmaker.core.unit_of_work import transact
from matchmaker.core.worker import Worker
from matchmaker.organizations.models import RoleGrant
from matchmaker.sheets import jobs
from matchmaker.sheets.models import SheetImport, SheetStage
from matchmaker.sheets.outcome import Outcome
from matchmaker.sheets.services import import_sheet, work_sheet
from tests.factories.accounts import make_member
from tests.factories.organizations import make_university
from tests.factories.sheets import make_sheet

ROWS: Sequence[Sequence[str]] = [["成果名称", "技术成熟度"], *([f"成果{n}号", "6"] for n in range(5))]
TWICE: Sequence[Sequence[str]] = [*ROWS, ["成果0号", "7"]]


@pytest.fixture
def office(session: Session) -> User:
    return make_member(session, make_university(session))


@pytest.fixture
def worker(sessions: sessionmaker[Session], settings: Settings) -> Worker:
    registry = JobRegistry()
    jobs.register_work(registry, SHEET_TARGETS, actor_of_id)
    return Worker(sessions, registry, settings)


def waiting(
    session: Session, settings: Settings, office: User, stage: SheetStage, rows: Sequence[Sequence[str]] = ROWS
) -> SheetImport:
    sheet = make_sheet(session, settings.blob_dir, office, rows, stage)

    def wait(inner: Session) -> None:
        import_sheet.note_progress(inner.get_one(SheetImport, sheet.id), Outcome(), 0)
        enqueue(inner, import_sheet.JOB, {"sheet": sheet.id})

    transact(session, wait)
    return sheet


def count(session: Session) -> Any:
    return session.scalar(select(func.count()).select_from(Achievement))


def test_a_trial_writes_nothing_and_an_import_writes_drafts(
    session: Session, settings: Settings, office: User, worker: Worker
) -> None:
    sheet = waiting(session, settings, office, SheetStage.CHECKING)
    worker.drain()
    session.refresh(sheet)
    assert (sheet.stage, sheet.counts["created"], count(session)) == ("checked", 5, 0)
    sheet = waiting(session, settings, office, SheetStage.IMPORTING)
    worker.drain()
    session.refresh(sheet)
    assert (sheet.stage, sheet.counts["created"], count(session)) == ("done", 5, 5)
    assert session.execute(select(Job.progress_done, Job.progress_total)).all() == [(5, 5), (5, 5)]


def test_after_an_interruption_nothing_is_doubled_and_the_report_is_true(
    session: Session, settings: Settings, office: User, worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_sheet, "BATCH", 2)
    sheet = waiting(session, settings, office, SheetStage.IMPORTING, TWICE)
    step, calls = work_sheet._step, iter(range(9))

    def dies_in_the_middle(*given: Any) -> Any:
        if next(calls) == 1:
            raise RuntimeError("power cut")
        return step(*given)

    monkeypatch.setattr(work_sheet, "_step", dies_in_the_middle)
    worker.drain()
    assert count(session) == 2
    transact(session, lambda inner: inner.execute(update(Job).values(run_at=Job.created_at)))
    worker.drain()
    session.refresh(sheet)
    assert (sheet.stage, count(session)) == ("done", 5)
    assert sheet.counts == {"created": 5, "updated": 0, "unchanged": 0, "rejected": 1}
    assert sheet.problems == [[7, None, "", "与第 2 行重复。"]]


def test_what_is_done_or_forgotten_is_left_alone(
    session: Session, settings: Settings, office: User, worker: Worker
) -> None:
    waiting(session, settings, office, SheetStage.DONE)
    gone = waiting(session, settings, office, SheetStage.IMPORTING)
    transact(session, lambda inner: inner.delete(inner.get_one(SheetImport, gone.id)))
    worker.drain()
    assert count(session) == 0
    assert set(session.scalars(select(Job.status))) == {"done"}


def test_rights_are_those_of_now(session: Session, settings: Settings, office: User, worker: Worker) -> None:
    waiting(session, settings, office, SheetStage.IMPORTING)
    transact(session, lambda inner: inner.execute(delete(RoleGrant)))
    worker.drain()
    assert count(session) == 0
