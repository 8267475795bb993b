"""A state moves only by a declared step, by whoever may, once."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session, sessionmaker

from matchmaker.catalog.models import Need, NeedState
from matchmaker.catalog.policies import PERMISSIONS, Permission
from matchmaker.catalog.workflow import NEED
from matchmaker.core.audit import AuditEntry
from matchmaker.core.authz import Actor, Role
from matchmaker.core.errors import Conflict, DomainError, Forbidden, Invalid, NotFound, StaleVersion
from matchmaker.core.unit_of_work import transact
from matchmaker.core.workflow import Workflow, check_version, transition
from matchmaker.organizations.queries import actor_of_user
from tests.factories.accounts import make_officer, make_user
from tests.factories.base import MAKER
from tests.factories.catalog import make_need
from tests.support.race import losers, race, winners

ROUNDS = 20


@pytest.fixture
def officer(session: Session) -> Actor:
    return actor_of_user(session, make_officer(session))


@pytest.fixture
def need(session: Session) -> Need:
    return make_need(session, NeedState.SUBMITTED)


def apply(need_id: int, action: str, actor: Actor, **more: Any) -> Callable[[Session], None]:
    return lambda session: NEED.apply(session, session.get_one(Need, need_id), action, actor=actor, **more)


def entries(session: Session, need_id: int) -> list[AuditEntry]:
    session.rollback()
    query = select(AuditEntry).where(AuditEntry.subject_kind == "need", AuditEntry.subject_id == str(need_id))
    return list(session.scalars(query.order_by(AuditEntry.seq)))


def test_a_step_moves_state_and_version_and_leaves_a_trace(session: Session, need: Need, officer: Actor) -> None:
    before, last = need.version, need.state_at
    transact(session, apply(need.id, "return", officer, reason=" 请补充指标 ", values={"state_reason": "请补充指标"}))
    assert (need.state, need.version, need.state_reason) == (NeedState.RETURNED, before + 1, "请补充指标")
    assert need.state_at >= last
    entry = entries(session, need.id)[-1]
    assert (entry.action, entry.actor_id) == ("need.return", officer.user_id)
    assert entry.detail == {"before": "submitted", "after": "returned", "reason": "请补充指标"}


def refuse_role(session: Session, _officer: Actor) -> dict[str, Any]:
    return {"actor": actor_of_user(session, make_user(session, Role.LEADER))}


def refuse_region(session: Session, _officer: Actor) -> dict[str, Any]:
    return {"actor": actor_of_user(session, make_officer(session, "340400"))}


def refuse_blank_reason(_session: Session, officer: Actor) -> dict[str, Any]:
    return {"actor": officer, "reason": " \n "}


def refuse_state(_session: Session, officer: Actor) -> dict[str, Any]:
    return {"actor": officer, "action": "expire"}


def refuse_version(_session: Session, officer: Actor) -> dict[str, Any]:
    return {"actor": officer, "version": 1, "reason": "请补充指标"}


@pytest.mark.parametrize(
    ("case", "error"),
    [
        (refuse_role, Forbidden),
        (refuse_region, NotFound),
        (refuse_blank_reason, Invalid),
        (refuse_state, Conflict),
        (refuse_version, StaleVersion),
    ],
)
def test_what_is_refused_changes_nothing(
    session: Session, need: Need, officer: Actor, case: Callable[..., dict[str, Any]], error: type[DomainError]
) -> None:
    arguments = {"action": "return", "reason": "请补充指标", **case(session, officer)}
    before, trail = (need.state, need.version), len(entries(session, need.id))
    with pytest.raises(error):
        transact(session, apply(need.id, **arguments))
    assert (need.state, need.version) == before
    assert len(entries(session, need.id)) == trail


@pytest.mark.parametrize("column", ["state", "version"])
def test_a_row_that_moved_since_it_was_read_is_a_conflict(
    session: Session, need: Need, officer: Actor, column: str
) -> None:
    changed: dict[str, Any] = {"state": NeedState.REFINING} if column == "state" else {"version": need.version + 1}

    def call(inner: Session) -> None:
        row = inner.get_one(Need, need.id)
        behind_its_back = update(Need).where(Need.id == need.id).values(changed)
        inner.execute(behind_its_back.execution_options(synchronize_session=False))
        NEED.apply(inner, row, "publish", actor=officer)

    with pytest.raises(Conflict):
        transact(session, call)


def test_of_six_who_decide_at_once_one_wins(session: Session, sessions: sessionmaker[Session], officer: Actor) -> None:
    for _round in range(ROUNDS):
        need = make_need(session, NeedState.SUBMITTED)
        seen = {"version": need.version, "reason": "同时决定"}
        calls = [apply(need.id, action, officer, **seen) for action in ["refine", "withdraw", "return"] * 2]
        results = race(sessions, [partial(transact, call=call) for call in calls])
        assert len(winners(results)) == 1
        assert losers(results) <= {"Conflict", "StaleVersion"}
        moves = [entry for entry in entries(session, need.id) if entry.detail.get("before") == "submitted"]
        assert len(moves) == 1


def test_buttons_are_what_one_may_do_now(session: Session, need: Need, officer: Actor) -> None:
    actions = [step.action for step in NEED.available(officer, need)]
    assert actions == ["refine", "publish", "return", "withdraw", "reopen"]
    stranger = actor_of_user(session, make_officer(session, "340400"))
    assert NEED.available(stranger, need) == []


def test_a_new_row_begins_in_the_first_state_and_is_recorded(session: Session) -> None:
    need = make_need(session, NeedState.DRAFT)
    assert (need.state, need.version) == (NeedState.DRAFT, 1)
    assert [entry.action for entry in entries(session, need.id)] == ["need.created"]


@pytest.mark.parametrize(
    "steps",
    [
        (transition("go", ["nowhere"], "draft", Permission.NEED_EDIT, ""),),
        (transition("go", ["draft"], "nowhere", Permission.NEED_EDIT, ""),),
        (transition("go", ["draft"], "draft", Permission.NEED_EDIT, ""),) * 2,
    ],
    ids=["unknown source", "unknown target", "action twice"],
)
def test_a_table_that_makes_no_sense_is_refused(steps: tuple[Any, ...]) -> None:
    with pytest.raises(ValueError, match="bad transition"):
        Workflow("need", Need, NeedState, NeedState.DRAFT, {}, PERMISSIONS, steps)


def test_the_version_a_person_saw_must_be_the_rows(session: Session) -> None:
    user = make_user(session)
    check_version(user, None)
    check_version(user, user.version)
    with pytest.raises(StaleVersion):
        check_version(user, user.version - 1)


def test_an_edit_and_a_step_at_once_do_not_overwrite_each_other(
    session: Session, sessions: sessionmaker[Session], need: Need
) -> None:
    """Somebody types into the record while it is decided: one of the two is told."""
    seen = need.version

    def edit(inner: Session) -> None:
        row = inner.get_one(Need, need.id)
        check_version(row, seen)
        row.title = "改过的名称"

    publish = apply(need.id, "refine", MAKER, version=seen)
    results = race(sessions, [partial(transact, call=edit), partial(transact, call=publish)])
    assert len(winners(results)) == 1
    assert losers(results) <= {"StaleVersion", "Conflict"}
    session.refresh(need)
    assert (need.title == "改过的名称") != (need.state == NeedState.REFINING)
