"""From an introduction to the county's figure: dossier, signature, register, subsidy, to the last 分."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.core import clock
from matchmaker.deals.contracts.models import Contract, Ledger
from matchmaker.deals.models import Deal, Side
from matchmaker.deals.pricing.models import PricingObjection
from tests.factories.contracts import WAN, make_contract
from tests.factories.pricing import PDF
from tests.factories.subsidies import make_version
from tests.support import shapes
from tests.support.page_client import PageClient
from tests.unit.deals.conftest import Stage

PRICE = "150.123456"  # 万元, to the 分; above the threshold of the rule that is claimed by
COUNTY = "禹会区"
NUMBER = "20263403000001"
MODE = {"transfer_mode": "license_ordinary"}
DECISION = {
    **MODE,
    "title": "微孔陶瓷膜连续浓缩",
    "method": "negotiated",
    "price": PRICE,
    "basis": "参照两份同类合同，校长办公会讨论。",
    "appraised": "no",
    "appraisal_reason": "普通许可，不转移权属。",
    "related": "no",
}
REGISTER = (
    "合同登记编号",
    "合同名称",
    "合同类型",
    "买方",
    "买方所在地",
    "卖方",
    "卖方所在地",
    "合同金额（万元）",
    "签订时间",
)


@dataclass
class Parties:
    """The two sides and the officer, each at a window; sixteen days later they sign in anew."""

    stage: Stage
    firm: PageClient
    unit: PageClient
    officer: PageClient

    def sign_in(self) -> None:
        for client, who in (
            (self.firm, self.stage.members[Side.NEED]),
            (self.unit, self.stage.members[Side.ACHIEVEMENT]),
            (self.officer, self.stage.officer),
        ):
            client.sign_in(who)


@pytest.fixture
def parties(stage: Stage, enterprise: PageClient, university: PageClient, officer: PageClient) -> Parties:
    """The seller is state-held, so its price needs cover."""
    stage.achievement.organization.state_held = True
    stage.session.commit()
    return Parties(stage, enterprise, university, officer)


def test_from_the_introduction_to_the_county_s_figure(parties: Parties, session: Session) -> None:
    deal = parties.stage.open()
    parties.unit.post(f"/deals/{deal.id}/reply", button="同意引荐")
    parties.firm.post(f"/deals/{deal.id}/reply", button="同意引荐")
    signature = {**MODE, "pricing_method": "negotiated", "amount": PRICE, "signed_on": clock.today().isoformat()}
    refused = parties.unit.post(f"/deals/{deal.id}/sign", signature, 422)
    assert "签约前要先记录里程碑：定价、公示" in refused.error_summary
    dossier = _begin_dossier(parties, deal)
    with clock.frozen(clock.now() + timedelta(days=16)):  # the notice has run out
        parties.sign_in()
        _seal(parties, session, dossier)
        signature["signed_on"] = clock.today().isoformat()
        parties.unit.post(f"/deals/{deal.id}/sign", signature)
        make_contract(session, assessed_unit=COUNTY, amount=50 * WAN, signed_on=clock.today())
        [entered] = session.scalars(select(Contract.id).where(Contract.deal_id == deal.id))
        assert "平台（未登记）" in parties.officer.get(f"/contracts/{entered}").text
        assert _figure(parties.officer) == Decimal(50)
        _import_register(parties)
        session.expire_all()
        contract = session.scalars(select(Contract).where(Contract.registration_number == NUMBER)).one()
        own = session.get_one(Contract, entered)
        assert (own.registered_as_id, own.deal_id, contract.ledger) == (contract.id, deal.id, Ledger.REGISTERED)
        assert _figure(parties.officer) == 50 + Decimal(PRICE)
        assert f"{COUNTY} 200.12" in parties.officer.get("/statistics").text
        _claim(parties, session, own)
        assert _figure(parties.officer) == 50 + Decimal(PRICE)


def _begin_dossier(parties: Parties, deal: Deal) -> str:
    unit = parties.unit
    unit.post(f"/organizations/{parties.stage.achievement.organization_id}/duty-checklist", {"items": "权属清晰"})
    unit.post(f"/pricing-dossiers/new?deal={deal.id}")
    path = unit.follow().path.removesuffix("/edit")
    unit.post(f"{path}/edit", {**DECISION, "decided_on": clock.today().isoformat()})
    for number, purpose in enumerate(("decision", "basis")):
        content = io.BytesIO(PDF + b"%%%d\n" % number)
        unit.post(f"{path}/files", {"file": (content, "纪要.pdf"), "purpose": purpose})
    unit.post(f"{path}/notice", {"audience": "city", "days": "15", "show_price": "y", "contact": "科技处"})
    parties.officer.post(f"{path}/objections", {"raised_by": "匿名", "body": "价格偏低。"})
    unit.post(f"{path}/duties", {"duties-0-done": "y"})
    return path


def _seal(parties: Parties, session: Session, path: str) -> None:
    assert "有 1 项异议没有处理" in parties.unit.get(f"{path}/seal").text
    objection = session.scalars(select(PricingObjection.id)).one()
    session.rollback()
    parties.unit.post(f"{path}/objections/{objection}", {"outcome": "dismissed", "handling": "与同类合同相当。"})
    parties.unit.post(f"{path}/seal", {"declared": "y"})
    assert "已封存" in parties.unit.follow().text


def _import_register(parties: Parties) -> None:
    buyer, seller = parties.stage.need.organization, parties.stage.achievement.organization
    row = [NUMBER, "膜浓缩许可", "技术许可", buyer.name, COUNTY, seller.name, "340302", PRICE, f"{clock.today()}"]
    table = shapes.saved([list(REGISTER), row])
    officer = parties.officer
    officer.post("/contracts/import", {"file": (io.BytesIO(table), "登记.xlsx")}, button="上传并核对")
    officer.submit(officer.follow(), {}, button="试导入")
    tried = officer.follow()
    assert "对上后只计已登记的这一份" in tried.text
    officer.submit(tried, {}, button="确认导入")
    assert "新增合同 1" in officer.follow().text


def _claim(parties: Parties, session: Session, contract: Contract) -> None:
    make_version(session)
    firm, officer = parties.firm, parties.officer
    firm.submit(firm.get(firm.get(f"/contracts/{contract.id}").links["去申领"]), {}, button="保存草稿")
    draft = firm.follow()
    firm.submit(firm.get(draft.links["证明材料"]), {"file": (io.BytesIO(PDF), "凭证.pdf")}, button="上传")
    ready = firm.get(firm.follow().links["核对并提交"])
    firm.submit(ready, {}, button="提交申领")
    path = firm.follow().path
    officer.submit(officer.get(path), {}, button="受理")
    officer.submit(officer.follow(), {"amount": "7"}, button="同意")
    officer.submit(officer.follow(), {}, button="记录拨付")
    paid = firm.get(path).text
    assert "已拨付" in paid
    assert "7.00 万元" in paid


def _figure(officer: PageClient) -> Decimal:
    """The county's figure of the year by its file, added up in 万元 to the 分."""
    path = f"/statistics/export-rows?metric=absorbed_amount&year={clock.today().year}&place={COUNTY}&format=csv"
    rows = csv.DictReader(officer.answer(path).data.decode("utf-8-sig").splitlines())
    return sum((Decimal(row["合同成交额（万元）"]) for row in rows), Decimal(0))
