"""Whose list a pair is in, and in what order."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from matchmaker.catalog.models import AchievementState, RecordKind
from matchmaker.core.authz import Actor
from matchmaker.matching import duplicate_queries as queries
from matchmaker.matching.models import DuplicatePair, DuplicateState
from matchmaker.organizations.queries import actor_of_user
from tests.factories.accounts import make_officer
from tests.factories.catalog import make_achievement, make_need
from tests.factories.matching import make_duplicate

D, ACHIEVEMENT, NEED = DuplicateState, RecordKind.ACHIEVEMENT, RecordKind.NEED
ELSEWHERE = "340404"


@pytest.fixture
def officer(session: Session) -> Actor:
    return actor_of_user(session, make_officer(session))


def listed(session: Session, actor: Actor, state: str = D.OPEN, kind: RecordKind = ACHIEVEMENT) -> list[list[int]]:
    found = queries.duplicate_list(session, actor, kind, state, 1)
    return [[each.pair.id for each in group.couples] for group in found.groups]


def beyond(session: Session, disclosure: str) -> DuplicatePair:
    """A pair of which one record lies in another city."""
    far = make_achievement(session, region_code=ELSEWHERE, disclosure=disclosure)
    return make_duplicate(session, lower=far, higher=make_achievement(session))


def test_the_most_alike_group_comes_first_and_in_it_the_most_alike_pair(session: Session, officer: Actor) -> None:
    one, two, three = (make_achievement(session) for _each in range(3))
    weak = make_duplicate(session, lower=one, higher=two, likeness=0.7)
    middle = make_duplicate(session, likeness=0.8)
    strong = make_duplicate(session, lower=two, higher=three, likeness=0.9, group_key=one.id)
    assert listed(session, officer) == [[strong.id, weak.id], [middle.id]]


@pytest.mark.parametrize(("disclosure", "is_met"), [("public", True), ("masked", True), ("officers_only", False)])
def test_a_pair_is_met_by_officers_of_either_region_who_may_know_the_other_record(
    session: Session, officer: Actor, disclosure: str, *, is_met: bool
) -> None:
    row = beyond(session, disclosure)
    there = actor_of_user(session, make_officer(session, "340400"))
    assert listed(session, officer) == ([[row.id]] if is_met else [])
    assert listed(session, there) == [[row.id]]
    assert (queries.couple(session, officer, row) is not None) is is_met


def test_an_officer_of_neither_region_meets_nothing(session: Session) -> None:
    row = make_duplicate(session)
    there = actor_of_user(session, make_officer(session, "340400"))
    assert listed(session, there) == []
    assert queries.couple(session, there, row) is None
    assert queries.counts(session, there) == {}


def test_each_state_and_side_has_a_list_of_its_own(session: Session, officer: Actor) -> None:
    rows = {state: make_duplicate(session, state) for state in D}
    need = make_duplicate(session, lower=make_need(session), higher=make_need(session))
    for state in (D.OPEN, D.CONFIRMED, D.DISMISSED):
        assert listed(session, officer, state) == [[rows[state].id]]
    assert listed(session, officer, kind=NEED) == [[need.id]]
    kinds = {("achievement", state.value): 1 for state in (D.OPEN, D.CONFIRMED, D.DISMISSED)}
    assert queries.counts(session, officer) == {**kinds, ("need", "open"): 1}


def test_what_is_no_longer_published_waits_for_nobody(session: Session, officer: Actor) -> None:
    closed = make_achievement(session, AchievementState.WITHDRAWN)
    open_one = make_duplicate(session, lower=closed, higher=make_achievement(session))
    make_duplicate(session, D.CONFIRMED, lower=closed, higher=make_achievement(session))
    assert listed(session, officer) == []
    (group,) = queries.duplicate_list(session, officer, ACHIEVEMENT, D.CONFIRMED, 1).groups
    assert (group.records, group.couples[0].both_published) == (2, False)
    assert queries.following(session, officer, open_one).left == 0


def test_walking_goes_from_the_most_alike_to_the_least(session: Session, officer: Actor) -> None:
    first, last, middle = (make_duplicate(session, likeness=likeness) for likeness in (0.9, 0.7, 0.8))
    make_duplicate(session, lower=make_need(session), higher=make_need(session), likeness=0.75)
    assert queries.following(session, officer, first) == queries.Following(middle.id, 3)
    assert queries.following(session, officer, middle) == queries.Following(last.id, 3)
    assert queries.following(session, officer, last) == queries.Following(None, 3)


def test_a_page_beyond_the_last_is_the_last(session: Session, officer: Actor) -> None:
    make_duplicate(session)
    found = queries.duplicate_list(session, officer, ACHIEVEMENT, D.OPEN, 99)
    assert (found.number, found.total, found.pages) == (1, 1, 1)
