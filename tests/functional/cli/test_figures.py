"""The demo city has figures worth looking at: a ledger of three years, targets, a year that was reported."""

from sqlalchemy import select

from matchmaker.config import Settings
from matchmaker.core import clock
from matchmaker.core.db import make_engine, make_sessions
from matchmaker.deals.contracts.models import Contract
from matchmaker.statistics.cut import Cut
from matchmaker.statistics.metrics import Metric
from matchmaker.statistics.models import ClosedYear
from matchmaker.statistics.queries import figures, kpis
from matchmaker.statistics.queries.places import place_names

CITY = ("340300",)
JOINED = 2


def test_every_county_has_contracts_and_the_closed_year_one_correction(demo_city: Settings) -> None:
    engine, year = make_engine(demo_city.database_url), clock.today().year
    with make_sessions(engine)() as session:
        assert {row.ledger for row in session.scalars(select(Contract))} == {"registered", "platform"}
        assert session.scalars(select(Contract.id).where(Contract.deal_id.is_not(None))).first()
        assert len(session.scalars(select(Contract).where(Contract.registered_as_id.is_not(None))).all()) == JOINED
        ledger = figures.by_place(session, Cut(Metric.ABSORBED_COUNT, CITY, year))
        assert set(place_names(session, CITY)) <= set(ledger)
        judged = [row for row in kpis.indicators(session, CITY) if row.holds_on(clock.today())]
        assert {target.year for kpi in judged for target in kpi.targets if target.place} == {year}
        closed = session.scalars(select(ClosedYear)).one()
        reported = kpis.frozen(kpis.closed_year(session, CITY[0], closed.year), Metric.ABSORBED_AMOUNT)
        now = figures.by_place(session, Cut(Metric.ABSORBED_AMOUNT, CITY, closed.year, first_year=closed.year))
        changed = {place for place in now if now[place] != (reported or {}).get(place, 0)}
        assert (closed.year, len(changed)) == (year - 1, 1)
    engine.dispose()
