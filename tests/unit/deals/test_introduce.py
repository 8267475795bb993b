"""Each side learns of the other, by the way that reaches it."""

from matchmaker.deals.models import DealState, Side
from tests.factories.catalog import make_achievement
from tests.unit.deals.conftest import Stage


def test_a_side_without_account_gets_the_contact_by_mail(stage: Stage) -> None:
    deal = stage.open(achievement=make_achievement(stage.session))
    stage.reply(deal, Side.NEED)
    officer = stage.officer_actor
    stage.reply(deal, Side.ACHIEVEMENT, actor=officer, channel="phone", spoke_with="李测试")
    mail = next(payload for payload in stage.told("deal.introduced") if "to" in payload)
    assert mail["to"] == deal.achievement.organization.contact_email
    assert stage.need.organization.contact_phone in mail["body"]
    assert mail["href"] == ""  # there is nothing behind it for somebody without an account


def test_the_officer_who_made_it_happen_is_not_told_what_is_known(stage: Stage) -> None:
    deal, officer = stage.open(), stage.officer_actor
    for side in Side:
        stage.reply(deal, side, actor=officer, channel="phone", spoke_with="王测试")
    stage.session.refresh(deal)
    assert deal.state == DealState.INTRODUCED
    assert stage.told_users("deal.introduced") == {user.id for user in stage.members.values()}
