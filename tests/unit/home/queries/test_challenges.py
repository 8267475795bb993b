"""What waits in challenges is told to whose turn it is."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy.orm import Session

from matchmaker.challenges.models import Profile
from matchmaker.config import Settings
from matchmaker.core import clock
from matchmaker.home.queries import challenges
from matchmaker.home.queries.lines import waiting
from tests.unit.challenges.stage import Way, make_way


@pytest.fixture
def way(session: Session, settings: Settings) -> Way:
    return make_way(session, settings.data_dir)


def ids(session: Session, query: Any) -> list[int]:
    session.rollback()
    found = waiting(session, {"one": (query, clock.now())})
    return [line.id for line in found["one"].lines] if found else []


def test_a_draft_waits_for_its_issuer_then_it_is_the_countys_then_the_citys_turn(way: Way) -> None:
    way.drafted()
    here = [way.challenge_id]
    assert ids(way.session, challenges.own(way.actor(way.member))) == here
    assert ids(way.session, challenges.own(way.actor(way.members[0]))) == []
    assert ids(way.session, challenges.to_handle(way.actor(way.officer))) == []


def test_sealed_bids_wait_for_named_officers_only(way: Way) -> None:
    way.receiving(profile=Profile.ENTERPRISE)
    way.bid(0)
    assert ids(way.session, challenges.to_handle(way.actor(way.officer))) == []
    way.close()
    assert ids(way.session, challenges.to_open(way.actor(way.holders[0]))) == [way.challenge_id]
    assert ids(way.session, challenges.to_open(way.actor(way.officer))) == []
    way.authorize(0, 1)
    assert ids(way.session, challenges.to_open(way.actor(way.holders[0]))) == []
