"""The list of deals as a file, for each reader as far as the list says it."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from matchmaker.catalog.models import Disclosure
from matchmaker.core.audit import AuditEntry
from matchmaker.core.money import FEN_PER_WAN
from matchmaker.deals.models import DealState
from tests.factories.catalog import make_achievement
from tests.factories.deals import make_deal
from tests.support.downloads import rows_of, sheet_of
from tests.support.page_client import PageClient
from tests.support.statements import count_statements
from tests.unit.deals.conftest import Stage


def test_officers_take_the_list_as_filtered(stage: Stage, officer: PageClient) -> None:
    stage.open()
    signed = make_deal(stage.session, DealState.SIGNED, amount=88 * FEN_PER_WAN, signed_on=date(2026, 3, 5))
    answer = officer.answer(officer.get("/deals", state="signed").links["导出 Excel"])
    [row] = rows_of(answer)
    assert (row["编号"], row["状态"], row["成交金额（万元）"]) == (signed.id, "已签约", 88)
    sheet = sheet_of(answer)
    assert next(sheet.cell(2, cell.column) for cell in sheet[1] if cell.value == "签订日期").is_date
    assert len(rows_of(officer.answer("/deals/export", format="csv"))) == 2
    assert len(rows_of(officer.answer(officer.get("/deals", view="board").links["导出 Excel"]))) == 2


def test_a_party_reads_of_the_other_side_what_the_list_shows(stage: Stage, enterprise: PageClient) -> None:
    hidden = make_achievement(stage.session, disclosure=Disclosure.OFFICERS_ONLY)
    deal = stage.open(achievement=hidden)
    make_deal(stage.session)
    [row] = rows_of(enterprise.answer("/deals/export"))
    assert row["编号"] == deal.id
    assert row["成果"] == "一项未公开的科技成果"
    assert hidden.organization.name not in str(row)
    introduced = make_deal(stage.session, DealState.INTRODUCED, suggestion=None)
    assert introduced.need.title not in str(rows_of(enterprise.answer("/deals/export")))


def test_after_the_introduction_both_names_and_answers_are_there(stage: Stage, enterprise: PageClient) -> None:
    stage.introduced()
    [row] = rows_of(enterprise.answer("/deals/export"))
    assert row["成果单位"] == stage.achievement.organization.name
    assert (row["需求方答复"], row["成果方答复"]) == ("同意", "同意")


def test_it_asks_the_database_as_often_for_many_deals_as_for_few(stage: Stage, officer: PageClient) -> None:
    counts = []
    for _round in range(2):
        for _each in range(6):
            make_deal(stage.session)
        stage.session.rollback()
        with count_statements(stage.session.get_bind()) as counted:  # type: ignore[arg-type]
            assert officer.answer("/deals/export").status_code == 200
        counts.append(counted.count)
    assert counts[0] == counts[1]
    assert counts[0] <= 12


def test_who_took_it_away_is_in_the_audit(stage: Stage, officer: PageClient) -> None:
    stage.open()
    officer.answer("/deals/export", format="csv", state="invited")
    stage.session.rollback()
    entry = stage.session.scalars(select(AuditEntry).where(AuditEntry.action == "list.exported")).one()
    assert (entry.actor_id, entry.subject_kind, entry.subject_id) == (stage.officer.id, "deals", "csv")
    assert entry.detail == {"rows": 1, "filters": {"state": ["invited"]}}
