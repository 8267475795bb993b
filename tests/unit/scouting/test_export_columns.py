"""The files of scouting hold what the lists show, and no remark."""

from __future__ import annotations

from flask import Flask
from sqlalchemy.orm import Session

from matchmaker.core.authz import Role
from matchmaker.scouting.export_columns import CONTACTS, LEADS, SCOUTS, Enrolled
from tests.factories.accounts import CITY, make_user
from tests.factories.organizations import make_university
from tests.factories.scouting import make_contact, make_lead, make_profile


def test_lists_are_told_in_chinese_words(app: Flask, session: Session) -> None:
    scout = make_user(session, Role.SCOUT, region_code=CITY)
    contact = make_contact(session, scout, make_university(session), remark="只给本单位")
    lead = make_lead(session, scout, organization_id=None, organization_text="一家小厂")
    profile = make_profile(session, scout, field_codes=["new_materials", "unknown"])
    with app.test_request_context():
        told = {column.heading: column.cell(contact) for column in CONTACTS}
        assert told["方式"] in {"上门走访", "电话", "会议活动", "线上"}
        assert "只给本单位" not in told.values()
        assert {column.heading: column.cell(lead) for column in LEADS}["单位"] == "一家小厂"
        enrolled = {column.heading: column.cell(Enrolled(profile, (), "蚌埠市")) for column in SCOUTS}
    assert (enrolled["类别"], enrolled["领域"], enrolled["定点联系"]) == ("科技情报员", "新材料", None)
