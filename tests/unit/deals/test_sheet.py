"""The sheet says what its reader may know, and leaves out what is not there."""

from matchmaker.catalog.models import Disclosure
from matchmaker.deals.models import Side
from matchmaker.deals.sheet import sides
from matchmaker.deals.viewpoints import viewpoint
from tests.unit.deals.conftest import Stage


def test_an_officer_reads_both_in_full(stage: Stage) -> None:
    deal = stage.open()
    need, achievement = (dict(side.facts) for side in sides(deal, viewpoint(stage.officer_actor, deal)))
    assert need["技术指标"] == "浓缩收率：91 → ≥96 %"
    assert need["拟投入资金"] == "120.00 万元"
    assert need["期望完成"] == "12 个月内"
    assert achievement["期望价格"] == "80.00～120.00 万元"
    assert achievement["成熟度"] == "7 级"
    assert "已试过的办法" in need


def test_what_is_empty_is_left_out(stage: Stage) -> None:
    deal = stage.open()
    deal.need.budget, deal.need.deadline_months, deal.need.tried_before = None, None, ""
    deal.achievement.price_max, deal.achievement.trl = None, None
    need, achievement = (dict(side.facts) for side in sides(deal, viewpoint(stage.officer_actor, deal)))
    assert need["拟投入资金"] == "100万～500万元"
    assert not {"期望完成", "已试过的办法"} & set(need)
    assert achievement["期望价格"] == "80.00 万元"
    assert "成熟度" not in achievement


def test_the_other_side_of_a_masked_need_reads_the_masked_text_alone(stage: Stage) -> None:
    deal = stage.open()
    deal.need.disclosure = Disclosure.MASKED
    need, achievement = sides(deal, viewpoint(stage.voice(Side.ACHIEVEMENT), deal))
    assert [label for label, _text in need.facts] == ["内容"]
    assert len(achievement.facts) > 3
