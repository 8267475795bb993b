"""Keeping suggestions and near-duplicates current as records come and go; recalling what was put off."""

from __future__ import annotations

from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.core import clock
from matchmaker.core.jobs import JobRegistry, JobRun
from matchmaker.matching.keeper import keeper_for
from matchmaker.matching.models import Suggestion, SuggestionState
from matchmaker.matching.services import escalate, find_duplicates, refresh
from matchmaker.matching.workflow import SUGGESTION

HOURLY = 3600
DAILY = 24 * HOURLY


def record_published(run: JobRun) -> None:
    """Note the record, then refresh what it touches, in both directions."""
    kind, record_id = str(run.payload["kind"]), int(run.payload["id"])
    run.transact(partial(refresh.note_change, kind=kind, record_id=record_id, present=True))
    keeper = keeper_for(run.settings)
    refresh.build_if_stale(run.read, run.transact, keeper, kind)
    verb = refresh.refresh_need if kind == "need" else refresh.refresh_achievement
    verb(run.read, run.transact, keeper, record_id)
    find_duplicates.find_duplicates_of(run.read, run.transact, keeper, kind, record_id)


def record_unpublished(run: JobRun) -> None:
    """Take the record out of the index and its undecided suggestions out of the queue."""
    kind, record_id = str(run.payload["kind"]), int(run.payload["id"])

    def leave(session: Session) -> None:
        refresh.note_change(session, kind, record_id, present=False)
        refresh.withdraw(session, kind, record_id)
        find_duplicates.withdraw_duplicates(session, kind, record_id)

    run.transact(leave)


def refresh_all(run: JobRun) -> None:
    """One refresh of everything, after an import or at an administrator's wish."""
    refresh.refresh_all(run.read, run.transact, keeper_for(run.settings), run.progress)


def find_all_duplicates(run: JobRun) -> None:
    """Compare all records of either side with each other."""
    find_duplicates.find_duplicates(run.read, run.transact, keeper_for(run.settings), run.progress)


def recall_held(run: JobRun) -> None:
    """Bring suggestions back to the queue whose putting-off has run out."""

    def recall(session: Session) -> None:
        due = select(Suggestion).where(Suggestion.state == SuggestionState.HELD, Suggestion.hold_until <= clock.now())
        for row in session.scalars(due.limit(500)):
            values = {"hold_until": None, "decided_by": None, "decided_at": None}
            SUGGESTION.apply(session, row, "recall", actor=refresh.MATCHER, values=values)

    run.transact(recall)
    run.transact(escalate.remind_late)


def register(registry: JobRegistry) -> None:
    """The kinds of job this feature does."""
    registry.register("record.published", record_published)
    registry.register("record.unpublished", record_unpublished)
    registry.register("matching.refresh_all", refresh_all)
    registry.register("matching.refresh_all", find_all_duplicates)
    registry.register("matching.find_duplicates", find_all_duplicates, every_seconds=DAILY)
    registry.register("matching.recall_held", recall_held, every_seconds=HOURLY)
