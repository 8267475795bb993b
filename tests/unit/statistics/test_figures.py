"""Whatever is counted, over whatever time, of whatever places: it is what plain Python counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import product
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from matchmaker.core.unit_of_work import transact
from matchmaker.deals.contracts.models import Contract, Ledger
from matchmaker.deals.models import Deal, DealMilestone
from matchmaker.statistics.cut import Cut
from matchmaker.statistics.forms import SHOWN
from matchmaker.statistics.metrics import COUNTED, METRICS, Metric
from matchmaker.statistics.queries import figures
from tests.unit.statistics import recount

CITY, COUNTY, ZONE, PROVINCE = ("340300",), ("340321",), ("340300-Z1",), ("340000",)
ROOTS = (CITY, COUNTY, ZONE, PROVINCE, ("340302", "340402"))
WINDOWS: tuple[dict[str, Any], ...] = (
    {"first_year": 2025},
    {"first_year": None},
    {"first_year": 2024},
    {"first_year": 2025, "month": 2},
)
WHENS = ("signed", "received", "produced")


def cuts() -> Iterator[Cut]:
    """Every metric over the year, all time, two years and a month, of every kind of region.

    Every other one counts only what comes from outside the city.
    """
    asked = [(metric, when) for metric in SHOWN for when in (WHENS if metric is Metric.RESULTS else WHENS[:1])]
    places = product(enumerate(asked), enumerate(ROOTS), enumerate(WINDOWS))
    for (first, (metric, when)), (second, roots), (third, window) in places:
        outside = (first + second + third) % 2 == 1
        yield Cut(metric, roots, 2025, **window, outside_only=outside, counted_when=when)


def agree(session: Session) -> Counter[Metric]:
    """Hold every cut to the recount; the sum of what each metric came to."""
    rows, deals, named = recount.contracts(session), recount.deals(session), recount.names(session)
    told = Counter[Metric]()
    for cut in cuts():
        if cut.metric is Metric.RESULTS:
            wanted = recount.of_results(deals, named, cut)
        else:
            wanted = recount.of_contracts(rows, named, cut)
        assert figures.grid(session, cut).cells == wanted, cut
        if cut.first_year == cut.year:
            assert figures.by_place(session, cut) == _by_place(wanted), cut
        told[cut.metric] += wanted.total()
    return told


def _by_place(cells: Counter[recount.Cell]) -> Counter[str]:
    found = Counter[str]()
    for (place, _year, _month), value in cells.items():
        found[place] += value
    return found


def test_every_cut_equals_a_recount_and_follows_corrections(session: Session) -> None:
    """Both books and both sides; then contracts are struck out, amended and moved, and deals lose their dates."""
    recount.make_ledger(session, 400)
    recount.make_deals(session, 200)
    before = agree(session)
    assert set(before) == set(SHOWN)
    assert all(before.values())
    transact(session, _correct)
    session.expire_all()
    after = agree(session)
    assert all(after[metric] != before[metric] for metric in SHOWN), (before, after)


def _correct(session: Session) -> None:
    registered = Contract.ledger == Ledger.REGISTERED
    session.execute(delete(Contract).where(registered, Contract.id % 7 == 0))
    session.execute(update(Contract).where(Contract.id % 7 == 1).values(amount=Contract.amount + 1, received=1))
    session.execute(update(Contract).where(Contract.id % 7 == 2).values(signed_on=date(2025, 2, 28)))
    session.execute(update(Contract).where(Contract.id % 7 == 3).values(assessed_unit="", buyer_region_code="340321"))
    struck = {"ledger": Ledger.PLATFORM, "registration_number": None}
    session.execute(update(Contract).where(registered, Contract.id % 7 == 4).values(struck))
    session.execute(update(Deal).where(Deal.id % 5 == 0).values(signed_on=None))
    session.execute(delete(DealMilestone).where(DealMilestone.id % 5 == 0))


def test_the_rows_behind_a_figure_of_one_place_add_up_to_it(session: Session) -> None:
    recount.make_ledger(session, 300)
    recount.make_deals(session, 90)
    for metric in SHOWN:
        whole = Cut(metric, CITY, 2025, first_year=None)
        for place, value in figures.by_place(session, whole).items():
            found = session.execute(figures.rows(Cut(metric, CITY, 2025, first_year=None, place=place))).all()
            column = METRICS[metric].column if metric in COUNTED else "count"
            assert value == (len(found) if column == "count" else sum(getattr(row, column) for row in found))
            assert {row.place for row in found} == {place}


def test_a_result_is_told_with_the_titles_of_both_sides(session: Session) -> None:
    recount.make_deals(session, 3)
    cut = Cut(Metric.RESULTS, PROVINCE, 2026, first_year=None)
    deals = {deal.id: deal for deal in session.scalars(select(Deal))}
    rows = session.execute(figures.rows(cut)).all()
    assert rows
    for row in rows:
        deal = deals[row.id]
        assert (row.achievement, row.need, row.amount) == (deal.achievement.title, deal.need.title, deal.amount)
