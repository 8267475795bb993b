"""A unit's report: drafted, corrected with a reason, handed in whole, and locked."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy.orm import Session

from matchmaker.core import clock
from matchmaker.core.authz import Actor
from matchmaker.core.errors import Conflict, Invalid, NotFound
from matchmaker.core.unit_of_work import transact
from matchmaker.organizations.models import Organization
from matchmaker.organizations.queries import actor_of_user
from matchmaker.statistics.reports.blocks import TYPED
from matchmaker.statistics.reports.models import AnnualReport, ReportState
from matchmaker.statistics.reports.services import write_report
from matchmaker.statistics.reports.services.take_report import decide
from tests.factories.accounts import make_member, make_officer
from tests.factories.contracts import WAN, make_contract
from tests.factories.organizations import make_university
from tests.factories.reports import make_report


def _start(session: Session, unit: Organization, actor: Actor, year: int) -> AnnualReport:
    unit_id = unit.id

    def start(inner: Session) -> AnnualReport:
        return write_report.start_report(inner, inner.get_one(Organization, unit_id), year, actor=actor)

    return transact(session, start)


def test_a_locked_report_does_not_change_when_the_ledger_does(session: Session) -> None:
    unit = make_university(session)
    member = actor_of_user(session, make_member(session, unit))
    officer = actor_of_user(session, make_officer(session, region_code=unit.region_code))
    year = clock.today().year - 1
    contract = make_contract(session, seller=unit, kind="transfer", signed_on=date(year, 3, 5))
    key = _start(session, unit, member, year).id

    def work(inner: Session) -> None:
        row = inner.get_one(AnnualReport, key)
        write_report.correct(inner, row, "transfer_received", 7 * WAN, "另有一笔尾款已到账", actor=member)
        write_report.fill_in(inner, row, {line.code: 0 for line in TYPED}, "无", actor=member)
        write_report.submit(inner, row, actor=member)
        decide(inner, row, "accept", "", actor=officer)

    transact(session, work)
    before = dict(session.get_one(AnnualReport, key).figures)
    transact(session, lambda inner: setattr(inner.merge(contract), "amount", 90 * WAN))
    make_contract(session, seller=unit, kind="transfer", signed_on=date(year, 3, 6))
    row = session.get_one(AnnualReport, key)
    assert row.figures == before
    assert row.figures["transfer_amount"] == {"drafted": 50 * WAN, "stated": 50 * WAN, "reason": ""}
    assert row.figures["transfer_received"] == {"drafted": 0, "stated": 7 * WAN, "reason": "另有一笔尾款已到账"}
    session.rollback()
    for change in (
        lambda inner: write_report.draft_anew(inner, inner.get_one(AnnualReport, key), actor=member),
        lambda inner: write_report.fill_in(inner, inner.get_one(AnnualReport, key), {}, "", actor=member),
        lambda inner: write_report.submit(inner, inner.get_one(AnnualReport, key), actor=member),
    ):
        with pytest.raises(Conflict):
            transact(session, change)


def test_drafting_anew_keeps_what_the_unit_said(session: Session) -> None:
    unit = make_university(session)
    member = actor_of_user(session, make_member(session, unit))
    year = clock.today().year
    key = _start(session, unit, member, year).id

    def work(inner: Session) -> None:
        row = inner.get_one(AnnualReport, key)
        write_report.fill_in(inner, row, {"agencies": 2}, "", actor=member)
        write_report.correct(inner, row, "transfer_count", 4, "三份合同在外地登记", actor=member)

    transact(session, work)
    make_contract(session, seller=unit, kind="transfer", signed_on=date(year, 1, 5))
    transact(session, lambda inner: write_report.draft_anew(inner, inner.get_one(AnnualReport, key), actor=member))
    row = session.get_one(AnnualReport, key)
    assert (row.drafted("transfer_count"), row.stated("transfer_count")) == (1, 4)
    assert (row.drafted("transfer_amount"), row.stated("transfer_amount")) == (50 * WAN, 50 * WAN)
    assert row.stated("agencies") == 2
    assert row.reason("transfer_count") == "三份合同在外地登记"


def test_what_is_missing_is_said(session: Session) -> None:
    unit = make_university(session)
    member = actor_of_user(session, make_member(session, unit))
    whole = make_report(session, unit=unit, year=clock.today().year)
    empty = make_report(session, unit=unit, figures={"transfer_count": {"drafted": 1, "stated": 1, "reason": ""}})
    keys = whole.id, empty.id
    session.rollback()

    def tried(key: int) -> str:
        with pytest.raises(Invalid) as caught:
            transact(session, lambda inner: write_report.submit(inner, inner.get_one(AnnualReport, key), actor=member))
        return caught.value.message

    assert "还没有结束" in tried(keys[0])
    assert f"还有 {len(TYPED)} 项没有填写" in tried(keys[1])

    def correct(inner: Session, code: str, value: int | None, reason: str) -> None:
        write_report.correct(inner, inner.get_one(AnnualReport, keys[1]), code, value, reason, actor=member)

    with pytest.raises(Invalid) as caught:
        transact(session, lambda inner: correct(inner, "transfer_count", None, "漏登"))
    assert "value" in caught.value.fields
    with pytest.raises(Invalid) as caught:
        transact(session, lambda inner: correct(inner, "transfer_count", 2, " "))
    assert "reason" in caught.value.fields
    with pytest.raises(NotFound):
        transact(session, lambda inner: correct(inner, "agencies", 1, "没有草拟数"))


def test_a_year_is_reported_once_by_its_own_unit(session: Session) -> None:
    unit, stranger = make_university(session), make_university(session)
    member = actor_of_user(session, make_member(session, unit))
    year = make_report(session, unit=unit).year
    session.rollback()
    for wrong in (year, year + 5):
        with pytest.raises(Invalid) as caught:
            _start(session, unit, member, wrong)
        assert "year" in caught.value.fields
    with pytest.raises(NotFound):
        _start(session, stranger, member, year)
    assert make_report(session, ReportState.RETURNED).state_reason
