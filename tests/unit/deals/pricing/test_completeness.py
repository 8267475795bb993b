"""What a dossier must hold, by its method."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from matchmaker.catalog.models import Attachment
from matchmaker.core import clock
from matchmaker.deals.pricing.completeness import Holding, before_notice, checks, missing
from matchmaker.deals.pricing.models import DutyChecklist, PricingDossier, PricingObjection

TODAY = date(2026, 3, 20)
WHOLE: dict[str, Any] = {
    "transfer_mode": "license_ordinary",
    "method": "negotiated",
    "price": 1,
    "decided_on": TODAY,
    "basis": "依据",
    "venue": "",
    "venue_reference": "",
    "appraised": False,
    "appraiser": "",
    "appraisal_reason": "不评估",
    "related": False,
    "related_note": "",
    "notice_until": TODAY - timedelta(days=1),
    "notice_posted_at": clock.start_of_day(TODAY - timedelta(days=16)),
    "answers": [],
}
AUCTION: dict[str, Any] = {
    "method": "auctioned",
    "venue": "大市场",
    "venue_reference": "1",
    "basis": "",
    "notice_until": None,
    "notice_posted_at": None,
}
APPRAISED: dict[str, Any] = {"appraised": True, "appraiser": "事务所", "appraised_value": 5, "appraised_on": TODAY}


def hold(
    files: tuple[str, ...] = ("decision",), objections: tuple[PricingObjection, ...] = (), **changes: Any
) -> Holding:
    given = {**WHOLE, **changes}
    items = given.pop("items", None)
    dossier = PricingDossier(**given)
    if items:
        dossier.checklist = DutyChecklist(items=items)
    return Holding(dossier, [Attachment(purpose=each) for each in files], objections, TODAY)


def objection(**values: Any) -> PricingObjection:
    return PricingObjection(**{"outcome": None, "created_at": clock.start_of_day(TODAY), **values})


@pytest.mark.parametrize(
    "whole",
    [
        hold(),
        hold(files=("decision", "venue"), **AUCTION),
        hold(files=("decision", "appraisal"), **APPRAISED),
        hold(related=True, related_note="校友企业，已回避"),
        hold(objections=(objection(outcome="dismissed"),)),
        hold(items=["甲", "乙"], answers=[{"done": True, "note": ""}, {"done": False, "note": "不适用"}]),
    ],
)
def test_a_whole_dossier_lacks_nothing(whole: Holding) -> None:
    assert missing(whole) == []
    assert all(check.met for check in checks(whole))


@pytest.mark.parametrize(
    ("lacking", "words"),
    [
        (hold(transfer_mode=None), "成交方式"),
        (hold(method=None), "定价方式"),
        (hold(price=None), "价格"),
        (hold(decided_on=None), "日期"),
        (hold(basis=" "), "定价依据"),
        (hold(notice_until=None, notice_posted_at=None), "还没有公示"),
        (hold(notice_until=TODAY), "期满次日"),
        (hold(files=("decision",), **AUCTION), "成交证明"),
        (hold(files=("decision", "venue"), **{**AUCTION, "venue": ""}), "交易场所"),
        (hold(files=("decision", "venue"), **{**AUCTION, "venue_reference": ""}), "编号"),
        (hold(appraised=None), "是否评估"),
        (hold(appraisal_reason=""), "理由"),
        (hold(**APPRAISED), "评估报告"),
        (hold(files=("decision", "appraisal"), **{**APPRAISED, "appraised_value": None}), "没有填全"),
        (hold(related=None), "关联交易"),
        (hold(related=True), "回避"),
        (hold(files=()), "集体决策"),
        (hold(objections=(objection(),)), "1 项异议没有处理"),
        (hold(objections=(objection(outcome="upheld"),)), "采纳了异议"),
        (hold(items=["甲", "乙"], answers=[{"done": True, "note": ""}]), "还有 1 项"),
    ],
)
def test_each_gap_is_named_alone(lacking: Holding, words: str) -> None:
    [said] = missing(lacking)
    assert words in said


def test_an_objection_upheld_before_the_present_notice_is_done_with() -> None:
    earlier = objection(outcome="upheld", created_at=clock.start_of_day(TODAY - timedelta(days=30)))
    assert missing(hold(objections=(earlier,))) == []


def test_a_notice_needs_the_decision_only() -> None:
    assert before_notice(hold(files=(), appraised=None, related=None, notice_until=None)) == []
    assert before_notice(hold(price=None, basis=""))
