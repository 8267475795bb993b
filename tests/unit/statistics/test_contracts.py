"""Every total equals what an independent recount finds."""

from __future__ import annotations

from sqlalchemy.orm import Session

from matchmaker.statistics.cut import Cut
from matchmaker.statistics.metrics import COUNTED, METRICS, Metric
from matchmaker.statistics.queries import contracts, figures
from tests.unit.statistics import recount

CITY, YEAR = ("340300",), 2025


def test_every_figure_is_what_plain_python_counts(session: Session) -> None:
    recount.make_ledger(session, 800)
    rows, named = recount.contracts(session), recount.names(session)
    for metric in COUNTED:
        grid = figures.grid(session, Cut(metric, CITY, YEAR, first_year=YEAR - 1))
        told = {year: dict(recount.by_place(rows, named, metric, year)) for year in (YEAR - 1, YEAR)}
        assert {year: grid.by_place(year) for year in told} == told
        assert grid.by_month(YEAR) == dict(recount.by_month(rows, metric, YEAR))
        cut = Cut(metric, CITY, YEAR, first_year=YEAR)
        assert figures.by_place(session, cut) == told[YEAR]
        flow = contracts.of_flows(session, cut)[METRICS[metric].flow]
        assert getattr(flow, METRICS[metric].column) == sum(told[YEAR].values())


def test_outside_means_the_seller_sits_in_another_city(session: Session) -> None:
    recount.make_ledger(session, 300)
    cut = Cut(Metric.ABSORBED_COUNT, CITY, YEAR, first_year=None, outside_only=True)
    sellers = {row.seller_region_code for row in session.execute(figures.rows(cut))}
    assert sellers == {"340402", "340100", "110105"}
