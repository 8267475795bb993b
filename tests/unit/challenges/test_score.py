"""Sheets are sealed until all are in; the ranking follows the stated rule."""

from __future__ import annotations

import pytest

from matchmaker.challenges.models import Challenge, Score, ScoreSheet, Stage
from matchmaker.challenges.services import score
from matchmaker.core.errors import Conflict, Invalid, NotFound
from tests.unit.challenges.stage import Way


def test_totals_are_weighted_means_and_ties_go_to_the_lower_price(way: Way) -> None:
    rows = way.reviewing(bids=3)
    for bid, points in zip(rows, (80, 90, 90), strict=True):
        way.score(bid, points)
    ranked = way.do(score.rank, Challenge, keys=way.keys, actor=way.actor(way.county))
    assert [bid.total for bid in ranked] == [9000, 9000, 8000]
    assert [bid.id for bid in ranked] == [rows[1].id, rows[2].id, rows[0].id]
    assert len(score.scores_of(way.session, way.challenge)) == 3 * 5 * 2


def test_nobody_sees_a_score_before_the_last_sheet_is_in(way: Way) -> None:
    [bid] = way.reviewing(bids=1)
    way.score(bid, 77, slice(4))
    with pytest.raises(Conflict, match="谁也看不到"):
        score.scores_of(way.session, way.challenge)
    with pytest.raises(Invalid, match="评分表"):
        way.do(score.rank, Challenge, keys=way.keys, actor=way.actor(way.county))
    with pytest.raises(Conflict):
        way.score(bid, 78, slice(1))
    assert not way.session.query(Score).count()
    sheets = way.session.query(ScoreSheet).all()
    assert len({sheet.sealed for sheet in sheets}) == 4
    assert not any("有依据".encode() in (sheet.sealed or b"") for sheet in sheets)


def test_a_sheet_has_no_gaps_and_is_ones_own(way: Way) -> None:
    [bid] = way.reviewing(bids=1)
    first, second = way.seats(Stage.REVIEW)[:2]
    whole = way.sheet(80)
    gap = dict(list(whole.items())[:1])
    mute = dict.fromkeys(whole, (80, " "))
    wild = dict.fromkeys(whole, (101, "太高。"))
    for points in (gap, mute, wild):
        with pytest.raises(Invalid):
            way.do(score.score, first, bid, points, keys=way.keys, actor=way.expert(first))
    with pytest.raises(NotFound):
        way.do(score.score, first, bid, whole, keys=way.keys, actor=way.expert(second))


def test_the_mean_is_rounded_half_up() -> None:
    sheets = [ScoreSheet(scores=[Score(criterion_id=1, points=points, comment="x")]) for points in (80, 81)]
    assert score.total_of(sheets, {1: 33}) == (80 * 33 + 81 * 33 + 1) // 2
    assert score.total_of([], {1: 100}) == 0
