"""What the features hand in is bound together whole."""

from sqlalchemy.orm import Session, sessionmaker

from matchmaker.app import wiring
from matchmaker.config import Settings
from matchmaker.core import anchors, audit
from matchmaker.core.authz import merge, system_actor
from matchmaker.core.jobs import JobRun
from matchmaker.core.outbox import DELIVER
from matchmaker.core.unit_of_work import transact

PUBLISHED, WITHDRAWN = "record.published", "record.unpublished"


def test_names_are_not_given_twice() -> None:
    names = [feature.name for feature in wiring.FEATURES]
    assert len(names) == len(set(names))
    channels = [name for feature in wiring.FEATURES for name in feature.channels]
    assert len(channels) == len(set(channels))
    assert len({rule.name for rule in wiring.all_invariants()}) == len(wiring.all_invariants())


def test_no_permission_is_declared_by_two_features() -> None:
    merge(feature.permissions for feature in wiring.FEATURES)


def test_there_is_somebody_for_every_event_and_the_clockwork_runs() -> None:
    registry = wiring.job_registry()
    assert {PUBLISHED, WITHDRAWN, DELIVER} <= registry.handlers.keys()
    assert registry.periods["audit.anchor"] == anchors.SECONDS_BETWEEN


def test_the_worker_writes_checkpoints(settings: Settings, sessions: sessionmaker[Session], session: Session) -> None:
    transact(session, lambda inner: audit.record(inner, system_actor("test"), "x.done", "x", 1))
    wiring.write_anchor(JobRun(1, "audit.anchor", {}, 1, sessions, settings))
    newest = anchors.latest(settings.anchor_file)
    assert newest is not None
    assert newest.seq == 1
