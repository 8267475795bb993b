"""The integrity register as bureau and organisation meet it, and as nobody else does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from flask import Flask
from sqlalchemy.orm import Session

from matchmaker.core import clock
from tests.factories.accounts import make_member, make_officer
from tests.factories.organizations import make_enterprise
from tests.support.page_client import PageClient

LATER = timedelta(days=40)


def test_a_notice_is_answered_and_decided_upon(
    app: Flask, session: Session, visit_as: Callable[..., PageClient]
) -> None:
    firm = make_enterprise(session)
    officer, member = make_officer(session), make_member(session, firm)
    bureau, theirs = visit_as(officer), visit_as(member)
    notice = f"/organizations/{firm.id}/integrity/new"
    assert "请写明事由" in bureau.post(notice, {"reason": " "}, status=422).error_summary
    bureau.post(notice, {"reason": "无故停止攻关。"})
    page = bureau.follow()
    assert "申辩期内" in page.text
    assert "列入诚信记录" not in page.links
    path = page.path
    assert "无故停止攻关" in theirs.get("/integrity").text
    theirs.get(f"{path}/enter", status=403)
    long = "长" * 4001
    assert long in theirs.post(f"{path}/statement", {"statement": long}, status=422).form().value("statement")
    theirs.post(f"{path}/statement", {"statement": "设备延期到货，已书面说明。"})
    bureau.post(f"{path}/enter", {"reason": "查明属实。"}, status=409)
    with clock.frozen(clock.now() + LATER):
        later = PageClient(app).sign_in(officer)
        assert "设备延期到货" in later.get(path).text
        later.post(f"{path}/enter", {"reason": "查明属实。"})
        assert "已列入" in later.follow().text
    stranger = make_member(session, make_enterprise(session))
    for outsider in (
        visit_as(stranger),
        visit_as(make_officer(session, "340304")),
        visit_as(make_officer(session, "340400")),
    ):
        outsider.get(path, status=404)
        assert "无故停止攻关" not in outsider.get("/integrity").text
