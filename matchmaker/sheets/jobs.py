"""Large tables when they come; old ones forgotten once a day."""

from __future__ import annotations

from functools import partial

from matchmaker.core.jobs import JobRegistry, JobRun
from matchmaker.sheets.services import import_sheet
from matchmaker.sheets.services.work_sheet import ActorOf, work_on_sheet
from matchmaker.sheets.target import Targets

DAILY = 86_400


def work(run: JobRun, *, targets: Targets, actor_of: ActorOf) -> None:
    """Try or import a large table."""
    work_on_sheet(run, int(run.payload["sheet"]), targets, actor_of)


def forget(run: JobRun) -> None:
    """Forget tables that were uploaded long ago."""
    run.transact(import_sheet.forget_old)


def register(registry: JobRegistry) -> None:
    """What needs no target."""
    registry.register("sheets.forget", forget, every_seconds=DAILY)


def register_work(registry: JobRegistry, targets: Targets, actor_of: ActorOf) -> None:
    """The import of large tables; ``actor_of`` finds who somebody is by now."""
    registry.register(import_sheet.JOB, partial(work, targets=targets, actor_of=actor_of))
