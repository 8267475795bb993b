"""The demo city has challenges in many states, and its officers' words open what is still sealed."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from functools import partial

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matchmaker.accounts.queries import by_login
from matchmaker.challenges.invariants import INVARIANTS
from matchmaker.challenges.models import (
    Background,
    Bid,
    BottleneckItem,
    Challenge,
    CouncilMember,
    CreditDeclaration,
    Objection,
    PanelSeat,
    Profile,
    ScoreSheet,
)
from matchmaker.challenges.services import open_bids
from matchmaker.cli.seed import source
from matchmaker.cli.seed.challenges import HOLDERS, SECRETS, content_of, parts_of
from matchmaker.config import Settings
from matchmaker.core import audit, clock, invariants
from matchmaker.core.db import make_engine, make_sessions
from matchmaker.core.unit_of_work import transact
from matchmaker.organizations.queries import actor_of_user
from tests.support.command import Command


@pytest.fixture
def city(demo_city: Settings) -> Iterator[Session]:
    engine = make_engine(demo_city.database_url)
    with make_sessions(engine)() as session:
        yield session
    engine.dispose()


def test_every_challenge_got_where_the_data_says_and_the_database_is_sound(city: Session) -> None:
    told = {row["title"]: row["state"] for row in source.rows("challenges")}
    assert {row.title: row.state for row in city.scalars(select(Challenge))} == told
    assert {row["profile"] for row in source.rows("challenges")} == set(Profile)
    assert invariants.run(city, INVARIANTS) == []
    assert audit.verify(city).problem is None


def test_a_council_sits_and_the_need_that_became_a_challenge_is_on_its_list(city: Session) -> None:
    seats = Counter(city.scalars(select(CouncilMember.background)))
    assert seats == {Background.ENTERPRISE: 3, Background.RESEARCH: 2}
    assert len(city.scalars(select(BottleneckItem)).all()) == 1
    declared = set(city.scalars(select(CreditDeclaration.challenge_id).where(CreditDeclaration.clean)))
    assert declared == set(city.scalars(select(Challenge.id)))


def test_something_waits_for_experts_and_for_the_city(city: Session) -> None:
    assert city.scalar(select(func.count(Objection.id)).where(Objection.handling.is_(None))) == 1
    assert city.scalar(select(func.count(PanelSeat.id)).where(PanelSeat.conflict.is_(None))) == 5
    assert city.scalar(select(func.count(ScoreSheet.id)).where(ScoreSheet.sealed.is_not(None))) == 9


def test_the_words_beside_the_keys_open_the_sealed_challenge(city: Session, demo_city: Settings) -> None:
    file = demo_city.key_dir / SECRETS
    assert set(json.loads(file.read_text(encoding="utf-8"))) == set(HOLDERS)
    assert file.stat().st_mode & 0o077 == 0
    row = city.scalars(select(Challenge).where(Challenge.state == "sealed")).one()
    challenge_id = row.id
    for login in HOLDERS[:2]:
        user = by_login(city, login)
        assert user is not None
        actor = actor_of_user(city, user)
        city.rollback()
        transact(city, partial(open_bids.authorize_opening, challenge_id=challenge_id, actor=actor))
    officers = [part for login in HOLDERS[:2] for part in ("--officer", login)]
    Command(demo_city)("challenge", "open", str(challenge_id), *officers, "--secret-file", str(file))
    city.rollback()
    assert city.scalar(select(func.count(Bid.id)).where(Bid.challenge_id == challenge_id)) == 2


def test_a_bid_of_the_data_is_complete_and_its_days_count_from_today() -> None:
    row = next(row for row in source.rows("challenges") if row["key"] == "storage-warning")["bids"][0]
    today = clock.today()
    assert [part.due_on for part in parts_of(row, today)] == sorted(part.due_on for part in parts_of(row, today))
    assert content_of(row, today).price == 198_000_000
