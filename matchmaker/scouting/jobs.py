"""What happens in scouting by itself."""

from __future__ import annotations

from functools import partial

from matchmaker.core.jobs import JobRegistry, JobRun
from matchmaker.scouting.queries.confirmations import past_due, pointless
from matchmaker.scouting.services import drop_pointless, expire_confirmation

HOURLY = 3600


def expire_confirmations(run: JobRun) -> None:
    """Look after the questions to units, one in each transaction."""
    for key in run.read(past_due):
        run.transact(partial(expire_confirmation, confirmation_id=key))
    for key in run.read(pointless):
        run.transact(partial(drop_pointless, confirmation_id=key))


def register(registry: JobRegistry) -> None:
    """The kinds of job this feature does."""
    registry.register("scouting.expire_confirmations", expire_confirmations, every_seconds=HOURLY)
