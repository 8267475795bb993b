"""The machine against a plain model: two hundred walks, right steps and wrong ones, and the twelve invariants."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Session

from matchmaker.challenges.bid_content import Stage as Part
from matchmaker.challenges.invariants import INVARIANTS
from matchmaker.challenges.models import (
    ENDED,
    Bid,
    BidState,
    Challenge,
    ChallengeVersion,
    Mode,
    Payment,
    PledgeMilestone,
    Profile,
    ScoreSheet,
    Stage,
    Tie,
)
from matchmaker.challenges.pledge_content import PledgeTerms
from matchmaker.challenges.queries import bids_of
from matchmaker.challenges.services import (
    approve,
    argue,
    form_panel,
    milestone,
    place,
    pledge,
    prepare,
    race,
    score,
    sealed_acts,
    step,
    stop,
)
from matchmaker.challenges.workflow import CHALLENGE
from matchmaker.core import audit, clock
from matchmaker.core.errors import DomainError, NotFound
from matchmaker.core.unit_of_work import transact
from tests.factories.base import MAKER
from tests.unit.challenges.stage import STAGES, TERMS, WAN, Way
from tests.unit.challenges.walker import KINDS, Model, Places, go_on, road

RUNS, STEPS = 200, 5
ACTIONS = [each.action for each in CHALLENGE.transitions]
AT_WORK = (BidState.PLACED, BidState.UNDERTAKING)


class ChallengeMachine(RuleBasedStateMachine):
    """Starts at a prepared place of one kind; the model knows what must come of each step."""

    places: Places
    session: Session
    way: Way
    model: Model

    @initialize(kind=st.integers(0, len(KINDS) - 1), share=st.integers(0, 99))
    def start(self, kind: int, share: int) -> None:
        steps = self.places.steps(kind)
        self.session, self.way, self.model = self.places.enter(kind, share * steps // 99)

    def teardown(self) -> None:
        if hasattr(self, "session"):
            self.places.leave(self.session)

    def refused(self, call: Any, *arguments: Any, **values: Any) -> None:
        """The step is refused and leaves the challenge where it was."""
        with pytest.raises((DomainError, IntegrityError)):
            self.way.do(call, *arguments, **values)

    def add(self, row: object) -> None:
        transact(self.session, lambda inner: inner.add(row))

    def execute(self, statement: str) -> None:
        transact(self.session, lambda inner: inner.execute(text(statement)))

    def bids(self, *states: str) -> list[Bid]:
        return bids_of(self.session, self.way.challenge, states or None)

    # ---- right steps

    @rule()
    def take_the_next_step(self) -> None:
        if self.model.state in ENDED:
            return
        go_on(self.way, self.model)

    @rule(by_city=st.booleans())
    def stop_it(self, by_city: bool) -> None:  # noqa: FBT001 - drawn
        if self.model.state in ENDED:
            return
        who, call, target = (
            (self.way.officer, stop.terminate, "terminated")
            if by_city
            else (self.way.member, stop.withdraw_challenge, "withdrawn")
        )
        stoppable = self.model.state not in (("draft",) if by_city else ("draft", "working", "accepting", "concluded"))
        self.refused(call, Challenge, reason=" ", actor=self.way.actor(who))
        if not stoppable:
            self.refused(call, Challenge, reason="不再需要。", actor=self.way.actor(who))
            return
        offer = {} if by_city else {"offer": stop.Offer(0, "双方已协商一致，不补偿。")}
        self.way.do(call, Challenge, reason="不再需要。", actor=self.way.actor(who), **offer)
        self.model.states.append(target)
        self.model.steps += 1
        assert not self.bids(BidState.OPENED, BidState.QUALIFIED, *AT_WORK)

    # ---- wrong steps

    @rule(action=st.sampled_from(ACTIONS))
    def skip(self, action: str) -> None:
        """1: no state is skipped, whoever asks."""
        names = ["draft", *road(self.model)]
        here = names.index(self.model.state) if self.model.state in names else None
        following = names[here + 1] if here is not None and here + 1 < len(names) else ""
        target = CHALLENGE.transition(action).target
        side = {
            "return",
            "veto",
            "redo",
            "none_valid",
            "repost",
            "close_unfilled",
            "withdraw",
            "terminate",
            "open_none",
        }
        if action in side or target == following:
            return
        self.refused(step.advance, Challenge, action, actor=MAKER, reason="试一试")

    @precondition(lambda self: self.model.state in {"reviewing", "prescreened"})
    @rule()
    def let_a_recused_expert_judge(self) -> None:
        """2: whoever declared a conflict does not score."""
        stage = Stage.REVIEW if self.model.state == "reviewing" else Stage.ARGUMENT
        if stage is Stage.ARGUMENT:
            if self.model.profile is Profile.ENTERPRISE:
                return
            self.way.seat(stage, 3)
        seat = self.way.seats(stage)[0]
        actor = self.way.expert(seat)
        self.way.do(form_panel.declare_conflict, seat, conflict=True, note="同单位。", actor=actor)
        if stage is Stage.ARGUMENT:
            self.refused(argue.give_opinion, seat, on_need="pass", on_funds="pass", comment="好。", actor=actor)
            return
        bid = self.bids(BidState.QUALIFIED)[0]
        self.refused(score.score, seat, bid, self.way.sheet(90), keys=self.way.keys, actor=actor)
        row = ScoreSheet(seat_id=seat.id, bid_id=bid.id, seat_conflict=False)
        with pytest.raises(IntegrityError):
            self.add(row)
        self.way.do(form_panel.declare_conflict, seat, conflict=False, actor=actor)

    @precondition(lambda self: self.model.state in {"working", "accepting", "concluded", "settled"})
    @rule(over=st.integers(1, 10 * WAN))
    def pay_wrongly(self, over: int) -> None:
        """3: money only after a pass, once, and never above its part."""
        rows = self.session.scalars(select(PledgeMilestone)).all()
        for each in rows:
            given: dict[str, Any] = {"paid_on": clock.today(), "actor": self.way.actor(self.way.officer)}
            self.refused(milestone.pay, each, amount=each.amount + over, **given)
            payment = Payment(
                milestone_id=each.id, milestone_amount=each.amount, amount=each.amount, paid_on=clock.today()
            )
            with pytest.raises(IntegrityError):
                self.add(payment)

    @precondition(lambda self: self.model.state in {"signing", "working"} and self.model.mode is Mode.RACE)
    @rule(keep=st.integers(-1, 0))
    def race_without_a_rule(self, keep: int) -> None:
        """4: no cut without a rule that was fixed before."""
        given = {"protocol": "同一试样。", "due_on": date(2027, 3, 1), "actor": self.way.actor(self.way.officer)}
        self.refused(race.fix_round, Challenge, keep=keep, **given)
        self.refused(race.fix_round, Challenge, keep=1, threshold=50, **given)
        if self.model.state == "working":
            for bid in self.bids(BidState.NOT_PLACED):
                self.refused(step.advance_bid, bid, "sign", actor=MAKER)

    @precondition(lambda self: self.model.state in {"qualifying", "reviewing", "ranked", "publicised"})
    @rule()
    def sign_early(self) -> None:
        """5: nothing is signed before the publicity is over and no objection is open."""
        terms = PledgeTerms(amount=200 * WAN, milestones=STAGES, **TERMS)
        for bid in self.bids():
            self.refused(pledge.draw_pledge, bid, terms, actor=self.way.actor(self.way.officer))
        if self.model.state == "publicised":
            self.refused(place.end_publicity, Challenge, actor=MAKER)

    @precondition(lambda self: self.model.state == "reviewing")
    @rule()
    def look_at_scores(self) -> None:
        """6: scores are unreadable until all are in."""
        seat, bid = self.way.seats(Stage.REVIEW)[0], self.bids(BidState.QUALIFIED)[-1]
        known = select(ScoreSheet.id).where(ScoreSheet.seat_id == seat.id, ScoreSheet.bid_id == bid.id)
        given = {"keys": self.way.keys, "actor": self.way.expert(seat)}
        if self.session.scalar(known) is not None:
            return
        sheet = {line.id: (77, f"独有的理由{self.model.steps}") for line in self.way.challenge.criteria}
        made = self.way.do(score.score, seat, bid, sheet, **given)
        assert "独有".encode() not in (made.sealed or b"")
        with pytest.raises(DomainError):
            score.scores_of(self.session, self.way.challenge)
        self.refused(score.rank, Challenge, keys=self.way.keys, actor=MAKER)
        transact(self.session, lambda inner: inner.delete(inner.merge(made)))

    @precondition(lambda self: "posted" in self.model.states)
    @rule()
    def change_a_posted_text(self) -> None:
        """7: a posted version never changes."""
        for change in ("UPDATE challenge_version SET note = 'x'", "DELETE FROM challenge_version"):
            with pytest.raises(DBAPIError, match="append-only"):
                self.execute(change)

    @precondition(lambda self: self.model.state == "signing")
    @rule(share=st.integers(1, 99))
    def share_out_wrongly(self, share: int) -> None:
        """9: the milestones' shares are the whole, no more and no less."""
        wrong = (Part("一", date(2027, 1, 1), share),)
        terms = PledgeTerms(amount=WAN, milestones=wrong, **TERMS)
        for bid in self.bids(BidState.PLACED):
            self.refused(pledge.draw_pledge, bid, terms, actor=self.way.actor(self.way.officer))

    @precondition(lambda self: self.model.state == "receiving")
    @rule(team=st.integers(0, 3))
    def bid_as_one_may_not(self, team: int) -> None:
        """11: neither the issuer nor a stranger to the team bids; nobody is told who did."""
        package = self.way.package()
        given: dict[str, Any] = {"keys": self.way.keys, "actor": self.way.actor(self.way.member)}
        self.refused(
            sealed_acts.submit_bid, self.way.challenge_id, package, organization_id=self.way.issuer.id, **given
        )
        unit = self.way.teams[team].id
        with pytest.raises(NotFound):
            self.way.do(sealed_acts.submit_bid, self.way.challenge_id, package, organization_id=unit, **given)

    @precondition(lambda self: self.model.state == "argued")
    @rule(missing=st.integers(1, 400 * WAN))
    def approve_with_too_little(self, missing: int) -> None:
        """12: the funds are never below the rule when a challenge is approved."""
        with pytest.raises((DomainError, IntegrityError)):
            transact(self.session, lambda inner: self._short(inner, missing))
        given = {"mode": Mode.RACE, "places": 2, "race_reason": "", "actor": self.way.actor(self.way.officer)}
        self.refused(approve.approve, Challenge, **given)

    def _short(self, inner: Session, missing: int) -> None:
        row = inner.get_one(Challenge, self.way.challenge_id)
        row.own_funds -= missing
        inner.flush()
        approve.approve(inner, row, mode=Mode.SINGLE, actor=MAKER)

    @precondition(lambda self: "posted" in self.model.states)
    @rule()
    def change_the_terms(self) -> None:
        """7, 11: neither text nor ties change once posted, but by a correction."""
        actor = self.way.actor(self.way.officer)
        self.refused(prepare.fill_challenge, Challenge, {"title": "别的"}, actor=actor)
        self.refused(prepare.set_ties, Challenge, Tie.AFFILIATE, [self.way.teams[0].id], actor=actor)

    # ---- what holds at any time

    @invariant()
    def agrees_with_the_model(self) -> None:
        if not hasattr(self, "session"):
            return
        row = self.way.challenge
        assert row.state == self.model.state
        if row.state in ENDED:
            assert row.state_reason  # 8
        steps = select(func.count()).where(
            audit.AuditEntry.subject_kind == "challenge",
            audit.AuditEntry.action.in_(["challenge.created", *(f"challenge.{each}" for each in ACTIONS)]),
        )
        assert self.session.scalar(steps) == self.model.steps  # 10
        assert self.model.running == sorted(self.model.running, reverse=True)  # 4
        assert all(count <= self.model.places for count in self.model.running)
        assert sum(self.session.scalars(select(Payment.amount))) == self.model.paid <= self.model.passed  # 3
        versions = self.session.scalars(select(ChallengeVersion.number)).all()
        assert len(versions) == row.posted_version
        broken = [rule.name for rule in INVARIANTS if self.session.execute(rule.breaches()).all()]
        assert broken == []  # 3, 4, 5, 9, 11
        self.session.rollback()


@pytest.fixture(scope="module")
def prepared(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Places]:
    """Every step of every kind, walked once."""
    folder = tmp_path_factory.mktemp("places")
    yield Places(sqlite_template, folder)
    shutil.rmtree(folder, ignore_errors=True)


def test_the_machine_walks_as_the_model_says(prepared: Places) -> None:
    machine = type("PreparedMachine", (ChallengeMachine,), {"places": prepared})
    few = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
    run_state_machine_as_test(
        machine, settings=settings(max_examples=RUNS, stateful_step_count=STEPS, suppress_health_check=few)
    )


def test_the_chain_of_the_audit_is_whole_at_the_end_of_every_road(prepared: Places) -> None:
    for kind in range(len(KINDS)):
        session, _way, model = prepared.enter(kind, prepared.steps(kind))
        assert model.state == "settled"
        assert audit.verify(session).problem is None
        prepared.leave(session)
