"""Every reader is told what happens next."""

import pytest

from matchmaker.core import clock
from matchmaker.deals.models import DealState, Side
from matchmaker.deals.next_steps import AFTER, CONSEQUENCES, REFUSED, is_late, statement
from matchmaker.deals.texts import last_day
from matchmaker.deals.viewpoints import viewpoint
from matchmaker.deals.views.deal import BUTTONS
from tests.factories.deals import make_deal
from tests.unit.deals.conftest import Stage


def test_a_side_is_told_until_when(stage: Stage) -> None:
    deal = stage.open()
    words = statement(deal, viewpoint(stage.voice(Side.NEED), deal))
    assert words.startswith(f"请在{last_day(deal.reply_due_at)}前答复")
    assert "不会被当作同意" in words


def test_who_has_answered_learns_for_whom_it_waits(stage: Stage) -> None:
    deal = stage.open()
    stage.reply(deal, Side.NEED)
    stage.session.refresh(deal)
    assert statement(deal, viewpoint(stage.voice(Side.NEED), deal)).startswith("等待成果方在")
    assert statement(deal, viewpoint(stage.officer_actor, deal)).startswith("等待成果方在")


def test_lateness_is_said(stage: Stage) -> None:
    deal = stage.open()
    assert not is_late(deal)
    assert deal.reply_due_at is not None
    with clock.frozen(deal.reply_due_at):
        assert is_late(deal)
        assert "请联络员电话催办" in statement(deal, viewpoint(stage.officer_actor, deal))


@pytest.mark.parametrize("state", [state for state in DealState if state is not DealState.INVITED])
def test_every_later_state_has_its_words(stage: Stage, state: DealState) -> None:
    deal = make_deal(stage.session, state)
    expected = REFUSED if state is DealState.CLOSED and deal.introduced_at is None else AFTER[state]
    assert statement(deal, viewpoint(stage.officer_actor, deal)) == expected


def test_every_button_says_its_consequence() -> None:
    assert set(BUTTONS) == set(CONSEQUENCES)
