"""征集表 and 汇总表 say of a need what offices expect, in their order."""

from __future__ import annotations

from flask import Flask
from sqlalchemy.orm import Session

from matchmaker.catalog.models import NeedIndicator
from matchmaker.catalog.need_papers import SUMMARY, form_of, numbered, summary_title
from matchmaker.core.money import FEN_PER_WAN
from tests.factories.catalog import make_need
from tests.factories.organizations import make_enterprise

NAMES = {"340300": "蚌埠市", "340304": "禹会区"}


def test_the_summary_numbers_its_lines_and_masks_phones(app: Flask, session: Session) -> None:
    firm = make_enterprise(session, name="蚌埠皖酶生物有限公司", contact_name="联络人", contact_phone="13800000000")
    rows = [make_need(session, organization=firm, budget=120 * FEN_PER_WAN, is_bottleneck=True) for _each in range(2)]
    with app.test_request_context():
        lines = [{each.heading: each.cell(line) for each in SUMMARY} for line in numbered(iter(rows), NAMES)]
    assert [line["序号"] for line in lines] == [1, 2]
    assert (lines[0]["企业名称"], lines[0]["所在县区"]) == ("蚌埠皖酶生物有限公司", "禹会区")
    assert (lines[0]["联系人"], lines[0]["联系电话"]) == ("联络人", "138****0000")
    assert (lines[0]["拟投入资金（万元）"], lines[0]["备注"]) == ("120", "卡脖子")
    assert list(lines[0])[:6] == ["序号", "企业名称", "所在县区", "技术领域", "技术需求名称", "需求类型"]


def test_the_form_of_one_need_is_complete_and_leaves_room_for_seals(app: Flask, session: Session) -> None:
    firm = make_enterprise(session, contact_phone="13800000000", scale="small", qualifications=["high_tech"])
    need = make_need(session, organization=firm, budget=None, budget_band="50_100", deadline_months=18)
    need.indicators = [NeedIndicator(name="收率", target="96", unit="%", present="", method="", position=0)]
    with app.test_request_context():
        form = form_of(need, NAMES)
    told = {box.label: box.value for box in form.boxes}
    assert len(told) == len(form.boxes)
    assert (told["需求名称"], told["主要技术问题"], told["技术指标"]) == (need.title, need.problem, "收率：96 %")
    assert (told["拟投入资金（万元）"], told["期望完成时限"]) == ("50万～100万元", "18 个月")
    assert (told["联系电话"], told["企业资质"], told["企业规模"]) == ("13800000000", "高新技术企业", "小型")
    assert "盖章" in str(told["企业意见"])
    assert "盖章" in str(told["县区科技部门意见"])


def test_the_title_names_the_place_if_there_is_one(app: Flask) -> None:
    with app.test_request_context():
        assert summary_title("蚌埠市") == "蚌埠市企业技术需求汇总表"
        assert summary_title("") == "企业技术需求汇总表"
