"""Bids are opened by two named officers, once, whole, and in one order."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session, sessionmaker

from matchmaker.challenges.models import Bid, Opening, SealedEnvelope
from matchmaker.challenges.sealing import container, stream
from matchmaker.challenges.services import open_bids
from matchmaker.challenges.services.sealed_acts import submit_bid
from matchmaker.config import Settings
from matchmaker.core import blobs, clock
from matchmaker.core.audit import AuditEntry
from matchmaker.core.errors import Conflict, Forbidden, Invalid, NotFound
from matchmaker.core.unit_of_work import transact
from tests.factories.base import MAKER
from tests.support.race import losers, race, winners
from tests.unit.challenges.stage import Way, content


def sealed(way: Way, bids: int = 3) -> Way:
    way.receiving()
    for team in range(bids):
        way.bid(team)
    way.close()
    return way


def recorded(session: Session) -> list[tuple[int, int]]:
    session.rollback()
    return [(row.position, row.id) for row in session.execute(select(Bid.position, Bid.id).order_by(Bid.position))]


def test_what_was_bid_comes_out_as_it_went_in(way: Way) -> None:
    way.receiving()
    way.bid(0, content(price=123, partners=("测试转移中心",)))
    way.close()
    [bid] = way.open()
    assert (bid.price, bid.partners, bid.leader) == (123, ["测试转移中心"], "赵测试")
    assert [(each.title, each.share) for each in bid.milestones] == [("小试", 40), ("产线验证", 60)]
    assert way.challenge.state == "qualifying"
    assert not way.session.scalars(select(SealedEnvelope)).all()


def test_files_are_read_from_where_they_lie_sealed(way: Way) -> None:
    way.receiving()
    package = way.package(files=[("预算.xlsx", [b"one", b"two"]), ("方案.pdf", [b"x" * 300_000])])
    given = {"organization_id": way.teams[0].id, "keys": way.keys, "actor": way.actor(way.members[0])}
    way.do(submit_bid, way.challenge_id, package, **given)
    way.close()
    [bid] = way.open()
    assert bid.files == ["预算.xlsx", "方案.pdf"]
    with blobs.path_of(way.folder, bid.blob).open("rb") as file:
        assert b"".join(container.file_of(stream.unseal(file, bid.content_key), 0)) == b"onetwo"


def test_nobody_opens_early_alone_or_unnamed(way: Way) -> None:
    way.receiving()
    way.bid(0)
    with pytest.raises(Conflict):
        way.authorize(0)
    with pytest.raises(Invalid):
        way.do(open_bids.close_receiving, way.challenge_id, actor=MAKER)
    way.close()
    with pytest.raises(NotFound):
        way.do(open_bids.authorize_opening, way.challenge_id, actor=way.actor(way.county))
    way.authorize(0)
    for officers in ({0}, {0, 1}):
        with pytest.raises(Conflict, match="两名"):
            open_bids.read_sealed(way.session, way.challenge_id, frozenset(way.words(*officers)))
    way.authorize(1)
    read = way.read(0, 1)
    given = {"officers": frozenset(way.words(0, 1)), "actor": way.actor(way.holders[0])}
    with pytest.raises(Forbidden):
        way.do(open_bids.record_opening, way.challenge_id, read, **given)


def test_acts_come_into_the_audit_with_the_hashes_of_their_receipts(way: Way) -> None:
    way.receiving()
    receipts = [way.bid(0), way.bid(1), way.withdraw(1)]
    way.close()
    way.open()
    way.session.rollback()
    query = select(AuditEntry.detail).where(AuditEntry.action.in_(["bid.bid", "bid.withdrawal"]))
    found = {detail["entry_hash"] for detail in way.session.scalars(query)}
    assert found == {receipt["statement"]["entry_hash"] for receipt in receipts}


def test_two_pairs_at_once_open_once_and_every_pair_would_have_read_the_same(
    way: Way, sessions: sessionmaker[Session]
) -> None:
    sealed(way)
    way.authorize(0, 1, 2, 3)
    pairs = [(0, 1), (2, 3), (0, 3)]
    read = [way.read(*pair) for pair in pairs]
    assert len({tuple(bid.act.envelope.id for bid in each.bids) for each in read}) == 1

    def call(place: int) -> Callable[[Session], list[Bid]]:
        given: dict[str, Any] = {"officers": frozenset(way.words(*pairs[place])), "actor": MAKER}
        act = lambda inner: open_bids.record_opening(inner, way.challenge_id, read[place], **given)  # noqa: E731 - short
        return lambda session: transact(session, act)

    results = race(sessions, [call(place) for place in range(len(pairs))])
    assert len(winners(results)) == 1
    assert losers(results) == {"Conflict"}
    expected = [open_bids.bid_id(bid.act.envelope.id) for bid in read[0].bids]
    assert recorded(way.session) == list(enumerate(expected, 1))
    assert len(way.session.scalars(select(Opening)).all()) == 1


def test_killed_in_the_middle_it_is_as_if_nothing_happened_and_goes_on_the_same(way: Way, settings: Settings) -> None:
    sealed(way)
    way.authorize(0, 1)
    expected = [open_bids.bid_id(bid.act.envelope.id) for bid in way.read(0, 1).bids]
    words = {str(user): word for user, word in way.words(0, 1).items()}
    job = {
        "url": settings.database_url,
        "data": str(settings.data_dir),
        "challenge": way.challenge_id,
        "shares": way.shares,
        "words": words,
    }
    way.session.rollback()
    program = [sys.executable, "-m", "tests.support.killed_opening"]
    done = subprocess.run(program, input=json.dumps(job), text=True, capture_output=True, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert recorded(way.session) == []
    assert way.challenge.state == "sealed"
    way.open()
    assert recorded(way.session) == list(enumerate(expected, 1))


@pytest.mark.parametrize("place", ["record", "ciphertext_hash", "entry_hash", "tag"])
def test_an_envelope_changed_after_the_deadline_stops_the_opening(way: Way, place: str) -> None:
    sealed(way, bids=1)
    other = way.session.scalars(select(SealedEnvelope).limit(1)).one()
    changed = bytes(len(other.record)) if place == "record" else "0" * 64
    row = update(SealedEnvelope).where(SealedEnvelope.id == other.id).values({place: changed})
    transact(way.session, lambda inner: inner.execute(row))
    with pytest.raises((Conflict, stream.Tampered)):
        way.open()
    assert way.challenge.state == "sealed"


def test_a_damaged_or_missing_file_stops_the_opening_and_is_named(way: Way) -> None:
    way.receiving()
    envelope = way.bid(0)["statement"]["envelope"]
    way.close()
    way.authorize(0, 1)
    [path] = list(way.folder.glob("??/*"))
    kept = path.read_bytes()
    path.write_bytes(kept[:-1] + bytes([kept[-1] ^ 1]))
    with pytest.raises(stream.Tampered, match=envelope):
        way.read(0, 1)
    path.unlink()
    with pytest.raises(stream.Tampered, match=envelope):
        way.read(0, 1)
    path.write_bytes(kept)
    assert len(way.open()) == 1


def test_an_envelope_taken_away_or_left_out_is_missed(way: Way) -> None:
    sealed(way)
    way.authorize(0, 1)
    read = way.read(0, 1)
    given = {"officers": frozenset(way.words(0, 1)), "actor": MAKER}
    with pytest.raises(Conflict, match="不一致"):
        way.do(open_bids.record_opening, way.challenge_id, replace(read, root="0" * 64), **given)
    gone = way.session.get_one(SealedEnvelope, read.bids[0].act.envelope.id)
    transact(way.session, lambda inner: inner.delete(inner.merge(gone)))
    with pytest.raises(Conflict, match="不一致"):
        way.do(open_bids.record_opening, way.challenge_id, way.read(0, 1), **given)


def test_without_a_bid_it_is_unfilled_and_can_be_posted_once_more_with_a_new_key(way: Way) -> None:
    sealed(way, bids=0)
    assert way.open() == []
    assert (way.challenge.state, way.challenge.public_key) == ("unfilled", None)
    with pytest.raises(Invalid, match="密钥"):
        way.post()
    way.make_keys()
    way.post()
    way.bid(1)
    way.close()
    assert [bid.posting for bid in way.open()] == [2]


def test_a_receipt_dated_after_the_deadline_stops_the_opening(way: Way) -> None:
    way.receiving()
    way.bid(0)
    way.close_at(clock.now() - timedelta(days=1))
    way.close()
    with pytest.raises(Conflict, match="晚于"):
        way.open()
