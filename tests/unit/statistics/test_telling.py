"""Who hears of a report, and that nobody hears twice."""

from __future__ import annotations

from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.core.outbox import OutboxMessage
from matchmaker.core.unit_of_work import transact
from matchmaker.statistics.reports.models import AnnualReport, ReportState
from matchmaker.statistics.reports.services import telling
from tests.factories.accounts import make_member, make_officer
from tests.factories.organizations import make_university
from tests.factories.reports import make_report


def test_officers_hear_of_what_came_and_the_unit_of_what_became_of_it(session: Session) -> None:
    unit = make_university(session)
    member, officer = make_member(session, unit), make_officer(session, unit.region_code)
    row = make_report(session, ReportState.RETURNED, unit=unit)
    session.rollback()

    def tell(inner: Session) -> None:
        given = inner.get_one(AnnualReport, row.id)
        for _again in range(2):
            telling.tell_officers(inner, given)
            telling.tell_unit(inner, given)

    transact(session, tell)
    told = [row.payload for row in session.scalars(select(OutboxMessage).where(OutboxMessage.channel == "notice"))]
    heard = {each["user_id"]: each["body"] for each in told}
    assert "提交了" in heard[officer.id]
    assert "请补转移机构的名称" in heard[member.id]
    assert len(told) == len(heard)


def test_a_unit_without_people_cannot_be_reminded(session: Session) -> None:
    silent, reached = make_university(session), make_university(session)
    make_member(session, reached)
    session.rollback()
    told = [transact(session, partial(telling.remind, unit=unit, year=2025)) for unit in (silent, reached)]
    assert told == [False, True]
