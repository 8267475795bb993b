"""军令状 on its pages: drawn from the bid, revised, confirmed by each party, printed, signed with a scan."""

from __future__ import annotations

import io

from flask import Flask

from matchmaker.challenges.models import Bid, BidState, Pledge
from matchmaker.challenges.queries.pledges import pledge_of
from matchmaker.core import clock
from matchmaker.core.authz import Role
from tests.factories.accounts import CITY, make_member, make_user
from tests.factories.organizations import make_university
from tests.support.page_client import PageClient, Value
from tests.unit.challenges.conftest import way
from tests.unit.challenges.stage import Way

__all__ = ["way"]

PDF = b"%PDF-1.7\n%%EOF\n"


def drawn(way: Way, bid: Bid) -> Pledge:
    way.session.rollback()
    found = pledge_of(way.session, bid)
    assert found is not None
    way.session.refresh(found)
    return found


def test_the_officer_draws_from_the_bid_revises_and_signs_what_all_confirmed(app: Flask, way: Way) -> None:
    [bid] = way.signing(bids=1)
    here = f"/bids/{bid.id}/pledge"
    officer, issuer, team = (PageClient(app).sign_in(who) for who in (way.officer, way.member, way.member_of(bid)))
    form = officer.get(f"{here}/draw", max_statements=8)
    assert "揭榜报价 250.00 万元" in form.text
    refused = officer.submit(form, {"amount": "300", "milestones-0-share": "50"}, status=422)
    assert "不超过揭榜报价" in refused.error_summary
    assert "合计须为 100%" in refused.error_summary
    officer.submit(refused, {"amount": "200", "milestones-0-share": "40", "starts_on": "2026-01-01"})
    assert officer.follow().path == here
    first = drawn(way, bid).text_hash
    page = team.get(here, max_statements=8)
    assert "固化温度" in page.text
    assert "贰佰万元整" in page.text
    team.submit(page, button="确认这一版")
    seen = officer.get(here)
    assert [words for words in ("登记签订", "办理") if words in seen.text] == []
    assert f"/challenges/{way.challenge_id}/pledges" in seen.links.values()

    stale = issuer.get(here)
    change = officer.get(f"{here}/draw")
    assert "写明改了什么" in officer.submit(change, {"amount": "180"}, status=422).error_summary
    officer.submit(officer.get(f"{here}/draw"), {"amount": "180", "note": "金额改为 180 万元。"})
    assert drawn(way, bid).text_hash != first
    issuer.submit(stale, button="确认这一版", status=409)
    assert "200.00" in team.get(f"{here}/versions/1").text
    for client in (officer, issuer, team):
        client.submit(client.get(here), button="确认这一版")
        assert "确认这一版" not in client.get(here).text

    sign = officer.get(f"{here}/sign", max_statements=8)
    day = clock.today().isoformat()
    assert "请选择文件" in officer.submit(sign, {"signed_on": day}, status=422).error_summary
    bad: dict[str, Value] = {"signed_on": day, "file": (io.BytesIO(b"PK not a scan"), "盖章件.pdf")}
    assert "只能上传" in officer.submit(officer.get(f"{here}/sign"), bad, status=422).error_summary
    good: dict[str, Value] = {"signed_on": day, "file": (io.BytesIO(PDF), "盖章件.pdf")}
    officer.submit(officer.get(f"{here}/sign"), good)
    row = drawn(way, bid)
    assert row.bid.state == BidState.UNDERTAKING
    signed = issuer.get(here, max_statements=8)
    assert row.scan_hash is not None
    assert row.scan_hash in signed.text
    assert issuer.answer(signed.links["盖章扫描件"]).get_data() == PDF


def test_who_reads_it_and_who_may_not(app: Flask, way: Way) -> None:
    bids = way.signing(bids=2)
    way.draw(bids[0])
    here = f"/bids/{bids[0].id}/pledge"
    leader = PageClient(app).sign_in(make_user(way.session, Role.LEADER, region_code=CITY))
    assert "确认这一版" not in leader.get(here).text
    leader.get(f"{here}/draw", 403)
    rival = PageClient(app).sign_in(way.member_of(bids[1]))
    stranger = PageClient(app).sign_in(make_member(way.session, make_university(way.session)))
    for client in (rival, stranger):
        client.get(here, 404)
        client.forge(f"{here}/confirm", {"text_hash": "0" * 64}, 404)
    issuer = PageClient(app).sign_in(way.member)
    assert "科技局办理" in issuer.get(f"{here}/draw", 409).text
    county = PageClient(app).sign_in(way.county)
    county.forge(f"{here}/confirm", {"text_hash": bids[0].receipt["signature"]}, 409)
