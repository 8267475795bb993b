"""Learning as a job: who is told what came of it."""

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matchmaker.config import Settings
from matchmaker.core.authz import Role
from matchmaker.core.jobs import JobRegistry, enqueue
from matchmaker.core.outbox import OutboxMessage
from matchmaker.core.unit_of_work import transact
from matchmaker.core.worker import Worker
from matchmaker.matching.tuning import jobs
from matchmaker.matching.tuning.services import learning
from matchmaker.matching.tuning.services.learning import LEARN, Outcome
from tests.factories.accounts import make_user
from tests.factories.tuning import make_tuning


def _told(session: Session) -> list[tuple[int, str]]:
    rows = session.scalars(select(OutboxMessage).order_by(OutboxMessage.id))
    return [(row.payload["user_id"], row.payload["href"]) for row in rows]


@pytest.mark.parametrize(
    ("outcome", "asked", "told"),
    [
        (Outcome.PROPOSED, False, {"admin"}),
        (Outcome.STOPPED, True, {"admin"}),
        (Outcome.NOTHING, False, set()),
        (Outcome.NOTHING, True, {"admin"}),
        (Outcome.TOO_FEW, False, set()),
    ],
)
def test_administrators_are_told_what_is_new_and_who_asked_in_any_case(
    sessions: sessionmaker[Session],
    session: Session,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    *,
    outcome: Outcome,
    asked: bool,
    told: set[str],
) -> None:
    admin = make_user(session, Role.SYSTEM_ADMIN)
    make_user(session, Role.OFFICER, region_code="340300")
    number = make_tuning(session).id if outcome in jobs.NEWS else None
    monkeypatch.setattr(learning, "learn_from_decisions", lambda *_given: (outcome, number))
    payload: dict[str, Any] = {"asked_by": admin.id} if asked else {}
    transact(session, lambda inner: enqueue(inner, LEARN, payload, dedup_key="test"))
    registry = JobRegistry()
    registry.register(LEARN, jobs.learn)
    Worker(sessions, registry, settings).drain()
    href = "/admin/lexicon" if number is None else f"/admin/tunings/{number}"
    assert _told(session) == [(admin.id, href)] * len(told)


def test_learning_runs_by_itself_every_week() -> None:
    registry = JobRegistry()
    jobs.register(registry)
    assert registry.periods == {LEARN: 7 * 24 * 3600}
