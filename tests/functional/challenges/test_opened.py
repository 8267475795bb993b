"""From the deadline to the outcome of the formalities, through the pages."""

from __future__ import annotations

import json
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from matchmaker.challenges.models import Bid, BidState, ChallengeState
from matchmaker.challenges.sealing import receipts
from matchmaker.challenges.services.sealed_acts import submit_bid
from matchmaker.config import Settings
from matchmaker.core import clock
from matchmaker.core.authz import Role
from tests.factories.accounts import CITY, make_officer, make_user
from tests.support.page_client import PageClient
from tests.unit.challenges.stage import Way, make_way

FILE = ("工艺路线.xlsx", [b"PK\x03\x04", b"x" * 200_000, b"end"])


@pytest.fixture
def way(session: Session, settings: Settings) -> Way:
    return make_way(session, settings.data_dir)


def visit(app: Flask, who: Any) -> PageClient:
    return PageClient(app).sign_in(who)


def here(way: Way, noun: str) -> str:
    return f"/challenges/{way.challenge_id}/{noun}"


def opened(way: Way) -> list[Bid]:
    way.receiving()
    package = way.package(files=[FILE])
    given: dict[str, Any] = {"organization_id": way.teams[0].id, "keys": way.keys, "actor": way.actor(way.members[0])}
    way.do(submit_bid, way.challenge_id, package, **given)
    way.bid(1)
    way.close()
    return way.open()


def test_two_officers_release_and_are_told_the_command(app: Flask, way: Way) -> None:
    way.receiving()
    first, second = (visit(app, way.holders[each]) for each in (0, 1))
    assert "截止以后才能授权启封" in first.get(here(way, "opening"), max_statements=8).text
    first.forge(here(way, "opening"), status=409)
    way.bid(0)
    way.close()
    first.post(here(way, "opening"), {}, form=here(way, "opening"))
    waiting = first.follow()
    assert "challenge open" not in waiting.text
    assert "您已授权" in waiting.text
    second.post(here(way, "opening"), {}, form=here(way, "opening"))
    named = sorted(holder.login for holder in way.holders[:2])
    command = f"matchmaker challenge open {way.challenge_id} --officer {named[0]} --officer {named[1]}"
    assert command in second.follow().text
    visit(app, way.officer).get(here(way, "opening"), 404)
    visit(app, way.member).get(here(way, "opening"), 403)
    way.open()
    assert "已经启封" in first.get(here(way, "opening")).text


def test_the_list_says_nothing_before_and_everything_on_record_after(app: Flask, way: Way) -> None:
    way.receiving()
    county = visit(app, way.county)
    before = county.get(here(way, "bids")).comparable
    way.bid(0)
    assert county.get(here(way, "bids")).comparable == before
    way.close()
    bids = way.open()
    page = county.get(here(way, "bids"), max_statements=8)
    assert way.teams[0].name in page.text
    assert f"/bids/{bids[0].id}" in page.links.values()
    for someone in (way.member, make_user(way.session, Role.LEADER, region_code=CITY)):
        seen = visit(app, someone).get(here(way, "bids"))
        assert "资格审核" not in seen.links
        assert "2.50" not in seen.text
        assert "250.00" in seen.text


def test_who_may_read_an_opened_bid_reads_all_of_it(app: Flask, way: Way) -> None:
    bids = opened(way)
    bid = next(each for each in bids if each.organization_id == way.teams[0].id)
    leader = make_user(way.session, Role.LEADER, region_code=CITY)
    for someone in (way.members[0], way.county, way.member, leader):
        page = visit(app, someone).get(f"/bids/{bid.id}", max_statements=10)
        assert way.teams[0].name in page.heading
        assert FILE[0] in page.links
    stranger = make_officer(way.session, "340400")
    for other in (way.members[1], way.experts[0], stranger):
        for noun in ("", "/files/1", "/receipt"):
            visit(app, other).get(f"/bids/{bid.id}{noun}", 404)

    reader = visit(app, way.county)
    answer = reader.answer(f"/bids/{bid.id}/files/1")
    assert answer.data == b"".join(FILE[1])
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Cache-Control"] == "no-store"
    assert "spreadsheetml.sheet" in answer.headers["Content-Type"]
    receipt = json.loads(reader.answer(f"/bids/{bid.id}/receipt").text)
    assert receipts.is_genuine(receipt, way.keys.signing.public_key())
    reader.get(f"/bids/{bid.id}/files/2", 404)


