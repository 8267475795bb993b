"""Indicators and targets: what ships is history, what comes is empty and the city's to set."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.core import clock
from matchmaker.core.authz import Actor, Role
from matchmaker.core.errors import Conflict, Invalid, NotFound
from matchmaker.core.unit_of_work import transact
from matchmaker.organizations.queries import actor_of_user
from matchmaker.statistics.models import Force, Kpi, KpiTarget
from matchmaker.statistics.queries.kpis import indicators
from matchmaker.statistics.services.targets import define, set_targets
from tests.factories.accounts import make_user

GIVEN = {
    "region_code": "340300",
    "title": "新的吸纳额",
    "metric": "absorbed_amount",
    "span": "year",
    "unit": "count",
    "source": "本市年度考核办法",
    "force": Force.IN_FORCE,
    "valid_from": date(2026, 1, 1),
}


def leader(session: Session, region: str = "340300") -> Actor:
    return actor_of_user(session, make_user(session, Role.LEADER, region_code=region))


def test_shipped_targets_are_all_past_and_none_is_in_force(session: Session) -> None:
    assert set(session.scalars(select(KpiTarget.year))) == {2025}
    assert Force.IN_FORCE not in set(session.scalars(select(Kpi.force)))


def test_a_county_sees_what_its_city_and_province_are_judged_by(session: Session) -> None:
    seen = {kpi.region_code for kpi in indicators(session, ["340304"])}
    assert seen == {"340300", "340000"}


def test_money_stays_money_and_a_name_is_given_once(session: Session) -> None:
    actor = leader(session)
    session.rollback()
    kpi = transact(session, lambda inner: define(inner, actor=actor, **GIVEN))
    assert kpi.unit == "money"
    with pytest.raises(Invalid):
        transact(session, lambda inner: define(inner, actor=actor, **GIVEN))
    with pytest.raises(NotFound):
        transact(session, lambda inner: define(inner, actor=actor, **{**GIVEN, "region_code": "340400"}))


def test_targets_of_this_year_and_later_may_be_set_and_taken_back(session: Session) -> None:
    actor, year = leader(session), clock.today().year
    session.rollback()
    key = transact(session, lambda inner: define(inner, actor=actor, **GIVEN)).id

    def put(year: int, values: dict[str, int | None]) -> None:
        transact(session, lambda inner: set_targets(inner, inner.get_one(Kpi, key), year, values, actor=actor))

    put(year, {"": 900, "禹会区": 300})
    put(year, {"": None, "禹会区": 400})
    kept = session.execute(select(KpiTarget.place, KpiTarget.value).where(KpiTarget.kpi_id == key)).all()
    assert [tuple(row) for row in kept] == [("禹会区", 400)]
    with pytest.raises(Conflict):
        put(year - 1, {"": 5})
    with pytest.raises(Invalid):
        put(year, {"": 0})
