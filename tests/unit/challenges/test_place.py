"""Publicity, objections, and the issuer's own choice."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from matchmaker.challenges.models import Bid, Challenge, Handling, Profile
from matchmaker.challenges.services import place
from matchmaker.core import clock
from matchmaker.core.errors import Conflict, Invalid, NotFound
from matchmaker.core.outbox import OutboxMessage
from tests.unit.challenges.stage import Way


def test_an_objection_holds_the_signature_until_it_is_handled(way: Way) -> None:
    way.publicised(bids=2)
    objector, city = way.actor(way.members[1]), way.actor(way.officer)
    with pytest.raises(Invalid):
        way.do(place.raise_objection, Challenge, " ", actor=objector)
    row = way.do(place.raise_objection, Challenge, "业绩不实。", actor=objector)
    with pytest.raises(Conflict, match="正在调查"):
        way.do(place.raise_objection, Challenge, "再说一遍。", actor=objector)
    with clock.frozen(clock.now() + timedelta(days=8)):
        with pytest.raises(Invalid, match="异议"):
            way.do(place.end_publicity, Challenge, actor=city)
        with pytest.raises(Conflict):
            way.do(place.raise_objection, Challenge, "迟了。", actor=objector)
        with pytest.raises(NotFound):
            way.do(
                place.handle_objection, row, handling=Handling.DISMISSED, finding="属实。", actor=way.actor(way.county)
            )
        way.do(place.handle_objection, row, handling=Handling.DISMISSED, finding="经查不成立。", actor=city)
        way.do(place.end_publicity, Challenge, actor=city)
    assert way.challenge.state == "signing"
    told = [row.payload for row in way.session.scalars(select(OutboxMessage))]
    warned = {each["user_id"] for each in told if each["kind"] == "challenge.objection"}
    assert way.officer.id in warned
    assert way.county.id not in warned
    [answer] = [each for each in told if each["kind"] == "challenge.objection_handled"]
    assert answer["user_id"] == way.members[1].id
    assert "经查不成立" in answer["body"]


def test_an_objection_that_is_upheld_sends_it_back_to_be_judged_anew(way: Way) -> None:
    rows = way.publicised(bids=2)
    row = way.do(place.raise_objection, Challenge, "业绩不实。", actor=way.actor(way.members[1]))
    given = {"handling": Handling.UPHELD, "finding": "属实，重新评审。"}
    way.do(place.handle_objection, row, **given, actor=way.actor(way.officer))
    assert way.challenge.state == "qualifying"
    way.session.rollback()
    again = [way.session.get_one(Bid, bid.id, populate_existing=True) for bid in rows]
    assert {(bid.state, bid.rank, bid.total) for bid in again} == {("opened", None, None)}


def test_the_issuer_chooses_among_the_qualified_as_many_as_it_has_places(way: Way) -> None:
    first, second = way.qualified(bids=2, profile=Profile.ENTERPRISE)
    actor = way.actor(way.member)
    for chosen, error in (([], Invalid), ([first.id, second.id], Invalid), ([4711], NotFound)):
        with pytest.raises(error):
            way.do(place.choose, Challenge, chosen, reason="更好。", actor=actor)
    with pytest.raises(Invalid):
        way.do(place.choose, Challenge, [first.id], reason=" ", actor=actor)
    assert way.do(lambda inner, row: place.bid_in(inner, row, first.id), Challenge).id == first.id
    with pytest.raises(NotFound):
        way.do(lambda inner, row: place.bid_in(inner, row, 4711), Challenge)
