"""What people did, and what came of it."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from matchmaker.catalog.models import Achievement
from matchmaker.core import clock
from matchmaker.core.unit_of_work import transact
from matchmaker.deals.models import DealState
from matchmaker.statistics.queries import work
from tests.factories.accounts import make_officer, make_scout
from tests.factories.deals import make_deal
from tests.factories.organizations import make_university
from tests.factories.scouting import make_contact

ALL = ("340000",)


def test_a_signed_deal_is_its_officers_and_its_scouts(session: Session) -> None:
    year = clock.today().year
    officer, scout = make_officer(session), make_scout(session)
    deal = make_deal(session, DealState.SIGNED, signed_on=date(year, 1, 5), amount=900, opened_by=officer.id)
    make_contact(session, scout, make_university(session), happened_on=date(year, 1, 2))

    def credit(inner: Session) -> None:
        inner.get_one(Achievement, deal.achievement_id).scout_id = scout.id

    transact(session, credit)
    officers = {person.id: person.counts for person in work.officers(session, ALL, year)}
    scouts = {person.id: person.counts for person in work.scouts(session, ALL, year)}
    assert officers[officer.id] | {"decided": 0, "approved": 0} == {
        "decided": 0,
        "approved": 0,
        "opened": 1,
        "introduced": 1,
        "signed": 1,
        "amount": 900,
    }
    assert (scouts[scout.id]["visits"], scouts[scout.id]["signed"], scouts[scout.id]["amount"]) == (1, 1, 900)
    assert work.officers(session, ALL, year - 5) == []
