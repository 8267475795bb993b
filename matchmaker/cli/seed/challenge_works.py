"""What came after the signing, for the demo challenges that got so far."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from matchmaker.challenges.models import BidState, Pledge, PledgeMilestone, Verdict
from matchmaker.challenges.services import conclude, milestone, pledge, race
from matchmaker.cli.seed.challenges import OPEN_DAYS, Tale, parts_of
from matchmaker.cli.seed.source import Row
from matchmaker.core import clock
from matchmaker.core.money import from_wan

TERMS: dict[str, Any] = {
    "duties": "按考核指标和节点完成攻关；发榜单位提供现场、样品和水电；市科技局负责过程管理。",
    "rewards": "达到全部指标的按合同付清；主观不努力未达标的，退回未使用的经费并记入诚信记录。",
    "ownership": "按榜题约定的成果归属执行，涉及第三方的另行书面约定。",
    "leader_promise": "负责人承诺攻关期间在岗，原则上不调离、不辞职。",
    "payment_terms": "每个节点通过考核后十个工作日内拨付该节点的款项。",
}
REPORT = "节点目标已经完成，检测数据、现场记录和影像见附件，发榜单位技术人员全程参加。"
FINDINGS = {
    Verdict.PASSED: "现场检测三次，结果均达到节点指标，同意通过。",
    Verdict.RECTIFY: "离焦试验有两组超差，请调整对焦环参数后一个月内重测。",
}
REACHED = {"paid": Verdict.PASSED, "rectify": Verdict.RECTIFY}
SIGNED = OPEN_DAYS + 22


def sign(tale: Tale) -> None:
    """Every placed team signs; the work begins."""
    for bid in tale.rows_in(BidState.PLACED):
        with tale.on(SIGNED - 2):
            amount = from_wan(str(bid["price_wan"]))
            terms = pledge.PledgeTerms(amount=amount, milestones=parts_of(bid, tale.today), **TERMS)
            drawn = pledge.draw_pledge(tale.session, tale.bid_of(bid), terms, actor=tale.officer())
        with tale.on(SIGNED):
            scan = hashlib.sha256(bid["plan"].encode()).hexdigest()
            pledge.sign_pledge(tale.session, drawn, signed_on=clock.today(), scan_hash=scan, actor=tale.officer())


def begin(tale: Tale) -> None:
    """The first round of a race is fixed before the work begins."""
    with tale.on(SIGNED + 1):
        rule = tale.row.get("race")
        if rule:
            race.fix_round(
                tale.session,
                tale.challenge,
                protocol=rule["protocol"],
                keep=rule["keep"],
                due_on=tale.today + timedelta(days=rule["in_days"]),
                actor=tale.county(),
            )
        pledge.start_work(tale.session, tale.challenge, actor=tale.officer())


def work(tale: Tale) -> None:
    """First milestones: passed and paid, to be put right, or waiting for a review."""
    for bid in tale.rows_in(BidState.UNDERTAKING):
        first = _milestones(tale, bid)[0]
        with tale.on(SIGNED + 50):
            milestone.report(tale.session, first, REPORT, actor=tale.team(bid))
        if bid["fate"] in REACHED:
            _review(tale, first, REACHED[bid["fate"]], SIGNED + 55)


def finish(tale: Tale) -> None:
    """Everything passes, is paid and concluded."""
    for bid in tale.rows_in(BidState.UNDERTAKING):
        for number, each in enumerate(_milestones(tale, bid)):
            with tale.on(SIGNED + 150 + 200 * number):
                milestone.report(tale.session, each, REPORT, actor=tale.team(bid))
            _review(tale, each, Verdict.PASSED, SIGNED + 155 + 200 * number)
    with tale.on(SIGNED + 380):
        conclude.start_acceptance(tale.session, tale.challenge, actor=tale.county())
    with tale.on(SIGNED + 400):
        for bid in tale.rows_in(BidState.UNDERTAKING):
            reason = "现场实测与第三方检测一致，全部指标达到。"
            conclude.conclude_bid(tale.session, tale.bid_of(bid), BidState.PASSED, reason=reason, actor=tale.officer())
        reason = "指标全部达到，成果已在发榜单位使用。"
        conclude.conclude(tale.session, tale.challenge, reason=reason, actor=tale.officer())
    with tale.on(SIGNED + 410):
        conclude.settle(tale.session, tale.challenge, reason="余款已付清。", actor=tale.county())


def _milestones(tale: Tale, bid: Row) -> list[PledgeMilestone]:
    query = select(Pledge).where(Pledge.bid_id == tale.bid_of(bid).id)
    return list(tale.session.scalars(query).one().milestones)


def _review(tale: Tale, row: PledgeMilestone, verdict: Verdict, day: int) -> None:
    with tale.on(day):
        milestone.review_milestone(tale.session, row, verdict=verdict, finding=FINDINGS[verdict], actor=tale.officer())
    if verdict is Verdict.PASSED:
        with tale.on(day + 8):
            milestone.pay(tale.session, row, amount=row.amount, paid_on=clock.today(), actor=tale.county())


# State of the data → what brings a challenge there from the signing.
WORKS: dict[str, tuple[Callable[[Tale], None], ...]] = {
    "working": (sign, begin, work),
    "settled": (sign, begin, finish),
}
