"""The story of a record, told from the audit trail."""

from __future__ import annotations

from flask import Flask
from sqlalchemy.orm import Session

from matchmaker.catalog.models import Need
from matchmaker.catalog.services import return_record, save_draft, submit
from matchmaker.catalog.views.history import history, version_lines
from tests.factories.accounts import make_officer
from tests.factories.organizations import make_enterprise
from tests.unit.catalog.people import actor_for, do, draft_need, member_of


def test_steps_are_told_with_who_and_why_but_not_every_saving(app: Flask, session: Session) -> None:
    firm = make_enterprise(session)
    owner, officer = member_of(session, firm), actor_for(session, make_officer(session, name="联络员甲"))
    key = draft_need(session, owner, firm).id
    do(session, lambda s: save_draft(s, s.get_one(Need, key), {"background": "补充"}, actor=owner))
    do(session, lambda s: submit(s, s.get_one(Need, key), actor=owner))
    do(session, lambda s: return_record(s, s.get_one(Need, key), actor=officer, reason="数字不全"))
    with app.test_request_context():
        row = session.get_one(Need, key)
        told, lines = history(row), version_lines(row)
    assert [event["title"] for event in told.events] == ["退回修改", "提交审核", "建立草稿"]
    assert (told.events[0]["actor"], told.events[0]["detail"]) == ("联络员甲", "数字不全")
    assert told.names[officer.user_id or 0] == "联络员甲"
    assert [(line.number, line.label) for line in lines] == [(1, "提交")]
