"""However people act, a deal only ever takes the steps that are declared."""

import random
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.orm import Session

from matchmaker.core import clock
from matchmaker.core.errors import DomainError
from matchmaker.core.unit_of_work import transact
from matchmaker.deals.invariants import INVARIANTS
from matchmaker.deals.models import Deal, DealState, Side
from matchmaker.deals.services import advance, close, reply
from matchmaker.deals.workflow import DEAL
from tests.unit.deals.conftest import Stage

STEPS = 14
AFTER = {"start_talks": "negotiating", "prepare_signing": "about_to_sign", "sign": "signed", "close": "closed"}


def test_every_state_is_reached_and_only_the_end_is_final() -> None:
    reached = {DEAL.initial} | {step.target for step in DEAL.transitions}
    left = {state for step in DEAL.transitions for state in step.sources}
    assert reached == set(DealState)
    assert set(DealState) - left == {DealState.CLOSED}


def test_every_action_has_words_before_and_after() -> None:
    assert all(step.label and step.done for step in DEAL.transitions)
    assert set(DEAL.labels) == set(DealState)


class Model:
    """What a deal should be, kept beside it."""

    def __init__(self) -> None:
        self.state = "invited"
        self.answers: dict[Side, bool] = {}

    def answer(self, side: Side, *, agreed: bool) -> None:
        if self.state != "invited" or side in self.answers:
            return
        self.answers[side] = agreed
        if not agreed:
            self.state = "closed"
        elif len(self.answers) == len(Side):
            self.state = "introduced"

    def act(self, action: str) -> None:
        if self.state in DEAL.transition(action).sources:
            self.state = AFTER[action]


@pytest.mark.parametrize("seed", range(6))
def test_a_walk_through_the_services_keeps_to_the_model(stage: Stage, seed: int) -> None:
    choose = random.Random(seed)  # noqa: S311 - a walk that can be walked again
    model, deal_id = Model(), stage.open().id
    officer, voices = stage.officer_actor, {side: stage.voice(side) for side in Side}
    for _step in range(STEPS):
        side = choose.choice(list(Side))
        action = choose.choice(["agree", "agree", "decline", *AFTER])
        if action in AFTER:
            attempt = _acting(deal_id, action, choose.choice([officer, voices[side]]))
            model.act(action)
        else:
            agreed = action == "agree" or choose.random() < 0.7
            attempt = _answering(deal_id, side, voices[side], agreed=agreed)
            model.answer(side, agreed=agreed)
        try:
            transact(stage.session, attempt)
        except DomainError:
            stage.session.rollback()
        stage.session.expire_all()
        deal = stage.session.get_one(Deal, deal_id)
        assert deal.state == model.state
        assert [rule.name for rule in INVARIANTS if stage.session.execute(rule.breaches()).all()] == []


def _answering(deal_id: int, side: Side, voice: Any, *, agreed: bool) -> Callable[[Session], Any]:
    reason = None if agreed else "too_early"
    return lambda inner: reply(
        inner, inner.get_one(Deal, deal_id), side, agreed, actor=voice, channel="account", reason=reason
    )


def _acting(deal_id: int, action: str, actor: Any) -> Callable[[Session], Any]:
    if action == "close":
        return lambda inner: close(inner, inner.get_one(Deal, deal_id), actor=actor, reason="no_agreement")
    return lambda inner: advance(inner, inner.get_one(Deal, deal_id), action, actor=actor, signed_on=clock.today())
