"""What happens to deals by itself."""

from __future__ import annotations

from matchmaker.core.jobs import JobRegistry, JobRun
from matchmaker.deals.services.credit import thank_scouts


def credit_scouts(run: JobRun) -> None:
    """Tell the scouts of both records what became of their find."""
    run.transact(lambda session: thank_scouts(session, run.payload["id"]))


def register(registry: JobRegistry) -> None:
    """The kinds of job this feature does."""
    registry.register("deal.introduced", credit_scouts)
    registry.register("deal.closed", credit_scouts)
