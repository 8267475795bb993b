"""Any walk through the workflows does what their tables say, and nothing else.

At every step some action is tried on the record as it stands: it succeeds just
when the table lets it start there, leaves one trace, and what search finds is
what is published and not restricted.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as profile
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from matchmaker.catalog import services
from matchmaker.catalog.models import (
    AchievementState,
    Need,
    NeedState,
    RecordKind,
    Refinement,
    RefinementState,
    SearchEntry,
)
from matchmaker.catalog.queries import get_record
from matchmaker.catalog.workflow import REFINEMENT, WORKFLOWS
from matchmaker.core.audit import AuditEntry
from matchmaker.core.errors import Conflict, Invalid
from matchmaker.core.unit_of_work import transact
from tests.factories.base import MAKER
from tests.factories.catalog import make_achievement, make_need

Act = Callable[[Session, Any], object]
REASON = "事由写在这里"
NAMED: dict[str, Act] = {
    "submit": lambda s, row: services.submit(s, row, actor=MAKER),
    "publish": lambda s, row: services.publish(s, row, actor=MAKER, note=REASON),
    "publish_own": lambda s, row: services.publish_own(s, row, actor=MAKER),
    "return": lambda s, row: services.return_record(s, row, actor=MAKER, reason=REASON),
    "take_down": lambda s, row: services.take_down(s, row, actor=MAKER, reason=REASON),
    "give_up": lambda s, row: services.give_up(s, row, actor=MAKER, reason=REASON),
    "unit_decline": lambda s, row: services.unit_decline(s, row, actor=MAKER, reason=REASON),
    "refine": lambda s, row: services.start_refining(s, row, actor=MAKER),
    "refined": lambda s, row: services.end_refining(s, row, actor=MAKER),
}
PLAIN = ("withdraw", "archive", "solve", "expire", "renew", "reopen", "propose", "unit_confirm")
ACTS: dict[str, Act] = {
    **NAMED,
    **{name: lambda s, row, name=name: getattr(services, name)(s, row, actor=MAKER) for name in PLAIN},  # type: ignore[misc]
}


@pytest.mark.parametrize("kind", RecordKind)
def test_every_action_has_its_service(kind: RecordKind) -> None:
    """All but 转揭榜, which the challenges do."""
    assert {step.action for step in WORKFLOWS[kind].transitions} - ACTS.keys() <= {"promote"}


class Walk(RuleBasedStateMachine):
    """One record, and what the tables say of it."""

    kind: RecordKind
    sessions: sessionmaker[Session]

    @initialize(restricted=st.booleans())
    def begin(self, *, restricted: bool) -> None:
        self.restricted, self.state, self.steps, self.review_first = restricted, "draft", 0, False
        disclosure = "officers_only" if restricted else "public"
        with self.sessions() as session:
            if self.kind is RecordKind.NEED:
                self.key = make_need(session, NeedState.DRAFT, disclosure=disclosure).id
            else:
                self.key = make_achievement(session, AchievementState.DRAFT, disclosure=disclosure).id

    @rule(data=st.data())
    def act(self, data: st.DataObject) -> None:
        table = WORKFLOWS[self.kind]
        step = table.transition(data.draw(st.sampled_from([s.action for s in table.transitions if s.action in ACTS])))
        barred = step.action == "renew" and self.review_first
        if step.action not in {s.action for s in table.transitions if self.state in s.sources} or barred:
            with pytest.raises((Conflict, Invalid)):
                self._do(step.action)
            return
        self._do(step.action)
        self.state, self.steps = step.target, self.steps + 1
        self.review_first = step.action in {"return", "take_down"} or (self.review_first and step.action != "publish")

    def _do(self, action: str) -> None:
        with self.sessions() as session:
            transact(session, lambda s: ACTS[action](s, get_record(s, self.kind, self.key)))

    @invariant()
    def the_record_stands_where_the_table_says(self) -> None:
        with self.sessions() as session:
            entry = select(SearchEntry.id).where(
                SearchEntry.record_kind == self.kind, SearchEntry.record_id == self.key
            )
            traces = select(func.count()).where(
                AuditEntry.subject_kind == self.kind, AuditEntry.subject_id == str(self.key)
            )
            row = get_record(session, self.kind, self.key)
            assert row.state == self.state
            assert row.review_first == self.review_first
            assert len(session.scalars(entry).all()) == (self.state == "published" and not self.restricted)
            assert session.scalar(traces) == self.steps + 1


class RefinementWalk(RuleBasedStateMachine):
    """Refined texts of one need, offered, replaced and answered in any order."""

    sessions: sessionmaker[Session]

    @initialize()
    def begin(self) -> None:
        self.states: list[str] = []
        with self.sessions() as session:
            self.need = make_need(session, NeedState.REFINING).id

    @rule()
    def offer(self) -> None:
        proposed = {"problem": f"第{len(self.states)}稿的问题写法"}
        with self.sessions() as session:
            transact(
                session, lambda s: services.offer_refinement(s, s.get_one(Need, self.need), proposed, "", actor=MAKER)
            )
        self.states = ["replaced" if state == "offered" else state for state in self.states] + ["offered"]

    @rule(agreed=st.booleans(), data=st.data())
    def answer(self, *, agreed: bool, data: st.DataObject) -> None:
        if not self.states:
            return
        place = data.draw(st.integers(0, len(self.states) - 1))
        step = REFINEMENT.transition("agree" if agreed else "decline")
        if self.states[place] not in step.sources:
            with pytest.raises(Conflict):
                self._answer(place, agreed=agreed)
            return
        self._answer(place, agreed=agreed)
        self.states[place] = step.target

    def _answer(self, place: int, *, agreed: bool) -> None:
        with self.sessions() as session:
            keys = session.scalars(select(Refinement.id).order_by(Refinement.id)).all()[-len(self.states) :]
            transact(
                session,
                lambda s: services.answer_refinement(
                    s, s.get_one(Refinement, keys[place]), agreed, REASON, actor=MAKER
                ),
            )

    @invariant()
    def the_drafts_stand_as_the_table_says(self) -> None:
        with self.sessions() as session:
            query = select(Refinement.state).where(Refinement.need_id == self.need).order_by(Refinement.id)
            assert session.scalars(query).all() == self.states
            assert self.states.count(RefinementState.OFFERED) <= 1


BRIEF = profile(
    max_examples=25, stateful_step_count=15, deadline=None, suppress_health_check=list(HealthCheck), database=None
)


@pytest.mark.parametrize("kind", RecordKind)
def test_records_walk_by_their_table(kind: RecordKind, sessions: sessionmaker[Session]) -> None:
    machine = type(f"{kind}Walk", (Walk,), {"kind": kind, "sessions": sessions})
    run_state_machine_as_test(machine, settings=BRIEF)


def test_refinements_walk_by_their_table(sessions: sessionmaker[Session]) -> None:
    machine = type("RefinementOf", (RefinementWalk,), {"sessions": sessions})
    run_state_machine_as_test(machine, settings=BRIEF)
