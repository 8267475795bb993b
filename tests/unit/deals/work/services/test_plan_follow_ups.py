"""Follow-ups come by themselves, once."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select

from matchmaker.core.jobs import JobRegistry
from matchmaker.deals.models import Deal, DealState
from matchmaker.deals.work.jobs import register
from matchmaker.deals.work.models import DealFollowUp
from matchmaker.deals.work.queries import signed_without_follow_ups
from matchmaker.deals.work.services.plan_follow_ups import due_day, plan_follow_ups
from tests.factories.deals import make_deal
from tests.unit.deals.conftest import Stage
from tests.unit.deals.work.conftest import Do


def test_a_deal_signed_earlier_gets_its_three_once(stage: Stage, do: Do) -> None:
    deal = make_deal(stage.session, DealState.INTRODUCED, signed_on=date(2025, 3, 31))
    make_deal(stage.session, DealState.INTRODUCED)
    assert signed_without_follow_ups(stage.session) == [deal.id]
    planned = [do(lambda inner: plan_follow_ups(inner, inner.get_one(Deal, deal.id))) for _again in range(2)]
    assert planned == [3, 0]
    assert stage.session.scalar(select(func.count()).select_from(DealFollowUp)) == 3
    assert signed_without_follow_ups(stage.session) == []


def test_the_31st_becomes_a_short_month_s_last() -> None:
    assert [due_day(date(2025, 8, 31), months) for months in (6, 12)] == [date(2026, 2, 28), date(2026, 8, 31)]


def test_both_jobs_run_by_themselves() -> None:
    registry = JobRegistry()
    register(registry)
    assert {"deals.standstill", "deals.follow_ups"} <= set(registry.handlers)
