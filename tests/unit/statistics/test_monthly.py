"""A month's figures equal a count of the same records by hand, by county, however many there are."""

from __future__ import annotations

from collections import Counter
from datetime import date

from sqlalchemy.orm import Session

from matchmaker.core import clock
from matchmaker.deals.models import DealState
from matchmaker.statistics.reports.queries.monthly import Count, deals_of, of_month
from tests.factories.catalog import make_achievement, make_need
from tests.factories.deals import make_deal
from tests.factories.organizations import make_university
from tests.factories.subsidies import make_claim
from tests.unit.statistics.recount import contracts, make_ledger, names

CITY, YEAR, MONTH = "340300", 2025, 5


def test_contracts_of_the_month_equal_a_recount(session: Session) -> None:
    make_ledger(session, 400)
    named, wanted = names(session), Counter[str]()
    numbers = Counter[str]()
    for row in contracts(session):
        here = row.buyer_region_code.startswith("3403") and row.ledger == "registered"
        if here and (row.signed_on.year, row.signed_on.month) == (YEAR, MONTH):
            place = row.assessed_unit or named.get(row.buyer_region_code, row.buyer_region_code)
            wanted[place] += row.amount or 0
            numbers[place] += 1
    found = of_month(session, [CITY], YEAR, MONTH)
    assert {
        place.name: place.amounts[Count.REGISTERED] for place in found.places if Count.REGISTERED in place.amounts
    } == wanted
    assert found.count(Count.REGISTERED) == sum(numbers.values()) > 0
    assert found.amount(Count.REGISTERED) == sum(wanted.values())


def test_other_records_are_counted_in_their_county_and_month(session: Session) -> None:
    unit = make_university(session, region_code="340304")
    inside, outside = clock.start_of_day(date(YEAR, MONTH, 31)), clock.start_of_day(date(YEAR, MONTH + 1, 1))
    for moment in (inside, inside, outside):
        with clock.frozen(moment):
            make_achievement(session, organization=unit)
    with clock.frozen(inside):
        need = make_need(session)
    deal = make_deal(session, introduced_at=inside)
    make_deal(session, DealState.INVITED, reply_due_at=clock.now().replace(year=YEAR))
    make_claim(session)
    found = of_month(session, [CITY], YEAR, MONTH)
    by_name = {place.name: place.counts for place in found.places}
    named = names(session)
    assert by_name[named["340304"]][Count.ACHIEVEMENTS] == 2
    assert by_name[named[need.region_code]][Count.NEEDS] == 1
    assert found.count(Count.INTRODUCED) == 1
    assert found.count(Count.LATE) == 1
    assert found.count(Count.CLAIMED) == 0
    assert found.challenges == {}
    assert [row.Deal.id for row in session.execute(deals_of([CITY], YEAR, MONTH))] == [deal.id]
    assert of_month(session, ["110000"], YEAR, MONTH).count(Count.ACHIEVEMENTS) == 0
