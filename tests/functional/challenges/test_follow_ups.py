"""What became of a result is noted once, from the workbench."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matchmaker.challenges.models import FollowUp
from matchmaker.config import Settings
from matchmaker.core import audit, clock
from matchmaker.core.unit_of_work import transact
from tests.support.page_client import PageClient
from tests.unit.challenges.stage import make_way


def test_a_due_follow_up_is_on_the_workbench_until_it_is_noted(
    app: Flask, session: Session, settings: Settings
) -> None:
    way = make_way(session, settings.data_dir)
    [bid] = way.working(bids=1)
    row = FollowUp(bid_id=bid.id, months=6, due_on=clock.today())
    transact(session, lambda inner: inner.add(row))
    address = f"/follow-ups/{row.id}"
    officer = PageClient(app).sign_in(way.county)
    bench = officer.get("/workbench")
    assert address in bench.links.values()
    assert "兑付完满 6 个月" in bench.text
    form = officer.get(address)
    typed = {"usage": "in_use", "output_value": "12.5", "note": ""}
    for _sent_twice in range(2):
        officer.submit(form, typed, action=address)
    session.rollback()
    count = select(func.count()).where(audit.AuditEntry.action == "challenge.followed_up")
    assert session.scalar(count) == 1
    assert session.get_one(FollowUp, row.id, populate_existing=True).output_value == 12_500_000
    assert address not in officer.get("/workbench").links.values()
    assert "12.50 万元" in officer.get(address).text
