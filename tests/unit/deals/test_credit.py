"""A scout learns what became of a find."""

from matchmaker.core.unit_of_work import transact
from matchmaker.deals.models import Deal, Side
from matchmaker.deals.services import close
from matchmaker.deals.services.credit import thank_scouts
from tests.factories.accounts import make_scout
from tests.factories.catalog import make_achievement
from tests.unit.deals.conftest import Stage


def credited(stage: Stage, *, deal_id: int, times: int = 1) -> list[str]:
    for _time in range(times):
        transact(stage.session, lambda inner: thank_scouts(inner, deal_id))
    return [payload["title"] for payload in stage.told("deal.scout_credit")]


def test_the_scout_is_told_of_introduction_and_completion_once_each(stage: Stage) -> None:
    scout = make_scout(stage.session)
    deal = stage.open(achievement=make_achievement(stage.session, scout_id=scout.id))
    stage.reply(deal, Side.NEED)
    officer = stage.officer_actor
    stage.reply(deal, Side.ACHIEVEMENT, actor=officer, channel="phone", spoke_with="李测试")
    assert credited(stage, deal_id=deal.id, times=2) == ["您登记的成果已引荐给对方"]
    assert stage.told_users("deal.scout_credit") == {scout.id}
    transact(stage.session, lambda inner: close(inner, inner.get_one(Deal, deal.id), actor=officer, reason="completed"))
    assert credited(stage, deal_id=deal.id, times=2)[1:] == ["您登记的成果对接已完成"]


def test_a_failed_deal_is_no_news_for_the_scout(stage: Stage) -> None:
    scout = make_scout(stage.session)
    deal = stage.open(achievement=make_achievement(stage.session, scout_id=scout.id))
    stage.reply(deal, Side.NEED, agreed=False, reason="too_early")
    assert credited(stage, deal_id=deal.id) == []
    assert credited(stage, deal_id=10**9) == []
