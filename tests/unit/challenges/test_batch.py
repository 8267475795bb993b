"""A batch holds challenges of its region that are out or about to be, and of no other batch."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from sqlalchemy.orm import Session

from matchmaker.challenges.models import ChallengeBatch
from matchmaker.challenges.services.batch import create_batch, edit_batch
from matchmaker.core.errors import Invalid, NotFound, StaleVersion
from tests.factories.accounts import make_officer
from tests.unit.challenges.stage import Way


def edit(way: Way, batch: ChallengeBatch, challenges: Iterable[int], version: int | None = None) -> None:
    def call(session: Session) -> None:
        row, actor = session.get_one(ChallengeBatch, batch.id), way.actor(way.officer)
        edit_batch(session, row, "第一批", "说明", challenges, actor=actor, version=version)

    way.do(call)


def test_challenges_are_put_in_and_taken_out(way: Way) -> None:
    way.approved()
    actor = way.actor(way.officer)
    first = way.do(create_batch, "340300", " 第一批 ", actor=actor)
    second = way.do(create_batch, "340300", "第二批", actor=actor)
    version = first.version
    edit(way, first, [way.challenge_id, 987_654], version)
    assert way.challenge.batch_id == first.id
    with pytest.raises(StaleVersion):
        edit(way, first, [], version)

    def take(session: Session) -> None:
        row = session.get_one(ChallengeBatch, second.id)
        edit_batch(session, row, "第二批", "", [way.challenge_id], actor=actor)

    way.do(take)
    assert way.challenge.batch_id == first.id
    edit(way, first, [])
    assert way.challenge.batch_id is None


def test_a_draft_is_not_put_into_a_batch(way: Way) -> None:
    way.drafted()
    batch = way.do(create_batch, "340300", "第一批", actor=way.actor(way.officer))
    edit(way, batch, [way.challenge_id])
    assert way.challenge.batch_id is None


def test_names_are_given_once_and_by_those_of_the_region(way: Way) -> None:
    actor = way.actor(way.officer)
    way.do(create_batch, "340300", "第一批", actor=actor)
    for title in ("第一批", "  "):
        with pytest.raises(Invalid) as refused:
            way.do(create_batch, "340300", title, actor=actor)
        assert "title" in refused.value.fields
    stranger = make_officer(way.session, "340400")
    with pytest.raises(NotFound):
        way.do(create_batch, "340300", "别人的", actor=way.actor(stranger))
