"""An uploaded table on its way: columns settled, tried, imported, forgotten after a while."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from matchmaker.core import audit, clock, jobs
from matchmaker.core.authz import Actor
from matchmaker.core.errors import Conflict
from matchmaker.core.workflow import check_version
from matchmaker.sheets.models import SheetImport, SheetStage
from matchmaker.sheets.outcome import COUNTED, Outcome
from matchmaker.sheets.policies import PERMISSIONS, Permission
from matchmaker.sheets.tables.layout import Column, Layout
from matchmaker.sheets.tables.rows import Incoming, Problem, incoming, uses_of
from matchmaker.sheets.tables.sandbox import Reading, stored_rows
from matchmaker.sheets.target import Target

JOB = "sheets.work"
AT_ONCE = 200
"""Up to so many rows are tried and imported while the person waits; more become a job."""
BATCH = 500
KEPT_FOR = timedelta(days=14)
Chosen = Mapping[int, tuple[str, str]]


@dataclass(frozen=True)
class Upload:
    """A file that was read: its name, what was read of it and where the rows lie."""

    file_name: str
    blob: str
    reading: Reading
    layout: Layout


def begin_sheet(
    session: Session, target: Target, upload: Upload, *, actor: Actor, organization_id: int | None = None
) -> SheetImport:
    """Note an uploaded table whose columns are to be settled."""
    target.table.require(actor, target.permission)
    if actor.user_id is None:
        raise Conflict
    sheet = SheetImport(
        record_kind=target.kind.value,
        organization_id=organization_id,
        uploaded_by=actor.user_id,
        file_name=upload.file_name,
        blob=upload.blob,
        sheet_name=upload.reading.sheet,
        other_sheets=list(upload.reading.others),
        row_count=upload.reading.rows,
        layout=asdict(upload.layout),
    )
    session.add(sheet)
    session.flush()
    audit.record(
        session, actor, "sheet.uploaded", "sheet_import", sheet.id, kind=sheet.record_kind, rows=sheet.row_count
    )
    return sheet


def is_large(sheet: SheetImport) -> bool:
    """Whether trying and importing are left to a worker."""
    return body_count(sheet) > AT_ONCE


def body_count(sheet: SheetImport) -> int:
    """How many rows stand below the header, remarks included."""
    return int(sheet.row_count - sheet.layout["above"])


def settle_columns(
    session: Session,
    sheet: SheetImport,
    chosen: Chosen,
    *,
    claims: bool,
    actor: Actor,
    version: int | None,
    outcome: Outcome | None,
) -> None:
    """Say what each column holds. ``outcome`` is the trial's, or None to let a worker try.

    Raises Conflict once the import has begun, StaleVersion for an older page.
    """
    PERMISSIONS.require(actor, Permission.HANDLE, sheet)
    check_version(sheet, version)
    if sheet.stage not in {SheetStage.COLUMNS, SheetStage.CHECKED}:
        raise Conflict
    sheet.chosen, sheet.claims = plain_chosen(chosen), claims
    if outcome is None:
        _leave_to_worker(session, sheet, SheetStage.CHECKING)
    else:
        keep(sheet, outcome, SheetStage.CHECKED)
    session.flush()


def confirm_sheet(
    session: Session,
    sheet: SheetImport,
    target: Target,
    *,
    actor: Actor,
    version: int | None,
    rows: list[Incoming] | None,
) -> None:
    """Import what was tried: ``rows`` now, or, when None, by a worker."""
    target.table.require(actor, target.permission)
    PERMISSIONS.require(actor, Permission.HANDLE, sheet)
    check_version(sheet, version)
    if sheet.stage != SheetStage.CHECKED:
        raise Conflict
    if rows is None:
        note_progress(sheet, Outcome(), 0)
        _leave_to_worker(session, sheet, SheetStage.IMPORTING)
    else:
        keep(sheet, target.taking(sheet, actor, claims=sheet.claims).take(session, rows), SheetStage.DONE)
        tell(session, sheet, actor)
    session.flush()


def _leave_to_worker(session: Session, sheet: SheetImport, stage: SheetStage) -> None:
    sheet.stage = stage
    jobs.enqueue(session, JOB, {"sheet": sheet.id}, dedup_key=job_key(sheet.id))


def job_key(sheet_id: int) -> str:
    """By which the job of a sheet is found."""
    return f"sheet:{sheet_id}"


def job_of(session: Session, sheet: SheetImport) -> jobs.Job | None:
    """The newest job that tries or imports ``sheet``."""
    mine = (jobs.Job.kind == JOB, jobs.Job.dedup_key == job_key(sheet.id))
    return session.scalars(select(jobs.Job).where(*mine).order_by(jobs.Job.id.desc()).limit(1)).first()


def keep(sheet: SheetImport, outcome: Outcome, stage: SheetStage) -> None:
    """Note what came of the rows."""
    note_progress(sheet, outcome, sheet.taken)
    sheet.stage = stage
    sheet.finished_at = clock.now() if stage is SheetStage.DONE else None


def note_progress(sheet: SheetImport, outcome: Outcome, taken: int) -> None:
    """Note what has come of the rows so far, ``taken`` of them, so that whoever goes on knows."""
    sheet.counts = outcome.counts
    sheet.problems = [_plain(each) for each in outcome.problems]
    sheet.remarks = [_plain(each) for each in outcome.remarks]
    sheet.taken = taken


def _plain(problem: Problem) -> list[Any]:
    return [problem.row, problem.column, problem.heading, problem.message]


def stored_outcome(sheet: SheetImport) -> Outcome:
    """What had come of the rows when it was last noted."""
    problems, remarks = ([Problem(*each) for each in kept] for kept in (sheet.problems, sheet.remarks))
    return Outcome(**sheet.counts, problems=problems, remarks=remarks)


def tell(session: Session, sheet: SheetImport, actor: Actor) -> None:
    """Record what an import made."""
    audit.record(session, actor, "sheet.imported", "sheet_import", sheet.id, **sheet.counts)


def plain_chosen(chosen: Chosen) -> dict[str, list[str]]:
    """As it is stored."""
    return {str(index): [field, unit] for index, (field, unit) in chosen.items()}


def stored_layout(sheet: SheetImport) -> Layout:
    """Where the header is and which columns there are."""
    columns = (Column(each["index"], each["heading"], tuple(each["samples"])) for each in sheet.layout["columns"])
    return Layout(tuple(sheet.layout["head"]), sheet.layout["above"], tuple(columns))


def stored_chosen(sheet: SheetImport) -> dict[int, tuple[str, str]]:
    """What each column was said to hold."""
    return {int(index): (field, unit) for index, (field, unit) in sheet.chosen.items()}


def rows_of(sheet: SheetImport, target: Target, path: Path, chosen: Chosen | None = None) -> Iterator[Incoming]:
    """What the stored rows at ``path`` bring, as the columns were settled."""
    layout = stored_layout(sheet)
    headings = {column.index: column.heading for column in layout.columns}
    uses = uses_of(stored_chosen(sheet) if chosen is None else chosen, headings, target.fields)
    append_to = target.append_to[0] if target.append_to else ""
    return incoming(layout.body(stored_rows(path)), uses, append_to, target.required)


def batches(rows: Iterator[Incoming]) -> Iterator[list[Incoming]]:
    """``rows`` in portions of one transaction each."""
    while batch := list(islice(rows, BATCH)):
        yield batch


def forget_old(session: Session) -> None:
    """Forget tables uploaded two weeks ago; the sweep of blobs removes their rows a day later."""
    session.execute(delete(SheetImport).where(SheetImport.created_at < clock.now() - KEPT_FOR))


def summary(sheet: SheetImport) -> dict[str, Any]:
    """The counts, zero where none."""
    return {name: sheet.counts.get(name, 0) for name in COUNTED}
