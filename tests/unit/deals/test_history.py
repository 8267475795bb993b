"""What has happened, as each reader may know it."""

from datetime import date

from matchmaker.core.unit_of_work import transact
from matchmaker.deals.history import events
from matchmaker.deals.models import Deal, Side
from matchmaker.deals.services import add_log, add_milestone, close, fresh_link
from matchmaker.deals.viewpoints import viewpoint
from tests.factories.catalog import make_achievement
from tests.unit.deals.conftest import Stage


def titles(stage: Stage, deal: Deal, who: object) -> list[str]:
    stage.session.refresh(deal)
    return [event.title for event in events(stage.session, deal, viewpoint(who, deal))]  # type: ignore[arg-type]


def test_it_reads_from_the_latest_to_the_first(stage: Stage) -> None:
    deal = stage.introduced()
    assert titles(stage, deal, stage.voice(Side.NEED)) == [
        "已引荐，双方联系方式已互换。",
        "成果方同意引荐",
        "需求方同意引荐",
        "发出引荐邀请",
    ]


def test_a_dated_event_stands_at_its_day(stage: Stage) -> None:
    deal, actor = stage.introduced(), stage.officer_actor
    day = date(2025, 1, 6)
    transact(stage.session, lambda inner: add_milestone(inner, inner.get_one(Deal, deal.id), "nda", day, actor=actor))
    assert titles(stage, deal, actor)[-1] == "里程碑：保密协议（2025年1月6日）"


def test_lines_stay_with_their_side_and_names_with_the_officers(stage: Stage) -> None:
    deal, actor = stage.introduced(), stage.voice(Side.NEED)
    transact(stage.session, lambda inner: add_log(inner, inner.get_one(Deal, deal.id), "call", "约了周三", actor=actor))
    assert "通话 · 需求方" in titles(stage, deal, actor)
    assert "通话 · 需求方" not in titles(stage, deal, stage.voice(Side.ACHIEVEMENT))
    for who, named in ((stage.officer_actor, True), (actor, False)):
        found = events(stage.session, deal, viewpoint(who, deal))
        assert any(event.actor for event in found) is named


def test_a_reason_that_is_not_shared_is_not_in_the_other_s_history(stage: Stage) -> None:
    deal, actor = stage.introduced(), stage.voice(Side.NEED)
    transact(
        stage.session,
        lambda inner: close(inner, inner.get_one(Deal, deal.id), actor=actor, reason="credit_risk", note="涉诉"),
    )
    for who, knows in ((actor, True), (stage.voice(Side.ACHIEVEMENT), False), (stage.officer_actor, True)):
        stage.session.refresh(deal)
        details = [event.detail for event in events(stage.session, deal, viewpoint(who, deal))]
        assert any("涉诉" in detail for detail in details) is knows


def test_that_a_link_was_made_is_the_officers_affair(stage: Stage) -> None:
    deal, actor = stage.open(achievement=make_achievement(stage.session)), stage.officer_actor
    transact(
        stage.session, lambda inner: fresh_link(inner, inner.get_one(Deal, deal.id), Side.ACHIEVEMENT, actor=actor)
    )
    assert "已生成一次性答复链接" in titles(stage, deal, actor)
    assert "已生成一次性答复链接" not in titles(stage, deal, stage.voice(Side.NEED))
