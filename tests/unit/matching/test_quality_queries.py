"""What the quality page counts, on real rows."""

from datetime import timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from matchmaker.catalog.models import Disclosure, NeedState, RecordVersion
from matchmaker.core import clock
from matchmaker.core.unit_of_work import transact
from matchmaker.deals.models import DealState
from matchmaker.matching.models import Level, Suggestion, SuggestionState
from matchmaker.matching.quality_queries import Decisions, Introductions, Stock, decisions, introductions, stock, waits
from tests.factories.catalog import make_achievement, make_need
from tests.factories.deals import make_deal
from tests.factories.matching import make_suggestion

S = SuggestionState
YEAR = timedelta(days=365)


def _decided(session: Session, row: Suggestion, **values: object) -> Suggestion:
    statement = update(Suggestion).where(Suggestion.id == row.id).values(**values)
    transact(session, lambda inner: inner.execute(statement))
    session.expire_all()
    return row


def test_decisions_alike_are_counted_together_and_others_left_out(session: Session) -> None:
    for _each in range(2):
        make_suggestion(session, S.APPROVED, rank=2)
    _decided(session, make_suggestion(session, S.REJECTED), reasons=["too_early"], share_reason=False)
    for state in (S.PROPOSED, S.HELD, S.SUPERSEDED):
        make_suggestion(session, state)
    assert sorted(decisions(session, None)) == [
        Decisions("approved", 2, [], shared=True, number=2),
        Decisions("rejected", 1, ["too_early"], shared=False, number=1),
    ]


def test_decisions_before_the_period_do_not_count(session: Session) -> None:
    _decided(session, make_suggestion(session, S.APPROVED), decided_at=clock.now() - YEAR)
    make_suggestion(session, S.APPROVED)
    assert [row.number for row in decisions(session, clock.now() - timedelta(days=1))] == [1]


def test_introductions_are_those_both_sides_agreed_to(session: Session) -> None:
    for state in (DealState.INVITED, DealState.INTRODUCED, DealState.SIGNED):
        make_deal(session, state)
    make_deal(session, DealState.INTRODUCED, created_at=clock.now() - YEAR)
    assert introductions(session, None) == Introductions(opened=4, introduced=3, waiting=1)
    assert introductions(session, clock.now() - timedelta(days=1)) == Introductions(3, 2, 1)


def test_without_deals_there_is_nothing_to_agree_to(session: Session) -> None:
    assert introductions(session, None) == Introductions(0, 0, 0)


def test_a_need_waits_from_its_first_publication_for_the_first_of_each(session: Session) -> None:
    begun = clock.now() - timedelta(days=30)
    need = make_need(session, published_at=begun + timedelta(days=20))
    _keep_version(session, need.id, begun)
    _keep_version(session, need.id, begun + timedelta(days=20), number=2)
    early = make_suggestion(session, S.APPROVED, need=need, created_at=begun + timedelta(days=2))
    make_suggestion(session, need=need, created_at=begun + timedelta(days=5))
    deal = make_deal(session, DealState.INTRODUCED, suggestion=early)
    (found,) = waits(session, None)
    assert found == (begun, begun + timedelta(days=2), deal.introduced_at)
    assert waits(session, begun + timedelta(days=1)) == []


def _keep_version(session: Session, need_id: int, at: object, number: int = 1) -> None:
    row = RecordVersion(
        record_kind="need", record_id=need_id, number=number, event="published", snapshot={}, created_at=at
    )
    transact(session, lambda inner: inner.add(row))


def test_a_need_never_published_does_not_wait_and_one_without_anything_waits_still(session: Session) -> None:
    make_need(session, NeedState.SUBMITTED)
    closed = make_need(session, NeedState.SOLVED)
    (found,) = waits(session, None)
    assert found == (closed.published_at, None, None)


def test_stock_counts_what_is_published_and_which_needs_have_a_fair_suggestion(session: Session) -> None:
    fair, weak = make_need(session), make_need(session)
    offered = make_achievement(session)
    make_suggestion(session, need=fair, achievement=offered)
    make_suggestion(session, need=fair, level=Level.STRONG, achievement=make_achievement(session, field_code=None))
    make_suggestion(session, need=weak, achievement=offered, level=Level.WEAK)
    make_need(session, NeedState.DRAFT)
    assert sorted(stock(session, None), key=str) == [
        Stock("achievement", "new_materials", "340304", 1, 0),
        Stock("achievement", None, "340304", 1, 0),
        Stock("need", "new_materials", "340304", 2, 1),
    ]


@pytest.mark.parametrize("state", [S.REJECTED, S.SUPERSEDED])
def test_a_fair_suggestion_that_was_dropped_covers_nothing(session: Session, state: SuggestionState) -> None:
    make_suggestion(session, state)
    assert [row.covered for row in stock(session, None) if row.kind == "need"] == [0]


@pytest.mark.parametrize("disclosure", [Disclosure.MASKED, Disclosure.OFFICERS_ONLY])
def test_what_hides_its_county_counts_for_the_city_alone(session: Session, disclosure: Disclosure) -> None:
    make_need(session, disclosure=disclosure)
    assert stock(session, None) == [Stock("need", "new_materials", "340300", 1, 0)]


def test_stock_published_before_the_period_does_not_count(session: Session) -> None:
    old = make_need(session)
    statement = update(type(old)).where(type(old).id == old.id).values(published_at=clock.now() - YEAR)
    transact(session, lambda inner: inner.execute(statement))
    assert stock(session, clock.now() - timedelta(days=1)) == []
