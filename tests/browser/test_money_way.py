"""An introduction becomes a contract, a subsidy and a county's figure in a browser, each role by its keys."""

from __future__ import annotations

import pytest

from matchmaker.core import clock
from tests.browser.money_windows import MoneyWindows, windows
from tests.browser.windows import Keys
from tests.functional.deals.test_money_journey import COUNTY, DECISION, MODE, NUMBER, REGISTER
from tests.support import shapes

__all__ = ["windows"]

PRICE = "150"  # 万元
GRANT = "30"  # a fifth of it, by the rule
DUTIES = "经校长办公会集体研究决定\n拟交易价格已公示\n经办人与受让方没有利害关系"
TERMS = {**MODE, "pricing_method": "negotiated", "amount": PRICE}


@pytest.mark.one_database
def test_an_introduction_becomes_a_county_s_figure(windows: MoneyWindows) -> None:
    introduce(windows)
    decide_the_price(windows)
    windows.later(16)
    seal_and_sign(windows)
    register(windows)
    claim(windows)
    count(windows)


def introduce(windows: MoneyWindows) -> None:
    """Both agree; the university cannot sign before its price is decided, and is led to where it does that."""
    windows.deal_id = windows.stage.open().id
    firm, unit = windows.firm_on_a_phone, windows.unit
    firm.opens("/workbench")
    firm.follows(windows.stage.need.title, guide="money-answer-phone")
    firm.presses("同意引荐")
    unit.opens("/workbench")
    unit.follows(windows.stage.achievement.title)
    unit.presses("同意引荐")
    unit.opens(f"/deals/{windows.deal_id}")
    unit.follows("已经签约")
    unit.fills({**TERMS, "signed_on": clock.today().isoformat()})
    unit.presses("记为已签约")
    unit.refused("签约前要先记录里程碑：定价、公示")
    unit.follows("建立定价决策卷宗")


def decide_the_price(windows: MoneyWindows) -> None:
    """What was decided, on what grounds, and who may object."""
    unit = windows.unit
    unit.follows("制定本单位的清单")
    unit.sends({"items": DUTIES}, "保存为新的一版")
    unit.presses("建立卷宗")
    unit.sends({**DECISION, "price": PRICE, "decided_on": clock.today().isoformat()}, "保存")
    windows.dossier = unit.page.url
    unit.follows("上传和整理附件")
    for purpose, name in (("decision", "校长办公会纪要.pdf"), ("basis", "同类合同比较.pdf")):
        attached = windows.paper(name, f"%PDF-1.7\n%{purpose}\n%%EOF\n".encode())
        unit.sends({"file": attached, "purpose": purpose}, "上传")
    unit.follows("返回卷宗")
    unit.follows("本单位尽职免责清单")
    unit.sends({f"duties-{line}-done": "y" for line in range(3)}, "保存")
    unit.look("money-dossier")
    unit.follows("发布公示")
    unit.sends({"audience": "city", "days": "15", "show_price": "y", "contact": "科技处，0552-0000102"}, "发布公示")
    passer_by = windows.of(None)
    passer_by.opens("/public-notices")
    passer_by.follows(windows.stage.achievement.title, guide="money-notice")
    windows.officer.opens(windows.dossier)
    windows.officer.follows("登记异议")
    windows.officer.sends({"raised_by": "匿名", "body": "价格偏低。"}, "登记异议")


def seal_and_sign(windows: MoneyWindows) -> None:
    """The notice has run out: the objection is answered, the dossier sealed, the signature noted."""
    unit = windows.unit
    unit.opens(windows.dossier)
    unit.follows("处理异议")
    unit.sends({"outcome": "dismissed", "handling": "与两份同类合同的单价相当。"}, "记录处理意见")
    unit.follows("封存卷宗")
    unit.sends({"declared": "y"}, "封存卷宗")
    unit.look("money-sealed")
    unit.follows("去记录签约", guide="money-sign")
    unit.sends({}, "记为已签约")  # what the dossier says stands there already
    unit.sees("已签约", f"{PRICE}.00 万元")


def register(windows: MoneyWindows) -> None:
    """The register's own table makes a registered contract of the platform's."""
    buyer, seller = windows.stage.need.organization, windows.stage.achievement.organization
    row = [NUMBER, "膜浓缩许可", "技术许可", buyer.name, COUNTY, seller.name, "340302", PRICE, f"{clock.today()}"]
    officer = windows.officer
    officer.opens("/contracts")
    officer.sees("未登记")
    officer.follows("导入 Excel")
    officer.sends({"file": windows.paper("登记台账.xlsx", shapes.saved([list(REGISTER), row]))}, "上传并核对")
    officer.sends({}, "试导入")
    officer.sends({}, "确认导入", guide="money-register")
    officer.sees("更新合同")


def claim(windows: MoneyWindows) -> None:
    """The firm claims from the contract, on a phone; the officer checks, grants and pays."""
    firm = windows.firm_on_a_phone
    firm.opens(f"/deals/{windows.deal_id}")
    firm.follows("去申领")
    firm.sends({}, "保存草稿")
    firm.follows("证明材料")
    firm.sends({"file": windows.paper("付款凭证.pdf")}, "上传")
    firm.follows("核对并提交", guide="money-claim-phone")
    firm.presses("提交申领")
    officer = windows.officer
    officer.opens("/workbench")
    officer.follows("企业购买科技成果补助")
    officer.presses("受理")
    officer.fills({"amount": GRANT})
    officer.sends({}, "同意", guide="money-decision")
    officer.sends({}, "记录拨付")
    firm.opens(firm.page.url)
    firm.sees("已拨付", f"{GRANT}.00 万元")


def count(windows: MoneyWindows) -> None:
    """The leader sees the county's figure and what it is made of."""
    leader: Keys = windows.leader
    leader.opens("/statistics")
    leader.follows(f"{PRICE}.00", guide="money-figure")
    leader.sees(COUNTY, "膜浓缩许可")
