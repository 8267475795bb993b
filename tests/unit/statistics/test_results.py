"""转化成果: once for each achievement, on the day the indicator says."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy.orm import Session

from matchmaker.core.unit_of_work import transact
from matchmaker.deals.models import Deal, DealMilestone, DealState
from matchmaker.statistics.cut import Cut
from matchmaker.statistics.metrics import Metric
from matchmaker.statistics.queries import figures
from tests.factories.deals import make_deal

ALL = ("340000",)


def signed(session: Session, day: date) -> Deal:
    return make_deal(session, DealState.SIGNED, signed_on=day)


def milestone(session: Session, deal: Deal, kind: str, day: date) -> None:
    transact(session, lambda inner: inner.add(DealMilestone(deal_id=deal.id, kind=kind, happened_on=day)))


@pytest.mark.parametrize(("when", "year"), [("signed", 2024), ("received", 2025), ("produced", 2026)])
def test_an_achievement_counts_in_the_year_its_indicator_names(session: Session, when: str, year: int) -> None:
    deal = signed(session, date(2024, 5, 1))
    for kind, day in (("payment", date(2025, 2, 1)), ("payment", date(2025, 9, 1)), ("production", date(2026, 1, 9))):
        milestone(session, deal, kind, day)
    counted = {
        each: sum(
            figures.by_place(session, Cut(Metric.RESULTS, ALL, each, first_year=each, counted_when=when)).values()
        )
        for each in (2024, 2025, 2026)
    }
    assert counted == {each: int(each == year) for each in counted}


def test_a_second_deal_over_the_same_achievement_counts_no_more(session: Session) -> None:
    first = signed(session, date(2025, 5, 1))
    second = signed(session, date(2025, 8, 1))
    change = {"achievement_id": first.achievement_id, "achievement_organization_id": first.achievement_organization_id}

    def same(inner: Session) -> None:
        row = inner.get_one(Deal, second.id)
        for name, value in change.items():
            setattr(row, name, value)

    transact(session, same)
    cut = Cut(Metric.RESULTS, ALL, 2025, first_year=2025)
    assert sum(figures.by_place(session, cut).values()) == 1
    assert figures.grid(session, cut).by_month(2025) == {5: 1}
    assert [row.id for row in session.execute(figures.rows(cut))] == [first.id]
