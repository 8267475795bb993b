"""Milestones: reported with evidence, reviewed, put right once, paid once."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from matchmaker.challenges.models import Profile, ReviewWay, Verdict
from matchmaker.challenges.queries.pledges import evidence_of, reviews_of
from matchmaker.challenges.services import milestone
from matchmaker.core import clock
from matchmaker.core.blobs import StoredBlob
from matchmaker.core.errors import Conflict, Invalid, NotFound
from tests.unit.challenges.stage import Way


def blob() -> StoredBlob:
    name = uuid.uuid4().hex
    return StoredBlob("检测报告.pdf", "application/pdf", 10, "b" * 64, f"{name[:2]}/{name}")


def test_a_milestone_is_put_right_once_then_passes_and_is_paid_once(way: Way) -> None:
    way.working(bids=1)
    first, second = way.milestones()
    city, team = way.actor(way.officer), way.team_of(first)

    def pay(amount: int, day: Any = None) -> None:
        way.do(milestone.pay, first, amount=amount, paid_on=day or clock.today(), actor=city)

    with pytest.raises(Conflict, match="没有报告"):
        way.review(first)
    with pytest.raises(Invalid):
        way.do(milestone.report, first, " ", actor=team)
    way.do(milestone.report, first, "已完成小试。", actor=team)
    way.review(first, Verdict.RECTIFY, "样本不足。")
    with pytest.raises(Conflict):
        pay(first.amount)
    with pytest.raises(Conflict, match="没有报告"):
        way.review(first)
    way.do(milestone.report, first, "已整改。", actor=team)
    with pytest.raises(Conflict, match="整改一次"):
        way.review(first, Verdict.RECTIFY)
    way.do(milestone.report, second, "提前完成。", actor=team)
    with pytest.raises(Conflict, match="前面的节点"):
        way.review(second)
    way.review(first)
    kept = [(each.verdict, each.finding, each.report) for each in reviews_of(way.session, first)]
    assert kept == [("rectify", "样本不足。", "已完成小试。"), ("passed", "见检测报告。", "已整改。")]
    for amount, day in ((0, None), (first.amount + 1, None), (1, clock.today() + timedelta(days=1))):
        with pytest.raises(Invalid):
            pay(amount, day)
    pay(first.amount)
    with pytest.raises(Conflict):
        pay(1)


def test_a_review_names_its_people_and_a_final_user(way: Way) -> None:
    way.working(bids=1)
    [first, _second] = way.milestones()
    way.do(milestone.report, first, "已完成小试。", actor=way.team_of(first))
    whole = milestone.Review(ReviewWay.IN_USE, "孙测试", "李测试", Verdict.PASSED, "合格。")
    for gap in ({"reviewers": " "}, {"final_user": ""}, {"finding": " "}, {"verdict": Verdict.OPEN}):
        with pytest.raises(Invalid) as caught:
            way.do(milestone.review_milestone, first, replace(whole, **gap), actor=way.actor(way.officer))
        assert list(caught.value.fields) == list(gap)
    with pytest.raises(NotFound):
        way.do(milestone.review_milestone, first, whole, actor=way.actor(way.member))


def test_evidence_is_added_while_the_milestone_is_open_and_not_without_end(way: Way) -> None:
    way.working(bids=1)
    [first, _second] = way.milestones()
    team = way.team_of(first)
    for _number in range(milestone.MOST_FILES):
        way.do(milestone.add_evidence, first, blob(), actor=team)
    with pytest.raises(Invalid):
        way.do(milestone.add_evidence, first, blob(), actor=team)
    assert len(evidence_of(way.session, way.bid_of(first), first)) == milestone.MOST_FILES
    way.do(milestone.report, first, "已完成。", actor=team)
    way.review(first, Verdict.FAILED)
    with pytest.raises(Conflict):
        way.do(milestone.add_evidence, first, blob(), actor=team)


def test_the_issuer_pays_only_where_it_pays_alone(way: Way) -> None:
    way.working(bids=1)
    first = way.milestones()[0]
    assert way.challenge.profile == Profile.GOVERNMENT
    with pytest.raises(NotFound):
        way.do(milestone.pay, first, amount=1, paid_on=clock.today(), actor=way.actor(way.member))
