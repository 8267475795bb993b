"""A record that leaves while its deal waits: nobody is introduced to it, and the officers know."""

import pytest

from matchmaker.catalog.workflow import NEED
from matchmaker.core.errors import Conflict
from matchmaker.core.unit_of_work import transact
from matchmaker.deals.models import Deal, DealState, Side
from matchmaker.deals.services.withdrawn_records import warn_of_unpublished
from tests.factories.base import MAKER
from tests.unit.deals.conftest import Stage


def withdraw(stage: Stage) -> None:
    transact(stage.session, lambda inner: NEED.apply(inner, stage.need, "withdraw", actor=MAKER))
    transact(stage.session, lambda inner: warn_of_unpublished(inner, "need", stage.need.id))


def test_the_officers_are_told_once(stage: Stage) -> None:
    stage.open()
    withdraw(stage)
    transact(stage.session, lambda inner: warn_of_unpublished(inner, "need", stage.need.id))
    transact(stage.session, lambda inner: warn_of_unpublished(inner, "achievement", stage.achievement.id + 1))
    assert [payload["user_id"] for payload in stage.told("deal.unpublished")] == [stage.officer.id]


def test_nobody_can_agree_but_everybody_can_refuse(stage: Stage) -> None:
    deal = stage.open()
    withdraw(stage)
    with pytest.raises(Conflict):
        stage.reply(deal, Side.ACHIEVEMENT)
    stage.reply(deal, Side.ACHIEVEMENT, agreed=False, reason="wrong_field")
    assert stage.session.get_one(Deal, deal.id).state == DealState.CLOSED


def test_a_deal_beyond_the_invitation_goes_on(stage: Stage) -> None:
    stage.introduced()
    withdraw(stage)
    assert not stage.told("deal.unpublished")
