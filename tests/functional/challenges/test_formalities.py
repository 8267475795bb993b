"""Missing papers are asked for and supplied, and each bid gets an outcome with its reason."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from matchmaker.challenges.models import Bid, BidState, ChallengeState
from matchmaker.config import Settings
from matchmaker.core import clock
from matchmaker.core.unit_of_work import transact
from matchmaker.organizations.models import Organization
from tests.factories.organizations import make_infringement
from tests.functional.challenges.visits import here, opened, visit
from tests.support.preparing import entered
from tests.unit.challenges.stage import Way, make_way

CODE = "91340300MA2TEST018"
LISTED = 2


@pytest.fixture
def way(session: Session, settings: Settings) -> Way:
    return make_way(session, settings.data_dir)


def listed(way: Way, bid: Bid) -> None:
    """The team under a former name, a partner, and somebody else on the list."""

    def tell(inner: Session) -> None:
        inner.get_one(Bid, bid.id).partners = ["测试联合(蚌埠)有限公司", "没有列入的单位"]
        inner.get_one(Organization, bid.organization_id).credit_code = CODE

    transact(way.session, tell)
    make_infringement(way.session, "更名前的单位", credit_code=CODE)
    make_infringement(way.session, "测试联合（蚌埠）有限公司")
    make_infringement(way.session, "另一家单位")


def test_papers_are_asked_for_and_supplied_and_the_bid_passes(app: Flask, way: Way) -> None:
    bid = opened(way)[0]
    number = [unit.id for unit in way.teams].index(bid.organization_id)
    county, team = visit(app, way.county), visit(app, way.members[number])
    page = f"/bids/{bid.id}/formalities"
    assert "以来没有诚信记录" in county.get(page).text
    entered(way, way.teams[number])
    assert "揭榜后无故停止攻关" in county.get(page, max_statements=11).text
    assert "不在现行侵权名录中" in county.get(page).text
    listed(way, bid)
    flagged = county.get(page, max_statements=11)
    assert "揭榜单位或联合单位在侵权名录中" in flagged.text
    for unit in (way.teams[number].name, "测试联合(蚌埠)有限公司"):
        assert f"{unit}：测试知识产权局" in flagged.text
    assert flagged.text.count("测试知识产权局") == LISTED
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
    link = county.get(page, max_statements=11).links["营业执照.pdf"]
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
