"""A need of a firm becomes a paid result by nothing but pages: everybody in their own window, from day to day.

The operator's part on the host (making the key, the command that opens) and the clock's job are no pages.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from matchmaker.challenges.invariants import INVARIANTS
from matchmaker.challenges.models import BidState, ChallengeState, FollowUp
from matchmaker.core import audit, invariants
from matchmaker.deals.contracts.models import Contract
from tests.functional.challenges.cast import Cast, paper
from tests.functional.challenges.test_drafting import DRAFT
from tests.unit.challenges.stage import WAN, Way

STAGES = [("小试", "2027-06-30", 40), ("产线验证", "2027-12-31", 60)]
TERMS = {"starts_on": "2027-01-01", "ends_on": "2027-12-31"}


@pytest.fixture
def cast(app: Flask, way: Way, work: Callable[[], int]) -> Cast:
    return Cast(app, way, work)


def test_from_a_need_to_a_paid_result(cast: Cast) -> None:
    promote(cast)
    check_and_argue(cast)
    approve_and_post(cast)
    with cast.later(2):
        cast.bid(0, STAGES, price="250")
        cast.bid(1, [("一次交付", "2027-12-31", 100)], price="280")
    with cast.later(60):
        cast.tick()
        open_and_qualify(cast)
        judge(cast)
    with cast.later(70):
        end_publicity_and_sign(cast)
        work_to_the_end(cast)
    with cast.later(260):
        follow_up(cast)
    cast.way.session.rollback()
    assert invariants.run(cast.way.session, INVARIANTS) == []
    assert audit.verify(cast.way.session).problem is None


def promote(cast: Cast) -> None:
    """The city puts the need on the list and makes a draft of it; the firm writes it and hands it in."""
    need, way = cast.way.need.id, cast.way
    cast.city.post(f"/needs/{need}/bottleneck", {"reason": "制约全行业。"})
    cast.city.post(f"/needs/{need}/promote", {"profile": "government"})
    way.challenge_id = int(cast.city.follow().path.split("/")[2])
    edit = cast.issuer.get(cast.at("case")).links["填写榜题"]
    refused = cast.issuer.post(edit, {**DRAFT, "goal": ""}, 422, button="保存并提交初筛")
    cast.issuer.submit(refused, {"goal": DRAFT["goal"]}, button="保存并提交初筛")
    assert way.challenge.state == ChallengeState.COLLECTING


def check_and_argue(cast: Cast) -> None:
    """The county sends it back once; then three experts argue, two of them from enterprises."""
    check = cast.at("county-check")
    cast.county.post(check, {"credit_clean": "yes", "outcome": "return", "note": "指标没有检测方法。"})
    cast.issuer.post(cast.at("edit"), {"indicators-0-method": "DSC"}, button="保存并提交初筛")
    cast.county.post(check, {"credit_clean": "yes", "outcome": "pass"})
    first, second, third = cast.way.experts[:3]
    panel = {f"u{first.id}": "enterprise", f"u{second.id}": "enterprise", f"u{third.id}": "research"}
    cast.county.post(cast.at("argument/panel"), panel, button="组成专家组")
    for expert in (first, second, third):
        window = cast.window(expert)
        [seat] = {link for link in window.get("/workbench").links.values() if link.startswith("/argument-seats/")}
        window.post(f"{seat}/conflict", {"conflict": "no"}, form=seat)
        opinion = {"on_need": "pass", "on_funds": "pass", "comment": "必要且可行。"}
        window.post(f"{seat}/opinion", opinion, form=seat)
    cast.act(cast.county, "argue")


def approve_and_post(cast: Cast) -> None:
    """The city approves, the operator makes the key, the county posts, and the clock opens the board."""
    cast.city.post(cast.at("approval"), {"mode": "single"}, button="审定")
    cast.way.make_keys()
    cast.county.post(cast.at("post"), button="张榜")
    assert cast.way.challenge.title in cast.public.get("/challenges").text
    with cast.later(1):
        cast.tick()
    assert cast.way.challenge.state == ChallengeState.RECEIVING


def open_and_qualify(cast: Cast) -> None:
    """Two officers release, the operator opens, and one team supplies a paper."""
    assert cast.way.challenge.state == ChallengeState.SEALED
    cast.open(0, 2)
    first, second = cast.bids()
    page = f"/bids/{first.id}/formalities"
    cast.county.post(f"/bids/{first.id}/supplements", {"asked": "缺营业执照。"}, form=page)
    supply = cast.team(0).get(f"/bids/{first.id}").links["去补正"]
    cast.team(0).post(supply, {"answer": "见附件。", "files": paper("营业执照.pdf")})
    for bid in (first, second):
        cast.qualify(bid)


def judge(cast: Cast) -> None:
    """Nothing begins without its panel and nothing is ranked before the last sheet; one objection is dismissed."""
    first, second = cast.bids()
    assert "评审专家为奇数" in cast.county.post(cast.at("actions/start-review"), {}, 422).error_summary
    cast.seat_judges()
    cast.act(cast.county, "start-review")
    points = {first.id: 90, second.id: 80}
    cast.score(cast.judges[:4], points)
    assert "全部评分表已交" in cast.county.post(cast.at("actions/rank"), {}, 422).error_summary
    cast.score(cast.judges[4:], points)
    cast.act(cast.county, "rank")
    assert "拟立项" in cast.county.follow().text
    cast.act(cast.city, "publicise")
    assert cast.way.teams[0].name in cast.public.get(cast.at("publicity")).text
    cast.team(1).post(cast.at("objection"), {"body": "请核查第一名的检测报告。"})
    listed = cast.city.get(cast.at("objections")).links.values()
    [handling] = [link for link in listed if link.startswith("/objections/")]
    with cast.later(9):
        held = cast.city.post(cast.at("actions/end-publicity"), {}, 422)
        assert "异议" in held.error_summary
    cast.city.post(handling, {"handling": "dismissed", "finding": "检测报告经机构核实。"})
    assert "检测报告经机构核实" in cast.team(1).get(cast.at("objection")).text


def end_publicity_and_sign(cast: Cast) -> None:
    cast.act(cast.city, "end-publicity")
    first, second = cast.bids()
    assert (first.state, second.state) == (BidState.PLACED, BidState.NOT_PLACED)
    cast.team(1).get(f"/bids/{first.id}/pledge", 404)
    cast.sign(first, amount="200", **TERMS)
    cast.act(cast.city, "start-work")


def work_to_the_end(cast: Cast) -> None:
    """Two milestones, the test in the field, the conclusion and the money; the ledger has the contract."""
    first = cast.bids()[0]
    cast.reach(first, 1)
    cast.reach(first, 2)
    cast.act(cast.county, "accept")
    cast.field_test(first)
    cast.city.post(f"/bids/{first.id}/conclusion", {"outcome": "passed", "reason": "指标全部达到。"})
    cast.act(cast.city, "conclude", "指标全部达到。")
    cast.act(cast.county, "settle", "余款付清。")
    assert cast.way.challenge.state == ChallengeState.SETTLED
    contract = cast.way.session.scalars(select(Contract)).one()
    assert (contract.amount, contract.received, contract.origin_id) == (200 * WAN, 200 * WAN, cast.way.challenge_id)
    assert f"/contracts/{contract.id}" in cast.city.get("/contracts").links.values()
    for reader in (cast.issuer, cast.team(0)):
        reader.get(f"/contracts/{contract.id}")
    cast.team(1).get(f"/contracts/{contract.id}", 404)


def follow_up(cast: Cast) -> None:
    """Half a year later the county finds it on its workbench and writes down what became of it."""
    row = cast.way.session.scalars(select(FollowUp).order_by(FollowUp.months)).first()
    assert row is not None
    assert f"/follow-ups/{row.id}" in cast.county.get("/workbench").links.values()
    cast.county.post(f"/follow-ups/{row.id}", {"usage": "in_use", "output_value": "120.5", "note": "两条产线在用。"})
    assert "两条产线在用" in cast.issuer.get(cast.at("acceptance")).text
