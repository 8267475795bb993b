"""Learning by itself once a week, and when an administrator asks."""

from __future__ import annotations

from sqlalchemy.orm import Session

from matchmaker.accounts.services.notices import Message, notify
from matchmaker.core.authz import Role
from matchmaker.core.i18n import N_
from matchmaker.core.jobs import JobRegistry, JobRun
from matchmaker.matching.keeper import keeper_for
from matchmaker.matching.tuning.services import learning
from matchmaker.matching.tuning.services.learning import LEARN, SAID, Outcome
from matchmaker.organizations.queries import holders_of

WEEKLY = 7 * 24 * 3600
NEWS = (Outcome.STOPPED, Outcome.PROPOSED, Outcome.LIVE)


def learn(run: JobRun) -> None:
    """Learn from the decisions; tell the administrators what came of it, and who asked in any case."""
    outcome, number = learning.learn_from_decisions(run.read, run.transact, keeper_for(run.settings))
    asked_by = run.payload.get("asked_by")
    if outcome in NEWS or asked_by is not None:
        run.transact(lambda session: _tell(session, outcome, number, asked_by, run.id))


def _tell(session: Session, outcome: Outcome, number: int | None, asked_by: int | None, job_id: int) -> None:
    href = "/admin/lexicon" if number is None else f"/admin/tunings/{number}"
    people = {*holders_of(session, Role.SYSTEM_ADMIN)} if outcome in NEWS else set[int]()
    people |= {asked_by} if asked_by is not None else set()
    message = Message("tuning.learned", N_("从决定中学习的结果"), SAID[outcome], href)
    notify(session, people, message, dedup_key=f"learned:{job_id}")


def register(registry: JobRegistry) -> None:
    """The kinds of job this part does."""
    registry.register(LEARN, learn, every_seconds=WEEKLY)
