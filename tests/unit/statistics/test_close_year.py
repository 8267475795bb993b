"""A closed year keeps what was reported."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy.orm import Session

from matchmaker.core import clock
from matchmaker.core.authz import Role
from matchmaker.core.errors import Conflict
from matchmaker.core.unit_of_work import transact
from matchmaker.deals.models import DealState
from matchmaker.organizations.queries import actor_of_user
from matchmaker.statistics.queries.kpis import closed_year, frozen
from matchmaker.statistics.services.close_year import close_year
from tests.factories.accounts import make_user
from tests.factories.contracts import WAN, make_contract
from tests.factories.deals import make_deal

CITY = "340300"


def test_later_contracts_do_not_move_what_was_reported(session: Session) -> None:
    actor = actor_of_user(session, make_user(session, Role.LEADER, region_code=CITY))
    year = clock.today().year - 1
    make_contract(session, signed_on=date(year, 3, 5), assessed_unit="禹会区")
    transact(session, lambda inner: close_year(inner, CITY, year, actor=actor))
    make_contract(session, signed_on=date(year, 6, 1), assessed_unit="禹会区")
    assert frozen(closed_year(session, CITY, year), "absorbed_amount") == {"禹会区": 50 * WAN}


@pytest.mark.parametrize("back", [0, 1])
def test_a_year_is_closed_once_and_when_it_is_over(session: Session, back: int) -> None:
    actor = actor_of_user(session, make_user(session, Role.LEADER, region_code=CITY))
    year = clock.today().year - back
    session.rollback()
    if back:
        transact(session, lambda inner: close_year(inner, CITY, year, actor=actor))
    with pytest.raises(Conflict):
        transact(session, lambda inner: close_year(inner, CITY, year, actor=actor))


def test_results_are_kept_with_the_year_too(session: Session) -> None:
    actor = actor_of_user(session, make_user(session, Role.LEADER, region_code=CITY))
    year = clock.today().year - 1
    deal = make_deal(session, DealState.SIGNED, signed_on=date(year, 5, 6))
    transact(session, lambda inner: close_year(inner, CITY, year, actor=actor))
    make_deal(session, DealState.SIGNED, signed_on=date(year, 7, 8))
    kept = frozen(closed_year(session, CITY, year), "results")
    assert kept == {deal.need.organization.region.name: 1}
