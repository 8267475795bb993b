"""The bureau returns, accepts, notes deliveries and reminds."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.core import clock
from matchmaker.core.authz import Actor
from matchmaker.core.errors import Conflict, Invalid, NotFound
from matchmaker.core.outbox import OutboxMessage
from matchmaker.core.unit_of_work import transact
from matchmaker.organizations.models import OrganizationState
from matchmaker.organizations.queries import actor_of_user
from matchmaker.statistics.reports.models import AnnualReport, ReportState
from matchmaker.statistics.reports.queries.collecting import due, reports_of, totals, years
from matchmaker.statistics.reports.services import take_report
from tests.factories.accounts import make_member, make_officer
from tests.factories.organizations import make_enterprise, make_university
from tests.factories.reports import make_report

CITY = "340300"


def test_returning_needs_a_reason_and_accepting_opens_delivery(session: Session) -> None:
    unit = make_university(session)
    make_member(session, unit)
    officer = actor_of_user(session, make_officer(session, region_code=CITY))
    stranger = actor_of_user(session, make_officer(session, region_code="340400"))
    key = make_report(session, ReportState.SUBMITTED, unit=unit).id
    session.rollback()

    def do(actor: Actor, action: str, reason: str = "") -> None:
        transact(
            session,
            lambda inner: take_report.decide(inner, inner.get_one(AnnualReport, key), action, reason, actor=actor),
        )

    def deliver(recipient: str, days: int, note: str = "") -> None:
        day = clock.today() - timedelta(days=days)
        transact(
            session,
            lambda inner: take_report.note_delivery(
                inner, inner.get_one(AnnualReport, key), recipient, day, note, actor=officer
            ),
        )

    with pytest.raises(NotFound):
        do(stranger, "accept")
    with pytest.raises(Invalid):
        do(officer, "return", " ")
    with pytest.raises(Conflict):
        deliver("authority", 0)
    do(officer, "accept")
    with pytest.raises(Conflict):
        do(officer, "return", "晚了")
    for wrong in (("somebody", 0), ("authority", -1)):
        with pytest.raises(Invalid):
            deliver(*wrong)
    deliver("authority", 2)
    deliver("authority", 1, "蚌科〔2026〕1 号")
    deliver("finance_bureau", 1)
    told = {each.recipient: each.note for each in session.get_one(AnnualReport, key).deliveries}
    assert told == {"authority": "蚌科〔2026〕1 号", "finance_bureau": ""}


def test_who_is_due_and_who_is_missing(session: Session) -> None:
    """Every university is due; a firm counts once it has reported; drafts stay the unit's own."""
    officer = actor_of_user(session, make_officer(session, region_code=CITY))
    reported, drafting, silent, firm = (
        *(make_university(session) for _number in range(3)),
        make_enterprise(session),
    )
    make_enterprise(session)
    make_university(session, state=OrganizationState.UNVERIFIED)
    make_member(session, silent)
    year = make_report(session, ReportState.ACCEPTED, unit=reported).year
    make_report(session, unit=drafting)
    make_report(session, ReportState.SUBMITTED, unit=firm)
    rows = {row.unit.id: row for row in due(session, [CITY], year)}
    assert set(rows) == {reported.id, drafting.id, silent.id, firm.id}
    assert {key for key, row in rows.items() if row.is_missing} == {drafting.id, silent.id}
    assert rows[drafting.id].seen is None
    assert totals(rows.values())["reward_cash"] == 6
    assert [row.year for row in reports_of(session, frozenset({firm.id}))] == [year]
    assert year in years()
    session.rollback()
    told = transact(session, lambda inner: take_report.remind_missing(inner, [CITY], year, actor=officer))
    assert told == 1  # the other unit has nobody to be told
    titles = [
        each.payload["title"]
        for each in session.scalars(select(OutboxMessage).where(OutboxMessage.channel == "notice"))
    ]
    assert f"请提交{year}年度报告" in titles
    session.rollback()
    again = transact(session, lambda inner: take_report.remind_missing(inner, [CITY], year, actor=officer))
    assert again == 1
    assert len(session.scalars(select(OutboxMessage).where(OutboxMessage.channel == "notice")).all()) == len(titles)
