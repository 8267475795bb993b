"""The lists of scouting as files: to whom the page shows them, without remarks."""

from __future__ import annotations

from datetime import date

from flask import Flask
from sqlalchemy.orm import Session

from matchmaker.core.authz import Role
from tests.factories.accounts import CITY, make_officer, make_user
from tests.factories.organizations import make_university
from tests.factories.scouting import make_assignment, make_contact, make_lead, make_profile
from tests.support.downloads import rows_of, sheet_of
from tests.support.page_client import PageClient


def test_a_scout_takes_the_log_of_one_unit_without_remarks(session: Session, client: PageClient) -> None:
    scout, other = (make_user(session, Role.SCOUT, region_code=CITY) for _each in range(2))
    unit = make_university(session, name="皖北工业大学")
    make_contact(session, scout, unit, learnt="正在做中试", remark="只给本单位看", happened_on=date(2026, 3, 5))
    make_contact(session, scout, make_university(session))
    make_contact(session, other, unit)
    client.sign_in(scout)
    answer = client.answer(client.get("/contacts", organization=unit.id).links["导出 Excel"])
    [row] = rows_of(answer)
    assert (row["单位"], row["了解到的情况"], row["情报员"]) == ("皖北工业大学", "正在做中试", scout.name)
    assert "只给本单位看" not in str(row)
    assert sheet_of(answer)["A2"].is_date
    assert len(rows_of(client.answer("/contacts/export", format="csv"))) == 2


def test_leads_go_out_in_the_chosen_state(session: Session, client: PageClient) -> None:
    scout = make_user(session, Role.SCOUT, region_code=CITY)
    make_lead(session, scout, title="听说的成果")
    client.sign_in(scout)
    [row] = rows_of(client.answer(client.get("/leads").links["导出 Excel"]))
    assert (row["名称"], row["类型"]) == ("听说的成果", "成果")
    assert rows_of(client.answer("/leads/export", state="dropped")) == []


def test_an_officer_takes_the_roster_of_the_region(app: Flask, session: Session) -> None:
    scout = make_user(session, Role.SCOUT, region_code=CITY)
    make_profile(session, scout)
    make_assignment(session, scout, make_university(session, name="皖北工业大学"))
    officer = PageClient(app).sign_in(make_officer(session))
    [row] = rows_of(officer.answer(officer.get("/scouts").links["导出 Excel"]))
    assert (row["姓名"], row["定点联系"]) == (scout.name, "皖北工业大学")
    elsewhere = PageClient(app).sign_in(make_officer(session, "340100"))
    assert rows_of(elsewhere.answer("/scouts/export")) == []
