"""Trying and importing a large table, batch by batch, by a worker."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from sqlalchemy.orm import Session

from matchmaker.accounts.models import User
from matchmaker.catalog.blobs import path_of
from matchmaker.catalog.models import SheetImport, SheetStage
from matchmaker.catalog.services.import_sheet import batches, body_count, keep, rows_of, taking, tell
from matchmaker.catalog.services.take_rows import Outcome, Taking
from matchmaker.catalog.sheets.rows import Incoming
from matchmaker.core.authz import Actor
from matchmaker.core.jobs import JobRun
from matchmaker.organizations.queries import actor_of_user

ENDS = {SheetStage.CHECKING: SheetStage.CHECKED, SheetStage.IMPORTING: SheetStage.DONE}


def work_on_sheet(run: JobRun, sheet_id: int) -> None:
    """Do what the sheet waits for; nothing when that is done or the sheet forgotten.

    Each batch is a transaction of its own, and a batch that was taken before a
    worker died is found unchanged by the next one. Rights are those the person
    has now.
    """
    found = run.read(partial(_load, sheet_id=sheet_id))
    if found is None:
        return
    sheet, actor = found
    stage = SheetStage(sheet.stage)
    task = taking(sheet, actor)
    done, total, outcome = 0, body_count(sheet), Outcome()
    for batch in batches(rows_of(sheet, path_of(run.settings.blob_dir, sheet.blob))):
        outcome.add(_step(run, task, batch, stage))
        done += len(batch)
        run.progress(done, total)
    run.transact(partial(_end, sheet_id=sheet_id, stage=stage, outcome=outcome, actor=actor))


def _load(session: Session, sheet_id: int) -> tuple[SheetImport, Actor] | None:
    sheet = session.get(SheetImport, sheet_id)
    if sheet is None or sheet.stage not in ENDS:
        return None
    actor = actor_of_user(session, session.get_one(User, sheet.uploaded_by))
    session.expunge(sheet)
    return sheet, actor


def _step(run: JobRun, task: Taking, batch: list[Incoming], stage: SheetStage) -> Outcome:
    if stage is SheetStage.CHECKING:
        return run.read(partial(task.judge, rows=batch))
    call: Callable[[Session], Outcome] = partial(task.take, rows=batch)
    return run.transact(call)


def _end(session: Session, sheet_id: int, stage: SheetStage, outcome: Outcome, actor: Actor) -> None:
    sheet = session.get(SheetImport, sheet_id)
    if sheet is not None and sheet.stage == stage:
        keep(sheet, outcome, ENDS[stage])
        if ENDS[stage] is SheetStage.DONE:
            tell(session, sheet, actor)
