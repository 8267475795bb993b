"""A unit without an account answers by a link that is good once."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from matchmaker.core import clock
from matchmaker.core.errors import Conflict, Forbidden, Invalid, NotFound
from matchmaker.core.unit_of_work import transact
from matchmaker.deals.models import Deal, DealReply, DealState, Side
from matchmaker.deals.services import answer_by_link, fresh_link
from tests.factories.catalog import make_achievement
from tests.unit.deals.conftest import Stage


@pytest.fixture
def deal(stage: Stage) -> Deal:
    """The achievement's unit has no account; it was asked by mail."""
    return stage.open(achievement=make_achievement(stage.session))


def token(stage: Stage) -> str:
    mail = next(payload for payload in stage.told("deal.invited") if "to" in payload)
    return str(mail["href"].removeprefix("/answers/"))


def answer(stage: Stage, with_token: str, **values: object) -> None:
    agreed = bool(values.pop("agreed", True))
    transact(stage.session, lambda inner: answer_by_link(inner, with_token, agreed, **values))  # type: ignore[arg-type]


def test_the_link_answers_for_its_side(stage: Stage, deal: Deal) -> None:
    answer(stage, token(stage))
    row = stage.session.scalars(select(DealReply)).one()
    assert (row.side, row.channel, row.agreed, row.answered_by) == ("achievement", "link", True, None)
    stage.reply(deal, Side.NEED)
    stage.session.refresh(deal)
    assert deal.state == DealState.INTRODUCED
    mail = next(payload for payload in stage.told("deal.introduced") if "to" in payload)
    assert stage.need.organization.contact_phone in mail["body"]


def test_the_second_agreement_may_come_by_link(stage: Stage, deal: Deal) -> None:
    stage.reply(deal, Side.NEED)
    answer(stage, token(stage))
    stage.session.refresh(deal)
    assert deal.state == DealState.INTRODUCED


def test_a_refusal_by_link_ends_the_deal(stage: Stage, deal: Deal) -> None:
    answer(stage, token(stage), agreed=False, reason="ip_problem")
    stage.session.refresh(deal)
    assert (deal.state, deal.close_reason, deal.closed_side) == ("closed", "ip_problem", "achievement")


def test_a_link_is_good_once(stage: Stage, deal: Deal) -> None:
    answer(stage, token(stage))
    with pytest.raises(NotFound):
        answer(stage, token(stage), agreed=False, reason="ip_problem")
    stage.session.refresh(deal)
    assert deal.state == DealState.INVITED


def test_a_link_ends(stage: Stage, deal: Deal) -> None:
    assert deal.reply_due_at is not None
    with clock.frozen(deal.reply_due_at + timedelta(days=15)), pytest.raises(NotFound):
        answer(stage, token(stage))


def test_a_bad_answer_leaves_the_link_good(stage: Stage, deal: Deal) -> None:
    with pytest.raises(Invalid):
        answer(stage, token(stage), agreed=False, reason="")
    answer(stage, token(stage))
    assert stage.session.scalars(select(DealReply.deal_id)).one() == deal.id


def test_an_unknown_link_answers_nothing(stage: Stage, deal: Deal) -> None:
    with pytest.raises(NotFound):
        answer(stage, "nobody-has-this-token")
    assert deal.state == DealState.INVITED


def test_an_officer_hands_out_a_fresh_link_and_the_older_ends(stage: Stage, deal: Deal) -> None:
    old, actor = token(stage), stage.officer_actor
    path = transact(
        stage.session, lambda inner: fresh_link(inner, inner.get_one(Deal, deal.id), Side.ACHIEVEMENT, actor=actor)
    )
    with pytest.raises(NotFound):
        answer(stage, old)
    answer(stage, path.removeprefix("/answers/"))


def test_no_link_for_a_side_that_has_answered_and_none_from_a_party(stage: Stage, deal: Deal) -> None:
    stage.reply(deal, Side.NEED)
    officer, member = stage.officer_actor, stage.voice(Side.NEED)
    with pytest.raises(Conflict):
        transact(stage.session, lambda inner: fresh_link(inner, inner.get_one(Deal, deal.id), Side.NEED, actor=officer))
    with pytest.raises(Forbidden):
        transact(stage.session, lambda inner: fresh_link(inner, inner.get_one(Deal, deal.id), Side.NEED, actor=member))
