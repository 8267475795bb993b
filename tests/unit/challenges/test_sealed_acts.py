"""Teams act under seal: receipts hold, rules hold, and nothing tells."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from matchmaker.challenges.models import Challenge, ChallengeTie, Profile, SealedEnvelope, Tie
from matchmaker.challenges.sealing import receipts, tags
from matchmaker.challenges.services import envelopes, prepare
from matchmaker.challenges.services.envelopes import POOL
from matchmaker.challenges.services.sealed_acts import replace_bid, submit_bid, withdraw_bid
from matchmaker.core import clock
from matchmaker.core.audit import AuditEntry
from matchmaker.core.errors import Conflict, DeadlinePassed, Forbidden, Invalid, NotFound
from matchmaker.core.unit_of_work import transact
from tests.factories.organizations import make_university
from tests.support.race import losers, race, winners
from tests.unit.challenges.stage import Way, content


def test_a_receipt_says_what_was_received_when_and_is_genuine(way: Way) -> None:
    way.receiving()
    receipt = way.bid(0)
    assert receipts.is_genuine(receipt, way.keys.signing.public_key())
    said = receipt["statement"]
    assert (said["challenge"], said["act"], said["organization"]) == (way.challenge_id, "bid", way.teams[0].name)
    assert said["entry_hash"] == receipts.entry_hash(said["salt"], said["entry"])
    assert said["received_at"] < said["closes_at"]


def test_a_team_replaces_withdraws_and_bids_again_and_only_the_last_is_read(way: Way) -> None:
    way.receiving()
    way.bid(0, content(price=100))
    way.bid(0, content(price=200), act=replace_bid)
    with pytest.raises(Conflict):
        way.bid(0)
    way.bid(1)
    way.withdraw(1)
    with pytest.raises(Conflict):
        way.withdraw(1)
    way.bid(2, content(price=300))
    way.withdraw(2)
    way.bid(2, content(price=400))
    way.close()
    opened = {bid.organization_id: bid.price for bid in way.open()}
    assert opened == {way.teams[0].id: 200, way.teams[2].id: 400}


def test_from_the_deadline_on_it_is_too_late(way: Way) -> None:
    way.receiving()
    way.bid(1)
    package = way.package()
    closes = way.challenge.closes_at
    assert closes is not None
    given = {"organization_id": way.teams[0].id, "keys": way.keys, "actor": way.actor(way.members[0])}
    with clock.frozen(closes), pytest.raises(DeadlinePassed):
        way.do(submit_bid, way.challenge_id, package, **given)
    with clock.frozen(closes - timedelta(microseconds=1)):
        assert way.do(submit_bid, way.challenge_id, package, **given)
    way.close()
    with pytest.raises(DeadlinePassed):
        way.withdraw(1)


def test_who_may_not_bid_is_told_why(way: Way) -> None:
    way.approved()
    affiliate, stranger = way.teams[0], make_university(way.session, state="unverified")
    way.do(prepare.set_ties, Challenge, Tie.AFFILIATE, [affiliate.id], actor=way.actor(way.member))
    way.make_keys()
    way.post()
    package = way.package()

    def submit(unit: int, who: int) -> None:
        given = {"organization_id": unit, "keys": way.keys, "actor": way.actor(way.members[who])}
        way.do(submit_bid, way.challenge_id, package, **given)

    with pytest.raises(Invalid, match="关联单位"):
        submit(affiliate.id, 0)
    with pytest.raises(NotFound):
        submit(way.teams[1].id, 0)
    with pytest.raises(NotFound):
        submit(stranger.id, 1)
    given = {"organization_id": way.issuer.id, "keys": way.keys, "actor": way.actor(way.member)}
    with pytest.raises(Invalid, match="发榜单位"):
        way.do(submit_bid, way.challenge_id, package, **given)
    with pytest.raises(Forbidden):
        way.do(submit_bid, way.challenge_id, package, **{**given, "actor": way.actor(way.officer)})


def test_only_invited_universities_bid_for_a_commissioned_challenge(way: Way) -> None:
    way.approved(Profile.UNIVERSITY)
    way.do(prepare.set_ties, Challenge, Tie.INVITED, [way.teams[0].id], actor=way.actor(way.officer))
    way.make_keys()
    way.post()
    way.bid(0)
    with pytest.raises(Invalid, match="受邀"):
        way.bid(1)
    assert way.session.scalar(select(func.count()).select_from(ChallengeTie)) == 1


def test_nothing_but_one_envelope_changes_when_a_team_acts(way: Way) -> None:
    way.receiving()
    before, entries = _look(way), _entries(way.session)
    version = way.challenge.version
    way.bid(0)
    way.bid(1)
    way.withdraw(1)
    after = _look(way)
    assert after.keys() == before.keys()
    assert len(after) == POOL
    assert sum(after[each] != before[each] for each in after) == 3
    assert {len(row[-1]) for row in after.values()} == {len(row[-1]) for row in before.values()}
    assert _entries(way.session) == entries
    assert way.challenge.version == version


def test_when_the_envelopes_are_used_up_more_are_laid_out(way: Way, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(envelopes, "POOL", 3)
    way.receiving()
    for team, laid_out in enumerate((3, 3, 3, 6)):
        way.bid(team)
        assert len(_look(way)) == laid_out
    way.close()
    assert len(way.open()) == 4


def test_a_team_acts_a_bounded_number_of_times_and_can_always_withdraw(
    way: Way, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tags, "MOST_ACTS", 3)
    way.receiving()
    way.bid(0)
    way.bid(0, act=replace_bid)
    with pytest.raises(Conflict, match="上限"):
        way.bid(0, act=replace_bid)
    way.withdraw(0)


def test_of_the_same_team_at_one_moment_one_is_taken(way: Way, sessions: sessionmaker[Session]) -> None:
    way.receiving()
    packages = [way.package() for _number in range(4)]
    given: dict[str, Any] = {"organization_id": way.teams[0].id, "keys": way.keys}
    given["actor"] = way.actor(way.members[0])

    def call(place: int) -> Callable[[Session], object]:
        act = lambda inner: submit_bid(inner, way.challenge_id, packages[place], **given)  # noqa: E731 - one line each
        return lambda session: transact(session, act)

    results = race(sessions, [call(place) for place in range(4)])
    assert len(winners(results)) == 1
    assert losers(results) == {"Conflict"}


def test_withdrawing_for_another_team_is_not_possible(way: Way) -> None:
    way.receiving()
    way.bid(0)
    given = {"organization_id": way.teams[0].id, "keys": way.keys, "actor": way.actor(way.members[1])}
    with pytest.raises(NotFound):
        way.do(withdraw_bid, way.challenge_id, **given)


def _look(way: Way) -> dict[str, tuple[Any, ...]]:
    way.session.rollback()
    columns = SealedEnvelope.__table__.columns
    names = ("id", "tag", "mark", "blob", "ciphertext_hash", "entry_hash", "record")
    return {row[0]: tuple(row) for row in way.session.execute(select(*(columns[name] for name in names)))}


def _entries(session: Session) -> int:
    session.rollback()
    return session.scalar(select(func.count()).select_from(AuditEntry)) or 0
