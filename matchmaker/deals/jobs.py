"""What happens to deals by itself."""

from __future__ import annotations

from functools import partial

from matchmaker.core.jobs import JobRegistry, JobRun
from matchmaker.deals.queries import late
from matchmaker.deals.services.credit import thank_scouts
from matchmaker.deals.services.silence import press_silent_sides
from matchmaker.deals.services.withdrawn_records import warn_of_unpublished

HOURLY = 3600


def credit_scouts(run: JobRun) -> None:
    """Tell the scouts of both records what became of their find."""
    run.transact(lambda session: thank_scouts(session, run.payload["id"]))


def press_silent(run: JobRun) -> None:
    """Look after the answers that are late, one deal in each transaction."""
    for deal_id in run.read(late):
        run.transact(partial(press_silent_sides, deal_id=deal_id))


def warn_officers(run: JobRun) -> None:
    """A record was withdrawn, returned or taken down."""
    run.transact(lambda session: warn_of_unpublished(session, run.payload["kind"], run.payload["id"]))


def register(registry: JobRegistry) -> None:
    """The kinds of job this feature does."""
    registry.register("deal.introduced", credit_scouts)
    registry.register("deal.closed", credit_scouts)
    registry.register("record.unpublished", warn_officers)
    registry.register("deals.silence", press_silent, every_seconds=HOURLY)
