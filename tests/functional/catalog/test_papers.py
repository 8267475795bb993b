"""征集表 and 汇总表 of what is ticked or listed, for whom the list is."""

from __future__ import annotations

import io

import openpyxl
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.catalog.models import NeedState
from matchmaker.core.audit import AuditEntry
from tests.factories.accounts import make_member, make_officer
from tests.factories.catalog import make_need
from tests.factories.organizations import make_enterprise
from tests.support.downloads import file_name, sheet_of
from tests.support.page_client import PageClient
from tests.support.statements import count_statements


def titles(sheet: object) -> list[str]:
    return [row[4].value for row in list(sheet.iter_rows())[3:]]  # type: ignore[attr-defined]


def test_an_officer_takes_the_summary_of_what_is_ticked(session: Session, client: PageClient) -> None:
    rows = [make_need(session, NeedState.SUBMITTED, title=f"需求{name}") for name in "甲乙丙"]
    make_need(session, NeedState.SUBMITTED, title="外地", region_code="340100")
    client.sign_in(make_officer(session))
    form = client.get("/review", tab="needs").form("汇总表")
    assert (form.method, form.value("tab")) == ("get", "needs")
    button = form.button("汇总表")
    assert button is not None
    path = button.get("formaction", "")
    answer = client.answer(path, tab="needs", ticked=[rows[0].id, rows[2].id])
    assert sorted(titles(sheet_of(answer))) == ["需求丙", "需求甲"]
    assert sheet_of(answer)["A1"].value == "蚌埠市企业技术需求汇总表"
    assert file_name(answer).startswith("蚌埠市企业技术需求汇总表_")
    assert sorted(titles(sheet_of(client.answer(path, tab="needs")))) == ["需求丙", "需求乙", "需求甲"]
    session.rollback()
    entries = session.scalars(select(AuditEntry).where(AuditEntry.action == "list.exported").order_by(AuditEntry.seq))
    assert [entry.detail["rows"] for entry in entries] == [2, 3]


def test_each_need_has_a_form_of_its_own(session: Session, client: PageClient) -> None:
    for name in ("甲", "乙"):
        make_need(session, NeedState.SUBMITTED, title=f"需求{name}")
    client.sign_in(make_officer(session))
    book = openpyxl.load_workbook(io.BytesIO(client.answer("/review/need-forms", tab="needs").get_data()))
    assert sorted(book.sheetnames) == ["需求乙", "需求甲"]


def test_a_firm_prints_its_own_forms_and_nobody_else_s(session: Session, client: PageClient) -> None:
    firm = make_enterprise(session)
    mine, other = make_need(session, organization=firm, title="自己的"), make_need(session)
    client.sign_in(make_member(session, firm))
    form = client.get("/my/needs", tab="published").form("征集表（可打印盖章）")
    fields = {"csrf_token": form.value("csrf_token"), "ticked": [mine.id, other.id]}
    answer = client.raw.post("/my/need-forms?tab=published", data=fields)
    assert openpyxl.load_workbook(io.BytesIO(answer.get_data())).sheetnames == ["自己的"]
    assert client.answer("/my/need-forms", ticked=[other.id]).status_code == 422


def test_nothing_listed_and_a_list_of_achievements_are_said(session: Session, client: PageClient) -> None:
    client.sign_in(make_officer(session))
    assert "这里没有需求" in client.get("/review/need-summary", 422, tab="needs").text
    assert client.get("/review/need-forms", 404, tab="achievements").code == "not_found"


def test_few_statements_whatever_the_number_of_needs(session: Session, client: PageClient) -> None:
    client.sign_in(make_officer(session))
    counts = []
    for _round in range(2):
        for _each in range(5):
            make_need(session, NeedState.SUBMITTED)
        session.rollback()
        with count_statements(session.get_bind()) as counted:  # type: ignore[arg-type]
            client.answer("/review/need-forms", tab="needs")
        counts.append(counted.count)
    assert counts[0] == counts[1]
