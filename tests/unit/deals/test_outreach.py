"""A text to copy for every side that is silent."""

from matchmaker.deals.models import Side
from matchmaker.deals.outreach import invitations
from tests.factories.catalog import make_achievement
from tests.unit.deals.conftest import Stage

BASE = "https://platform.example"


def test_a_side_with_an_account_is_sent_to_its_page(stage: Stage) -> None:
    deal = stage.open()
    texts = invitations(stage.session, deal, BASE, {})
    assert [item.side for item in texts] == list(Side)
    assert all(f"{BASE}/deals/{deal.id}/reply" in item.text and item.has_account for item in texts)


def test_a_side_without_account_needs_a_link_first(stage: Stage) -> None:
    deal = stage.open(achievement=make_achievement(stage.session))
    item = invitations(stage.session, deal, BASE, {})[1]
    assert (item.has_account, item.text) == (False, "")
    item = invitations(stage.session, deal, BASE, {Side.ACHIEVEMENT: "/answers/abc"})[1]
    assert f"{BASE}/answers/abc " in item.text


def test_who_has_answered_is_sent_nothing(stage: Stage) -> None:
    deal = stage.open()
    stage.reply(deal, Side.NEED)
    stage.session.refresh(deal)
    assert [item.side for item in invitations(stage.session, deal, BASE, {})] == [Side.ACHIEVEMENT]
