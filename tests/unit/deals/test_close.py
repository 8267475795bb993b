"""A deal ends once, with a reason, and keeps it."""

import pytest

from matchmaker.core.errors import Conflict, Invalid, NotFound, StaleVersion
from matchmaker.core.unit_of_work import transact
from matchmaker.deals.models import Deal, Side
from matchmaker.deals.services import close
from matchmaker.deals.texts import told_reason
from tests.factories.accounts import make_officer
from tests.factories.deals import make_deal
from tests.unit.deals.conftest import Stage


def end(stage: Stage, deal: Deal, **values: object) -> None:
    given: dict[str, object] = {"actor": stage.officer_actor, "reason": "no_agreement", **values}
    transact(stage.session, lambda inner: close(inner, inner.get_one(Deal, deal.id), **given))  # type: ignore[arg-type]


def test_a_closed_deal_keeps_its_reason(stage: Stage) -> None:
    deal = stage.introduced()
    end(stage, deal, reason="completed", note="  已验收  ")
    stage.session.refresh(deal)
    assert (deal.state, deal.close_reason, deal.close_note, deal.closed_side) == ("closed", "completed", "已验收", None)


def test_a_side_that_ends_it_is_named(stage: Stage) -> None:
    deal = stage.introduced()
    end(stage, deal, actor=stage.voice(Side.ACHIEVEMENT))
    stage.session.refresh(deal)
    assert deal.closed_side == "achievement"


@pytest.mark.parametrize("reason", ["", "no idea"])
def test_ending_needs_a_known_reason(stage: Stage, reason: str) -> None:
    deal = stage.introduced()
    with pytest.raises(Invalid):
        end(stage, deal, reason=reason)


def test_it_ends_once(stage: Stage) -> None:
    deal = stage.introduced()
    end(stage, deal)
    with pytest.raises(Conflict):
        end(stage, deal, reason="completed")


def test_an_older_page_does_not_end_it(stage: Stage) -> None:
    deal = stage.open()
    seen = deal.version
    for side in Side:
        stage.reply(deal, side)
    with pytest.raises(StaleVersion):
        end(stage, deal, version=seen)


def test_an_officer_of_another_city_does_not_find_it(stage: Stage) -> None:
    deal = stage.introduced()
    elsewhere = stage.actor(make_officer(stage.session, "340600"))
    with pytest.raises(NotFound):
        end(stage, deal, actor=elsewhere)


def test_everybody_concerned_is_told(stage: Stage) -> None:
    deal = stage.introduced()
    end(stage, deal, actor=stage.voice(Side.NEED))
    people = {user.id for user in stage.members.values()} | {stage.officer.id}
    assert stage.told_users("deal.closed") == people


def test_who_may_know_the_reason(stage: Stage) -> None:
    closed = {"close_reason": "credit_risk", "close_note": "正在诉讼", "closed_side": "need", "share_reason": False}
    deal = make_deal(stage.session, suggestion=None)
    for name, value in closed.items():
        setattr(deal, name, value)
    assert told_reason(deal, Side.ACHIEVEMENT) == ""
    assert told_reason(deal, Side.NEED) == "信用或侵权风险（正在诉讼）"
    assert told_reason(deal, None) == "信用或侵权风险（正在诉讼）"
    deal.close_reason = None
    assert told_reason(deal, None) == ""
