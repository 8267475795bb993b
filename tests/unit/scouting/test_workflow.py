"""Any walk over leads, questions to units and routing tasks does what the tables say, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase
from hypothesis import settings as profile
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from matchmaker.catalog.models import Achievement, AchievementState, RecordKind
from matchmaker.core import clock
from matchmaker.core.audit import AuditEntry
from matchmaker.core.blobs import StoredBlob
from matchmaker.core.errors import Conflict
from matchmaker.core.invariants import run
from matchmaker.core.unit_of_work import transact
from matchmaker.core.workflow import Workflow
from matchmaker.organizations.models import Organization
from matchmaker.scouting import services
from matchmaker.scouting.invariants import INVARIANTS
from matchmaker.scouting.models import RouteKind, UnitConfirmation
from matchmaker.scouting.workflow import CONFIRMATION, LEAD, ROUTING
from tests.factories.accounts import make_scout
from tests.factories.base import MAKER, number
from tests.factories.catalog import make_achievement, make_need
from tests.factories.organizations import make_university
from tests.factories.scouting import make_lead, make_routing

Act = Callable[[Session, Any], object]
YES, NO, BY_LETTER = True, False, services.Channel.AUTHORISATION


def _by(agreed: bool, channel: services.Channel) -> Act:  # noqa: FBT001 - the answer itself
    return lambda s, row: services.answer_confirmation(s, row, agreed, "理由", actor=MAKER, channel=channel)


def _expire(session: Session, row: UnitConfirmation) -> None:
    """As the hourly job does; a job that finds nothing to do is told apart by the state it started from."""
    if row.state != "waiting":
        raise Conflict
    with clock.frozen(row.expires_at + timedelta(hours=1)):
        services.expire_confirmation(session, row.id)


def _end(state: str) -> Act:
    def end(session: Session, row: UnitConfirmation) -> None:
        if row.state != state:
            raise Conflict
        services.cancel_confirmation(session, row, actor=MAKER)

    return end


def _authorise(session: Session, row: UnitConfirmation) -> None:
    if row.state in {"waiting", "expired"}:
        _letter(session, row)
    _by(YES, BY_LETTER)(session, row)


def _letter(session: Session, row: UnitConfirmation) -> None:
    from_disk = StoredBlob("授权书.pdf", "application/pdf", 9, "0" * 64, f"00/{number()}")
    services.add_authorisation(session, row, from_disk, actor=MAKER)


ACTS: dict[str, dict[str, Act]] = {
    "lead": {
        "register": lambda s, row: services.register_lead(s, row, s.scalars(select(Organization)).first(), actor=MAKER),  # type: ignore[arg-type]
        "drop": lambda s, row: services.drop_lead(s, row, "理由", actor=MAKER),
        "reopen": lambda s, row: services.reopen_lead(s, row, actor=MAKER),
    },
    "unit_confirmation": {
        "confirm": _by(YES, services.Channel.ACCOUNT),
        "decline": _by(NO, services.Channel.LINK),
        "authorise": _authorise,
        "expire": _expire,
        "renew": lambda s, row: services.renew_confirmation(s, row, actor=MAKER),
        "cancel": _end("waiting"),
        "give_up": _end("expired"),
    },
    "routing_task": {
        "assign": lambda s, row: services.route_need(
            s, row, RouteKind.DEPARTMENT, actor=MAKER, due_on=clock.today(), department="科技局"
        ),
        "report": lambda s, row: services.report_task(s, row, "已找到", actor=MAKER),
        "close": lambda s, row: services.close_task(s, row, "理由", actor=MAKER),
    },
}
TABLES: dict[str, Workflow[Any]] = {"lead": LEAD, "unit_confirmation": CONFIRMATION, "routing_task": ROUTING}


@pytest.mark.parametrize("name", TABLES)
def test_every_action_has_its_service(name: str) -> None:
    assert {step.action for step in TABLES[name].transitions} == ACTS[name].keys()


class Walk(RuleBasedStateMachine):
    """One row, and what the table says of it."""

    name: str
    sessions: sessionmaker[Session]

    @initialize()
    def begin(self) -> None:
        self.table: Workflow[Any] = TABLES[self.name]
        self.state, self.steps = self.table.initial, 0
        with self.sessions() as session:
            self.key = BEGINNINGS[self.name](session)

    @rule(data=st.data())
    def act(self, data: st.DataObject) -> None:
        step = self.table.transition(data.draw(st.sampled_from(sorted(ACTS[self.name]))))
        if self.state not in step.sources:
            with pytest.raises(Conflict):
                self._do(step.action)
            return
        self._do(step.action)
        self.state, self.steps = step.target, self.steps + 1

    def _do(self, action: str) -> None:
        with self.sessions() as session:
            transact(session, lambda s: ACTS[self.name][action](s, s.get_one(self.table.model, self.key)))

    @invariant()
    def the_row_stands_where_the_table_says_and_nothing_else_is_wrong(self) -> None:
        with self.sessions() as session:
            moves = select(func.count()).where(
                AuditEntry.subject_kind == self.name, AuditEntry.subject_id == str(self.key)
            )
            assert session.get_one(self.table.model, self.key).state == self.state
            assert session.scalar(moves.where(AuditEntry.action.startswith(f"{self.name}."))) == self.steps + 1
            assert run(session, INVARIANTS) == []


def _lead(session: Session) -> int:
    make_university(session)
    return make_lead(session, make_scout(session)).id


def _confirmation(session: Session) -> int:
    from_scout = make_scout(session)
    record = make_achievement(session, AchievementState.DRAFT, scout_id=from_scout.id)
    asked = transact(
        session,
        lambda s: services.request_confirmation(
            s, RecordKind.ACHIEVEMENT, s.get_one(Achievement, record.id), actor=MAKER
        ),
    )
    return asked.confirmation.id


def _routing(session: Session) -> int:
    return make_routing(session, make_need(session)).id


BEGINNINGS: dict[str, Callable[[Session], int]] = {
    "lead": _lead,
    "unit_confirmation": _confirmation,
    "routing_task": _routing,
}


@pytest.mark.parametrize("name", TABLES)
def test_any_walk(name: str, sessions: sessionmaker[Session]) -> None:
    machine = type("ThisWalk", (Walk,), {"name": name, "sessions": sessions})
    phases = [Phase.explicit, Phase.generate]
    limits = profile(phases=phases, max_examples=8, stateful_step_count=8, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(machine, settings=limits)
