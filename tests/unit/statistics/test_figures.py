"""One way to every figure, whatever is counted."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy.orm import Session

from matchmaker.deals.models import DealState
from matchmaker.statistics.cut import Cut
from matchmaker.statistics.forms import SHOWN
from matchmaker.statistics.metrics import Metric
from matchmaker.statistics.queries import figures
from tests.factories.contracts import make_contract
from tests.factories.deals import make_deal


@pytest.mark.parametrize("metric", SHOWN)
def test_months_and_places_add_up_to_the_same(session: Session, metric: Metric) -> None:
    make_contract(session, signed_on=date(2025, 3, 5), received=7)
    make_deal(session, DealState.SIGNED, signed_on=date(2025, 3, 5))
    cut = Cut(metric, ("340000",), 2025, first_year=2025)
    by_place, by_month = figures.by_place(session, cut), figures.grid(session, cut).by_month(2025)
    assert sum(by_place.values()) == sum(by_month.values()) > 0
    assert by_month.keys() == {3}
