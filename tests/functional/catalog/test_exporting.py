"""Lists of records as files: as filtered, as masked, for whom they are meant."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matchmaker.catalog.models import AchievementState, Disclosure, NeedState
from matchmaker.core import clock
from matchmaker.core.audit import AuditEntry
from matchmaker.core.money import FEN_PER_WAN
from tests.factories.accounts import make_member, make_officer
from tests.factories.catalog import make_achievement, make_need
from tests.factories.listed import list_achievement, list_need
from tests.factories.organizations import make_enterprise, make_university
from tests.support.downloads import file_name, rows_of, sheet_of
from tests.support.page_client import PageClient
from tests.support.statements import count_statements

FORMATS = ("xlsx", "csv")


def exported(session: Session) -> int:
    """How many exports the audit knows."""
    session.rollback()
    return session.scalar(select(func.count()).where(AuditEntry.action == "list.exported")) or 0


@pytest.mark.parametrize("form", FORMATS)
def test_the_public_list_goes_out_as_filtered_and_sorted(session: Session, client: PageClient, form: str) -> None:
    list_achievement(session, title="玻璃强化", field_code="new_materials", trl=4)
    list_achievement(session, title="玻璃切割", field_code="new_materials", trl=8)
    list_achievement(session, title="玻璃检测", field_code="electronics", trl=9)
    list_achievement(session, title="发酵浓缩", field_code="new_materials", trl=9)
    page = client.get("/achievements", q="玻璃", field="new_materials", sort="maturity", page=2)
    link = page.links["导出 Excel" if form == "xlsx" else "导出 CSV"]
    answer = client.answer(link)
    assert [row["名称"] for row in rows_of(answer)] == ["玻璃切割", "玻璃强化"]
    assert file_name(answer) == f"科技成果_{clock.today():%Y%m%d}.{form}"
    assert exported(session) == 0  # what everybody may read is nobody's secret


def test_dates_and_money_are_cells_of_their_own_kind(session: Session, client: PageClient) -> None:
    list_need(session, title="切割", budget=123 * FEN_PER_WAN + 5_000, disclosure=Disclosure.PUBLIC)
    answer = client.answer("/needs/export")
    sheet = sheet_of(answer)
    cells = {cell.value: sheet.cell(2, cell.column) for cell in sheet[1]}
    assert cells["拟投入资金（万元）"].value == 123.005
    assert cells["发布日期"].is_date
    assert cells["编号"].data_type == "n"
    [row] = rows_of(client.answer("/needs/export", format="csv"))
    assert (row["拟投入资金（万元）"], row["发布日期"]) == ("123.005", f"{clock.today():%Y-%m-%d}")


@pytest.mark.parametrize("form", FORMATS)
def test_a_masked_listing_says_no_more_than_its_page(session: Session, client: PageClient, form: str) -> None:
    firm = make_enterprise(session, name="蚌埠暗语玻璃有限公司")
    secret: dict[str, Any] = {
        "title": "暗语名称",
        "problem": "暗语问题" * 20,
        "budget": 77 * FEN_PER_WAN,
    }
    list_need(
        session,
        organization=firm,
        disclosure=Disclosure.MASKED,
        masked_text="某企业寻求提高玻璃强度的办法。",
        masked_approved_at=clock.now(),
        **secret,
    )
    list_need(session, title="不该出现", disclosure=Disclosure.OFFICERS_ONLY)
    answer = client.answer("/needs/export", format=form)
    [row] = rows_of(answer)
    assert row["名称"] == "某企业寻求提高玻璃强度的办法"
    assert row["脱敏公开的文字"] == "某企业寻求提高玻璃强度的办法。"
    assert not any("暗语" in str(value) or "77" in str(value) for value in row.values())


def test_text_that_looks_like_a_formula_leaves_as_text(session: Session, client: PageClient) -> None:
    list_achievement(session, title="=HYPERLINK(1)", one_liner="+SUM(1)", disclosure=Disclosure.PUBLIC)
    sheet = sheet_of(client.answer("/achievements/export"))
    assert (sheet["B2"].value, sheet["B2"].quotePrefix) == ("=HYPERLINK(1)", True)
    [row] = rows_of(client.answer("/achievements/export", format="csv"))
    assert (row["名称"], row["一句话简介"]) == ("'=HYPERLINK(1)", "'+SUM(1)")


def test_a_unit_takes_its_own_records_of_a_tab_and_the_audit_knows(session: Session, client: PageClient) -> None:
    firm, other = make_enterprise(session), make_enterprise(session)
    make_need(session, NeedState.DRAFT, organization=firm, title="草稿里的难题")
    make_need(session, NeedState.PUBLISHED, organization=firm, title="公开的难题")
    make_need(session, NeedState.DRAFT, organization=other, title="别家的难题")
    client.sign_in(make_member(session, firm))
    link = client.get("/my/needs", tab="draft").links["导出 Excel"]
    [row] = rows_of(client.answer(link))
    assert (row["名称"], row["状态"]) == ("草稿里的难题", "草稿")
    assert {row["名称"] for row in rows_of(client.answer("/my/needs/export"))} == {"草稿里的难题", "公开的难题"}
    assert exported(session) == 2


def test_an_officer_takes_a_tab_of_the_review_list_of_the_region(session: Session, client: PageClient) -> None:
    make_achievement(session, AchievementState.SUBMITTED, title="等审核的成果")
    make_achievement(session, AchievementState.SUBMITTED, title="外地的成果", region_code="340100")
    make_need(session, title="公开的需求", disclosure=Disclosure.OFFICERS_ONLY)
    client.sign_in(make_officer(session))
    link = client.get("/review", tab="achievements").links["导出 CSV"]
    assert [row["名称"] for row in rows_of(client.answer(link))] == ["等审核的成果"]
    [row] = rows_of(client.answer("/review/export", tab="published_needs"))
    assert row["名称"] == "公开的需求"
    assert exported(session) == 2


def test_ticked_records_alone_go_out_and_only_from_ones_own_list(session: Session, client: PageClient) -> None:
    firm = make_enterprise(session)
    rows = [make_need(session, organization=firm) for _each in range(3)]
    other = make_need(session)
    client.sign_in(make_member(session, firm))
    ticked = [rows[0].id, rows[2].id, other.id, "x", 10**30]
    found = rows_of(client.answer("/my/needs/export", ticked=ticked))
    assert {row["编号"] for row in found} == {rows[0].id, rows[2].id}


def test_the_number_of_statements_does_not_grow_with_the_rows(session: Session, client: PageClient) -> None:
    university = make_university(session)
    client.sign_in(make_member(session, university))
    counts = []
    for _round in range(2):
        for _each in range(12):
            list_achievement(session, organization=university)
        session.rollback()
        with count_statements(session.get_bind()) as counted:  # type: ignore[arg-type]
            client.answer("/my/achievements/export")
        with count_statements(session.get_bind()) as public:  # type: ignore[arg-type]
            client.answer("/achievements/export")
        counts.append((counted.count, public.count))
    assert counts[0] == counts[1]
    assert counts[0][0] <= 14
    assert counts[0][1] <= 8


def test_a_stranger_who_asks_again_and_again_has_to_wait(app: Flask, session: Session, client: PageClient) -> None:
    list_need(session)
    answers = [client.answer("/needs/export", format="csv").status_code for _each in range(31)]
    assert answers == [200] * 30 + [429]
    officer = PageClient(app).sign_in(make_officer(session))
    assert officer.answer("/needs/export", format="csv").status_code == 200
