"""Opened bids are read by those who may, with their files, and by nobody else."""

from __future__ import annotations

import json

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from matchmaker.challenges.sealing import receipts
from matchmaker.config import Settings
from matchmaker.core.authz import Role
from tests.factories.accounts import CITY, make_officer, make_user
from tests.functional.challenges.visits import FILE, here, opened, visit
from tests.unit.challenges.stage import Way, make_way


@pytest.fixture
def way(session: Session, settings: Settings) -> Way:
    return make_way(session, settings.data_dir)


def test_the_list_says_nothing_before_and_everything_on_record_after(app: Flask, way: Way) -> None:
    way.receiving()
    county = visit(app, way.county)
    before = county.get(here(way, "bids")).comparable
    way.bid(0)
    assert county.get(here(way, "bids")).comparable == before
    way.close()
    bids = way.open()
    page = county.get(here(way, "bids"), max_statements=9)
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


def test_my_bids_are_those_of_my_unit_only(app: Flask, way: Way) -> None:
    way.receiving()
    mine, other = visit(app, way.members[0]), visit(app, way.members[1])
    empty = mine.get("/my/bids")
    assert "还没有揭榜" in empty.text
    assert empty.links["看正在揭榜的榜题"] == "/challenges"
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
