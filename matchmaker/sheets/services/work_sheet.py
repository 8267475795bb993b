"""Trying and importing a large table, batch by batch, by a worker."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from sqlalchemy.orm import Session

from matchmaker.core.authz import Actor
from matchmaker.core.blobs import path_of
from matchmaker.core.jobs import JobRun
from matchmaker.sheets.models import SheetImport, SheetStage
from matchmaker.sheets.outcome import Outcome, Taking
from matchmaker.sheets.services.import_sheet import (
    batches,
    body_count,
    keep,
    note_progress,
    rows_of,
    stored_outcome,
    tell,
)
from matchmaker.sheets.tables.rows import Incoming
from matchmaker.sheets.target import Targets

ENDS = {SheetStage.CHECKING: SheetStage.CHECKED, SheetStage.IMPORTING: SheetStage.DONE}
ActorOf = Callable[[Session, int], Actor]
"""Who the person with an id is today."""


def work_on_sheet(run: JobRun, sheet_id: int, targets: Targets, actor_of: ActorOf) -> None:
    """Do what the sheet waits for; nothing when that is done or the sheet forgotten.

    Each batch is a transaction of its own, in which what came of it is noted
    too. Whoever takes over from a worker that died looks once more at the rows
    behind it, so that repetitions are known, and counts them as they were
    counted. Rights are those the person has now.
    """
    found = run.read(partial(_load, sheet_id=sheet_id, actor_of=actor_of))
    if found is None:
        return
    sheet, actor = found
    stage, target = SheetStage(sheet.stage), targets[sheet.record_kind]
    task = target.taking(sheet, actor, claims=sheet.claims)
    imports = stage is SheetStage.IMPORTING
    outcome = stored_outcome(sheet) if imports else Outcome()
    done, total = 0, body_count(sheet)
    for batch in batches(rows_of(sheet, target, path_of(run.settings.blob_dir, sheet.blob))):
        done += len(batch)
        if not imports:
            outcome.add(run.read(partial(task.judge, rows=batch)))
        elif done <= sheet.taken:
            run.read(partial(task.judge, rows=batch))
        else:
            outcome = _step(run, task, batch, sheet_id, outcome, done)
        run.progress(done, total)
    run.transact(partial(_end, sheet_id=sheet_id, stage=stage, outcome=outcome, actor=actor))


def _load(session: Session, sheet_id: int, actor_of: ActorOf) -> tuple[SheetImport, Actor] | None:
    sheet = session.get(SheetImport, sheet_id)
    if sheet is None or sheet.stage not in ENDS:
        return None
    actor = actor_of(session, sheet.uploaded_by)
    session.expunge(sheet)
    return sheet, actor


def _step(run: JobRun, task: Taking, batch: list[Incoming], sheet_id: int, before: Outcome, done: int) -> Outcome:
    """What has come of all rows with those of ``batch``, which are taken."""

    def call(session: Session) -> Outcome:
        outcome = Outcome()
        outcome.add(before)
        outcome.add(task.take(session, batch))
        sheet = session.get(SheetImport, sheet_id)
        if sheet is not None:
            note_progress(sheet, outcome, done)
        return outcome

    return run.transact(call)


def _end(session: Session, sheet_id: int, stage: SheetStage, outcome: Outcome, actor: Actor) -> None:
    sheet = session.get(SheetImport, sheet_id)
    if sheet is not None and sheet.stage == stage:
        keep(sheet, outcome, ENDS[stage])
        if ENDS[stage] is SheetStage.DONE:
            tell(session, sheet, actor)
