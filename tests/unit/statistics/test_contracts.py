"""Every total equals what an independent recount finds, and the rows behind it add up to it."""

from __future__ import annotations

from sqlalchemy.orm import Session

from matchmaker.statistics.cut import Cut
from matchmaker.statistics.metrics import COUNTED, METRICS, Metric
from matchmaker.statistics.queries import figures
from tests.unit.statistics import recount

CITY, YEAR = ("340300",), 2025


def test_totals_by_unit_and_by_month_are_what_plain_python_counts(session: Session) -> None:
    recount.make_ledger(session, 1500)
    rows = recount.contracts(session)
    absorbed = Cut(Metric.ABSORBED_AMOUNT, CITY, YEAR, first_year=YEAR)
    output = Cut(Metric.OUTPUT_AMOUNT, CITY, YEAR, first_year=YEAR)
    assert figures.by_place(session, absorbed) == dict(recount.by_place(rows, recount.names(session), YEAR))
    assert figures.by_month(session, output) == dict(recount.by_month(rows, YEAR))


def test_rows_behind_a_figure_add_up_to_it(session: Session) -> None:
    recount.make_ledger(session, 300)
    for metric in COUNTED:
        whole = Cut(metric, CITY, YEAR, first_year=YEAR)
        for place, value in figures.by_place(session, whole).items():
            cut = Cut(metric, CITY, YEAR, first_year=YEAR, place=place)
            found = session.execute(figures.rows(cut)).all()
            column = METRICS[metric].column
            assert value == (len(found) if column == "count" else sum(getattr(row.Contract, column) for row in found))


def test_outside_means_the_seller_sits_in_another_city(session: Session) -> None:
    recount.make_ledger(session, 300)
    cut = Cut(Metric.ABSORBED_COUNT, CITY, YEAR, first_year=None, outside_only=True)
    sellers = {row.Contract.seller_region_code for row in session.execute(figures.rows(cut))}
    assert sellers == {"340402", "340100", "110105"}
