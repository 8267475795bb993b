"""The clock begins and ends the time to bid; what nobody speaks of is swept."""

from __future__ import annotations

import os
from datetime import timedelta

from sqlalchemy.orm import Session, sessionmaker

from matchmaker.challenges import jobs
from matchmaker.challenges.services import post
from matchmaker.challenges.services.sealed_acts import replace_bid
from matchmaker.config import Settings
from matchmaker.core import clock
from matchmaker.core.jobs import JobRegistry, enqueue
from matchmaker.core.unit_of_work import transact
from matchmaker.core.worker import Worker
from tests.unit.challenges.stage import Way


def test_time_passes_by_itself(way: Way, sessions: sessionmaker[Session], settings: Settings) -> None:
    registry = JobRegistry()
    jobs.register(registry)
    registry.register("outbox.deliver", lambda _run: None)
    way.approved()
    way.make_keys()
    now = clock.now()
    dates = {"receiving_from": now + timedelta(days=1), "closes_at": now + timedelta(days=20)}
    way.do(post.post, way.challenge_id, **dates, keys=way.keys, actor=way.actor(way.officer))
    for days, state in ((0, "posted"), (2, "receiving"), (21, "sealed")):
        with clock.frozen(now + timedelta(days=days)):
            transact(way.session, lambda inner: enqueue(inner, "challenges.clock"))
            Worker(sessions, registry, settings).drain()
        assert way.challenge.state == state


def test_replaced_ciphertexts_go_a_day_after_the_opening(
    way: Way, sessions: sessionmaker[Session], settings: Settings
) -> None:
    way.receiving()
    way.bid(0)
    way.bid(0, act=replace_bid)
    way.close()
    [bid] = way.open()
    for path in way.folder.glob("??/*"):
        os.utime(path, (0, 0))
    registry = JobRegistry()
    jobs.register(registry)
    registry.register("outbox.deliver", lambda _run: None)
    transact(way.session, lambda inner: enqueue(inner, "challenges.sweep_sealed"))
    Worker(sessions, registry, settings).drain()
    assert [f"{path.parent.name}/{path.name}" for path in way.folder.glob("??/*")] == [bid.blob]
