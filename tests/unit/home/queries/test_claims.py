"""Claims on policies wait for whom it is to act."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from matchmaker.core import clock
from matchmaker.deals.subsidies.models import ClaimState
from matchmaker.home.queries import claims
from matchmaker.home.queries.lines import waiting
from matchmaker.organizations.queries import actor_of_user
from tests.factories.accounts import make_member, make_officer
from tests.factories.organizations import make_enterprise
from tests.factories.subsidies import make_claim, make_version


def ranks(session: Session, query: Any) -> list[int]:
    found = waiting(session, {"one": (query, clock.now())})
    return [line.rank for line in found["one"].lines] if found else []


def test_the_office_has_what_to_take_up_decide_and_pay_and_the_unit_the_rest(session: Session) -> None:
    version, firm = make_version(session), make_enterprise(session)
    for state in ClaimState:
        make_claim(session, state, version=version, unit=firm)
    officer = actor_of_user(session, make_officer(session, region_code="340300"))
    assert ranks(session, claims.to_handle(officer)) == [0, 1, 2]
    assert ranks(session, claims.unfinished(actor_of_user(session, make_member(session, firm)))) == [0, 1]
    elsewhere = actor_of_user(session, make_officer(session, region_code="340400"))
    stranger = actor_of_user(session, make_member(session, make_enterprise(session)))
    assert ranks(session, claims.to_handle(elsewhere)) == ranks(session, claims.unfinished(stranger)) == []