def test_a_damaged_file_is_not_handed_out(app: Flask, way: Way) -> None:
    bid = opened(way)[0]
    path = way.folder / bid.blob
    path.write_bytes(b"x" + path.read_bytes()[1:])
    assert "已损坏" in visit(app, way.county).get(f"/bids/{bid.id}/files/1", 404).text
    path.unlink()
    assert "取不到" in visit(app, way.county).get(f"/bids/{bid.id}/files/1", 404).text


def test_experts_read_once_they_judge(app: Flask, way: Way) -> None:
    bids = way.reviewing()
    assert way.teams[0].name in "".join(visit(app, way.experts[0]).get(f"/bids/{each.id}").heading for each in bids)
    visit(app, way.experts[0]).get(f"/bids/{bids[0].id}/formalities", 403)


def test_papers_are_asked_for_and_supplied_and_the_bid_passes(app: Flask, way: Way) -> None:
    bid = opened(way)[0]
    number = [unit.id for unit in way.teams].index(bid.organization_id)
    county, team = visit(app, way.county), visit(app, way.members[number])
    page = f"/bids/{bid.id}/formalities"
    refused = county.post(f"/bids/{bid.id}/supplements", {"asked": " "}, 422, form=page)
    assert "请写明要补正什么" in refused.error_summary
    county.post(f"/bids/{bid.id}/supplements", {"asked": "缺营业执照。"}, form=page)
    waits = county.post(f"/bids/{bid.id}/qualification", {}, 409, form=page, button="资格通过")
    assert "补正还没有答复" in waits.error_summary

    supply = team.get(f"/bids/{bid.id}").links["去补正"]
    kept = team.post(supply, {"answer": "见附件。", "files": (BytesIO(b"MZ"), "a.exe")}, 422)
    assert "只能上传" in kept.error_summary
    assert kept.form("提交补正").value("answer") == "见附件。"
    team.post(supply, {"answer": "见附件。", "files": (BytesIO(b"%PDF-1.7\n"), "营业执照.pdf")})
    assert "已提交" in team.follow().messages
    team.forge(supply, {"answer": "再补。"}, 409)
    visit(app, way.members[1 - number]).get(supply, 404)
    link = county.get(page, max_statements=10).links["营业执照.pdf"]
    assert county.answer(link).data == b"%PDF-1.7\n"
    visit(app, way.members[1 - number]).get(link, 404)

    county.post(f"/bids/{bid.id}/qualification", {}, form=page, button="资格通过")
    assert way.session.get_one(Bid, bid.id, populate_existing=True).state == BidState.QUALIFIED


def test_late_papers_are_refused_and_a_refusal_needs_its_reason(app: Flask, way: Way) -> None:
    bids = opened(way)
    county = visit(app, way.county)
    bid = bids[0]
    number = [unit.id for unit in way.teams].index(bid.organization_id)
    team = visit(app, way.members[number])
    page = f"/bids/{bid.id}/formalities"
    county.post(f"/bids/{bid.id}/supplements", {"asked": "缺签章。"}, form=page)
    supply = team.get(f"/bids/{bid.id}").links["去补正"]
    with clock.frozen(clock.now() + timedelta(days=15)):
        county, team = visit(app, way.county), visit(app, way.members[number])
        late = team.post(supply, {"answer": "补上了。"}, 422)
        assert "截止时间已过" in late.error_summary
        missing = county.post(f"/bids/{bid.id}/qualification", {}, 422, form=page, button="资格不通过")
        assert "理由" in missing.text
        for each in bids:
            given = {"reason": "没有按期补正。"}
            address = f"/bids/{each.id}/qualification"
            county.post(address, given, form=f"/bids/{each.id}/formalities", button="资格不通过")
        assert "没有按期补正" in team.get(f"/bids/{bid.id}").text
        county.post(here(way, "actions/none-valid"), {"reason": "均未通过。", "version": way.challenge.version})
    assert way.challenge.state == ChallengeState.UNFILLED


def test_my_bids_are_those_of_my_unit_only(app: Flask, way: Way) -> None:
    way.receiving()
    mine, other = visit(app, way.members[0]), visit(app, way.members[1])
    assert "还没有揭榜" in mine.get("/my/bids").text
    way.bid(0)
    assert "已密封收到" in mine.get("/my/bids", max_statements=8).text
    assert way.challenge.title not in other.get("/my/bids").text
    way.withdraw(0)
    assert "已撤回" in mine.get("/my/bids").text
    way.bid(0)
    way.close()
    bid = way.open()[0]
    assert f"/bids/{bid.id}" in mine.get("/my/bids", max_statements=8).links.values()
    assert "查看我们的揭榜书" in mine.get(here(way, "bid")).text
    visit(app, way.officer).get("/my/bids", 403)
