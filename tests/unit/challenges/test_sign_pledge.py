"""Confirmed by each party for the very text it read, then signed with what seals it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from matchmaker.challenges.models import BidState, Challenge, Party
from matchmaker.challenges.queries import confirmations_of
from matchmaker.challenges.queries.pledges import scan_of
from matchmaker.challenges.services import pledge
from matchmaker.challenges.services.sign_pledge import confirm_pledge, sign_pledge, voices_of
from matchmaker.core import clock
from matchmaker.core.audit import AuditEntry
from matchmaker.core.errors import Conflict, Forbidden, Invalid, NotFound
from tests.factories.accounts import make_member
from tests.factories.organizations import make_university
from tests.unit.challenges.stage import Way, sealed


def test_each_party_speaks_for_itself_and_the_bureaus_word_is_the_citys(way: Way) -> None:
    [bid] = way.signing(bids=1)
    row = way.draw(bid)
    given = {"text_hash": row.text_hash}
    spoken = {way.member: Party.ISSUER, way.member_of(bid): Party.TEAM, way.officer: Party.BUREAU}
    for person, party in spoken.items():
        assert voices_of(way.actor(person), bid) == (party,)
        way.do(confirm_pledge, row, **given, actor=way.actor(person))
        with pytest.raises(Conflict, match="已经确认"):
            way.do(confirm_pledge, row, **given, actor=way.actor(person))
    with pytest.raises(Conflict, match="市科技局"):
        way.do(confirm_pledge, row, **given, actor=way.actor(way.county))
    stranger = make_member(way.session, make_university(way.session))
    with pytest.raises(NotFound):
        way.do(confirm_pledge, row, **given, actor=way.actor(stranger))
    with pytest.raises(Forbidden):
        way.do(confirm_pledge, row, **given, actor=way.actor(way.experts[0]))
    given_by = {party: each.user_id for party, each in confirmations_of(way.session, row).items()}
    assert given_by == {party: person.id for person, party in spoken.items()}
    traced = way.session.scalars(select(AuditEntry.detail).where(AuditEntry.action == "bid.pledge_confirmed")).all()
    assert {each["hash"] for each in traced} == {row.text_hash}
    assert len(traced) == 3


def test_a_text_that_was_changed_meanwhile_is_not_confirmed(way: Way) -> None:
    [bid] = way.signing(bids=1)
    row = way.draw(bid)
    with pytest.raises(Conflict, match="刚刚被修改"):
        way.do(confirm_pledge, row, text_hash="0" * 64, actor=way.actor(way.member))


def test_it_counts_with_the_stamped_scan_after_all_confirmed_and_only_then_work_begins(way: Way) -> None:
    [bid] = way.signing(bids=1)
    row, city, today = way.draw(bid), way.actor(way.officer), clock.today()
    with pytest.raises(Invalid, match="还没有在平台上确认"):
        way.do(sign_pledge, row, sealed(way), actor=city)
    way.confirm(row)
    for day in (today + timedelta(days=1), today - timedelta(days=1)):
        with pytest.raises(Invalid) as caught:
            way.do(sign_pledge, row, sealed(way, day), actor=city)
        assert list(caught.value.fields) == ["signed_on"]
    way.do(sign_pledge, row, sealed(way), actor=city)
    with pytest.raises(Conflict):
        way.do(sign_pledge, row, sealed(way), actor=city)
    with pytest.raises(Conflict, match="已经签订"):
        way.do(confirm_pledge, row, text_hash=row.text_hash, actor=city)
    found = scan_of(way.session, bid)
    assert found is not None
    assert (row.scan_hash, row.signed_on) == (found.sha256, today)
    way.session.refresh(bid)
    assert bid.state == BidState.UNDERTAKING
    way.do(pledge.start_work, Challenge, actor=city)
