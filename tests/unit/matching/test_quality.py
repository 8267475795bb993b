"""From counts to figures."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.core import clock
from matchmaker.matching.quality import Gap, Period, Waiting, by_field, by_region, rates, reasons, waiting
from matchmaker.matching.quality_queries import Decisions, Introductions, Stock
from matchmaker.matching.statistics import Share, Spread

NONE = Introductions(0, 0, 0)
DECISIONS = st.lists(
    st.builds(
        Decisions,
        st.sampled_from(["approved", "rejected"]),
        st.integers(1, 10),
        st.just([]),
        st.booleans(),
        st.integers(1, 9),
    )
)


def _approved(rank: int, number: int = 1) -> Decisions:
    return Decisions("approved", rank, [], shared=True, number=number)


def _rejected(rank: int, *codes: str, shared: bool = True, number: int = 1) -> Decisions:
    return Decisions("rejected", rank, list(codes), shared=shared, number=number)


def test_precision_counts_the_first_places_and_acceptance_all() -> None:
    found = rates([_approved(1, 2), _rejected(3), _approved(4), _rejected(5, number=3), _rejected(9)], NONE)
    assert found["precision_3"] == Share(2, 3)
    assert found["precision_5"] == Share(3, 7)
    assert found["acceptance"] == Share(3, 8)


def test_agreement_is_of_all_deals_opened() -> None:
    assert rates([], Introductions(opened=5, introduced=3, waiting=1))["agreement"] == Share(3, 5)


def test_without_decisions_there_is_no_share() -> None:
    assert {share.value for share in rates([], NONE).values()} == {None}


@given(DECISIONS)
def test_more_places_hold_more_decisions(rows: list[Decisions]) -> None:
    found = rates(rows, NONE)
    three, five, every = (found[key] for key in ("precision_3", "precision_5", "acceptance"))
    assert three.whole <= five.whole <= every.whole == sum(row.number for row in rows)
    assert three.part <= five.part <= every.part


def test_reasons_are_counted_once_a_decision_and_the_most_frequent_come_first() -> None:
    rows = [_rejected(1, "too_early", "too_early"), _rejected(2, "wrong_field", "too_vague", number=2)]
    assert list(reasons(rows).items()) == [("wrong_field", 2), ("too_vague", 2), ("too_early", 1)]


def test_a_reason_that_is_kept_from_the_sides_is_kept_from_the_page() -> None:
    rows = [
        _rejected(1, "too_early", shared=False),
        _rejected(1, "credit_risk"),
        _rejected(1, "credit_risk", "wrong_field"),
        Decisions("approved", 1, ["too_vague"], shared=True, number=1),
    ]
    assert reasons(rows) == {}


def test_a_code_no_longer_in_use_does_no_harm() -> None:
    assert reasons([_rejected(1, "of_old", "other")]) == {"other": 1}


def test_days_are_chinese_calendar_days() -> None:
    late = datetime(2026, 3, 5, 15, 59, tzinfo=UTC)  # 23:59 in China
    assert waiting([(late, late + timedelta(minutes=2))]) == Waiting(Spread(1, 1, 1, 1), 0)
    assert waiting([(late, late - timedelta(hours=20))]) == Waiting(Spread(1, 0, 0, 0), 0)


def test_what_has_not_come_yet_is_told_apart() -> None:
    begun = datetime(2026, 3, 5, tzinfo=UTC)
    pairs = [(begun, None), (begun, begun + timedelta(days=4)), (begun, begun + timedelta(days=2))]
    assert waiting(pairs) == Waiting(Spread(2, 2.5, 3, 3.5), 1)
    assert waiting([]) == Waiting(None, 0)


@pytest.mark.parametrize(
    ("today", "first"),
    [(date(2026, 3, 5), date(2025, 3, 6)), (date(2024, 2, 29), date(2023, 3, 1)), (date(2026, 1, 1), date(2025, 1, 2))],
)
def test_twelve_months_end_today(today: date, first: date) -> None:
    with clock.frozen(clock.start_of_day(today) + timedelta(hours=1)):
        assert Period.YEAR.first_day == first
    assert Period.ALL.first_day is None


def test_fields_stand_in_the_dictionary_s_order_with_the_unknown_last() -> None:
    stock = [
        Stock("achievement", None, "340304", 1, 0),
        Stock("need", "new_materials", "340304", 3, 1),
        Stock("need", "new_materials", "340303", 1, 1),
        Stock("achievement", "electronics", "340304", 2, 0),
    ]
    assert by_field(stock) == [
        Gap("electronics", 0, 2, 0),
        Gap("new_materials", 4, 0, 2),
        Gap("", 0, 1, 0),
    ]


def test_a_gap_is_the_share_of_needs_without() -> None:
    assert Gap("electronics", 4, 9, 1).missing == Share(3, 4)
    assert Gap("electronics", 0, 9, 0).missing.value is None


def test_cities_hold_their_counties_and_those_with_needs_come_first() -> None:
    stock = [
        Stock("achievement", "electronics", "310000", 1, 0),
        Stock("achievement", "electronics", "340100", 5, 0),
        Stock("need", "electronics", "340300", 2, 0),
        Stock("need", "electronics", "340304", 1, 1),
        Stock("achievement", "electronics", "340300-Z1", 1, 0),
    ]
    assert by_region(stock) == [
        Gap("340300", 3, 1, 1),
        Gap("340300-Z1", 0, 1, 0, "340300"),
        Gap("340304", 1, 0, 1, "340300"),
        Gap("340300", 2, 0, 0, "340300"),
        Gap("310000", 0, 1, 0),
        Gap("340100", 0, 5, 0),
    ]


@given(
    st.lists(
        st.builds(
            Stock,
            st.sampled_from(["need", "achievement"]),
            st.sampled_from([None, "electronics", "other"]),
            st.sampled_from(["340300", "340304", "340300-Z1", "340100", "310000"]),
            st.integers(1, 50),
            st.just(0),
        )
    )
)
def test_every_listing_is_counted_once_whichever_way_one_adds_up(stock: list[Stock]) -> None:
    whole = sum(row.number for row in stock)
    cities = [gap for gap in by_region(stock) if not gap.within]
    assert sum(gap.needs + gap.achievements for gap in by_field(stock)) == whole
    assert sum(gap.needs + gap.achievements for gap in cities) == whole
    for city in cities:
        parts = [gap for gap in by_region(stock) if gap.within == city.code]
        assert not parts or sum(gap.needs for gap in parts) == city.needs
