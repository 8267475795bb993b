"""What came after the ranking, for the demo challenges that got so far: contracts, work, a race, acceptance."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

from sqlalchemy import select

from matchmaker.challenges.e_seal import Sealed
from matchmaker.challenges.models import (
    BidState,
    EqualPoints,
    Pledge,
    PledgeMilestone,
    ReviewWay,
    Verdict,
    WinnerRule,
)
from matchmaker.challenges.pledge_content import Indicator, PledgeTerms
from matchmaker.challenges.pledge_defaults import USUAL
from matchmaker.challenges.services import conclude, field_test, milestone, pledge, race, race_rule, sign_pledge
from matchmaker.cli.seed.challenges import OPEN_DAYS, Tale, parts_of
from matchmaker.cli.seed.source import Row
from matchmaker.core import blobs, clock
from matchmaker.core.authz import Actor
from matchmaker.core.money import from_wan

SCAN = b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n%%EOF\n"
REVIEWERS, FINAL_USER = "市科技局组织的三人考核组", "发榜单位生产技术部"
REPORT = "节点目标已经完成，检测数据、现场记录和影像见附件，发榜单位技术人员全程参加。"
FINDINGS = {
    Verdict.PASSED: "现场检测三次，结果均达到节点指标，同意通过。",
    Verdict.RECTIFY: "离焦试验有两组超差，请调整对焦环参数后一个月内重测。",
}
REACHED = {"paid": Verdict.PASSED, "rectify": Verdict.RECTIFY}
SIGNED = OPEN_DAYS + 22


def sign(tale: Tale) -> None:
    """Every placed team signs, after all parties confirmed the text; the work begins."""
    for bid in tale.rows_in(BidState.PLACED):
        with tale.on(SIGNED - 2):
            drawn = pledge.draw_pledge(tale.session, tale.bid_of(bid), _terms(tale, bid), actor=tale.officer())
            for each in (tale.issuer(), tale.team(bid), tale.officer()):
                _confirm(tale, drawn, each)
        with tale.on(SIGNED):
            scan = blobs.store(tale.settings.blob_dir, BytesIO(SCAN), "军令状盖章件.pdf")
            sign_pledge.sign_pledge(tale.session, drawn, Sealed(clock.today(), scan), actor=tale.officer())


def _terms(tale: Tale, bid: Row) -> PledgeTerms:
    milestones = parts_of(bid, tale.today)
    challenge = tale.challenge
    return PledgeTerms(
        amount=from_wan(str(bid["price_wan"])),
        starts_on=clock.today(),
        ends_on=max(each.due_on for each in milestones),
        milestones=milestones,
        indicators=tuple(Indicator(each.name, each.target, each.unit, each.method) for each in challenge.indicators),
        issuer_duties=USUAL["issuer_duties"],
        team_duties=USUAL["team_duties"],
        bureau_duties=USUAL["bureau_duties"],
        rewards=USUAL["rewards"],
        ownership=challenge.ownership,
        leader_promise=USUAL["leader_promise"],
        payment_terms=USUAL["payment_terms"],
    )


def _confirm(tale: Tale, drawn: Pledge, actor: Actor) -> None:
    sign_pledge.confirm_pledge(tale.session, drawn, text_hash=drawn.text_hash, actor=actor)


def begin(tale: Tale) -> None:
    """The first round of a race is fixed before the work begins."""
    with tale.on(SIGNED + 1):
        rule = tale.row.get("race")
        if rule:
            race_rule.fix_rule(
                tale.session,
                tale.challenge,
                winner=WinnerRule.BEST,
                equal_points=EqualPoints.CHEAPER,
                actor=tale.officer(),
            )
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
            _measure(tale, bid)
            reason = "现场实测与第三方检测一致，全部指标达到。"
            conclude.conclude_bid(tale.session, tale.bid_of(bid), BidState.PASSED, reason=reason, actor=tale.officer())
        reason = "指标全部达到，成果已在发榜单位使用。"
        conclude.conclude(tale.session, tale.challenge, reason=reason, actor=tale.officer())
    with tale.on(SIGNED + 410):
        conclude.settle(tale.session, tale.challenge, reason="余款已付清。", actor=tale.county())


def _measure(tale: Tale, bid: Row) -> None:
    """The test in the field, with users and a third party."""
    findings = {each.id: field_test.Measured(each.target, is_met=True) for each in tale.challenge.indicators}
    record = field_test.Protocol(
        tested_on=clock.today(),
        place="发榜单位一号生产线",
        final_users=FINAL_USER,
        third_party="省级计量测试机构",
        course="在正常生产条件下连续运行三天，逐项检测并留样。",
        findings=findings,
    )
    field_test.record_field_test(tale.session, tale.bid_of(bid), record, actor=tale.officer())


def _milestones(tale: Tale, bid: Row) -> list[PledgeMilestone]:
    query = select(Pledge).where(Pledge.bid_id == tale.bid_of(bid).id)
    return list(tale.session.scalars(query).one().milestones)


def _review(tale: Tale, row: PledgeMilestone, verdict: Verdict, day: int) -> None:
    with tale.on(day):
        found = milestone.Review(ReviewWay.ON_SITE, REVIEWERS, FINAL_USER, verdict, FINDINGS[verdict])
        milestone.review_milestone(tale.session, row, found, actor=tale.officer())
    if verdict is Verdict.PASSED:
        with tale.on(day + 8):
            milestone.pay(tale.session, row, amount=row.amount, paid_on=clock.today(), actor=tale.county())


# State of the data → what brings a challenge there from the signing.
WORKS: dict[str, tuple[Callable[[Tale], None], ...]] = {
    "working": (sign, begin, work),
    "settled": (sign, begin, finish),
}
