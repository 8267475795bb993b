"""What happens in scouting by itself."""

from __future__ import annotations

from functools import partial

from matchmaker.core.jobs import JobRegistry, JobRun
from matchmaker.scouting.ports import Prospects
from matchmaker.scouting.queries.confirmations import past_due, pointless
from matchmaker.scouting.queries.routing import obsolete, to_route
from matchmaker.scouting.services import begin_routing, drop_pointless, end_obsolete, expire_confirmation

HOURLY = 3600


def expire_confirmations(run: JobRun) -> None:
    """Look after the questions to units, one in each transaction."""
    for key in run.read(past_due):
        run.transact(partial(expire_confirmation, confirmation_id=key))
    for key in run.read(pointless):
        run.transact(partial(drop_pointless, confirmation_id=key))


def route_unmatched(run: JobRun, prospects: Prospects) -> None:
    """Ask officers about needs that nothing fits; ask no longer about those provided for meanwhile."""
    for task_id, provided in run.read(partial(obsolete, prospects=prospects)).items():
        run.transact(partial(end_obsolete, task_id=task_id, provided=provided))
    for need_id in run.read(partial(to_route, prospects=prospects)):
        run.transact(partial(begin_routing, need_id=need_id))


def register_routing(registry: JobRegistry, prospects: Prospects) -> None:
    """The job that routes; ``prospects`` knows what has matched."""
    registry.register("scouting.route_unmatched", partial(route_unmatched, prospects=prospects), every_seconds=HOURLY)


def register(registry: JobRegistry) -> None:
    """The kinds of job this feature does."""
    registry.register("scouting.expire_confirmations", expire_confirmations, every_seconds=HOURLY)
