"""Declared state machines and the only writer of ``.state``.

A feature lists its transitions as data; pages draw their buttons, tests their
walks and the documentation its diagrams from the same table. ``apply`` judges
the permission, moves the state by a conditional UPDATE (state and version in
WHERE, so of several at once exactly one wins), and writes the audit entry and
the event in the same transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Generic, Protocol, TypeVar, cast

from sqlalchemy import CursorResult, update
from sqlalchemy.orm import Session

from matchmaker.core import audit, clock
from matchmaker.core.authz import Actor, PermissionTable, Scope
from matchmaker.core.errors import Conflict, Invalid, StaleVersion
from matchmaker.core.i18n import N_


class StatefulRow(Protocol):
    """What a row must have to be moved by a workflow."""

    id: Any
    state: Any
    state_at: Any
    version: Any

    @property
    def scope(self) -> Scope: ...


M = TypeVar("M", bound=StatefulRow)


class Reason(StrEnum):
    """Whether an action asks for a reason in words."""

    NONE = "none"
    OPTIONAL = "optional"
    REQUIRED = "required"


@dataclass(frozen=True, slots=True)
class Transition:
    """One action: from which states, to which, by whom, with what words.

    ``label`` is the button's text, ``done`` what is said afterwards, ``tone``
    one of primary, neutral, danger.
    """

    action: str
    sources: frozenset[str]
    target: str
    permission: StrEnum
    label: str
    done: str = ""
    reason: Reason = Reason.NONE
    tone: str = "neutral"


def check_version(row: Any, version: int | None) -> None:
    """Raise StaleVersion unless ``version`` (the one the person saw) is the row's.

    Call it before changing ``row``: a flush raises the version. None passes.
    """
    if version is not None and version != row.version:
        raise StaleVersion


def transition(
    action: str, sources: Iterable[str], target: str, permission: StrEnum, label: str, **more: Any
) -> Transition:
    """Shorthand for one line of a workflow's table."""
    return Transition(action, frozenset(sources), target, permission, label, **more)


@dataclass(frozen=True)
class Workflow(Generic[M]):
    """A state machine over one mapped class.

    ``name`` names the record in the audit trail ("need"); ``labels`` gives
    each state's Chinese word; ``initial`` is the state of a new record.
    """

    name: str
    model: type[M]
    states: type[StrEnum]
    initial: str
    labels: Mapping[str, str]
    table: PermissionTable
    transitions: tuple[Transition, ...]
    _by_action: dict[str, Transition] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        known = set(self.states)
        for step in self.transitions:
            if not step.sources <= known or step.target not in known or step.action in self._by_action:
                raise ValueError(f"workflow {self.name}: bad transition {step.action}")
            self._by_action[step.action] = step

    def transition(self, action: str) -> Transition:
        """The declared transition; KeyError for an unknown action."""
        return self._by_action[action]

    def available(self, actor: Actor, row: M) -> list[Transition]:
        """What ``actor`` may do with ``row`` now, in the table's order."""
        return [
            step
            for step in self.transitions
            if row.state in step.sources and self.table.allows(actor, step.permission, row)
        ]

    def begin(self, session: Session, row: M, *, actor: Actor, **detail: Any) -> M:
        """Add a new ``row`` in the initial state and record its creation."""
        row.state = self.initial
        row.state_at = clock.now()
        session.add(row)
        session.flush()
        audit.record(session, actor, f"{self.name}.created", self.name, row.id, **detail)
        return row

    def begin_many(self, session: Session, rows: Sequence[M]) -> None:
        """Add many new rows in the initial state; the caller records them as one act."""
        for row in rows:
            row.state = self.initial
            row.state_at = clock.now()
        session.add_all(rows)
        session.flush()

    def apply(
        self,
        session: Session,
        row: M,
        action: str,
        *,
        actor: Actor,
        reason: str = "",
        version: int | None = None,
        values: Mapping[str, Any] | None = None,
        detail: Mapping[str, Any] | None = None,
    ) -> None:
        """Do ``action`` on ``row``; ``values`` are columns set by the same UPDATE.

        ``version`` is the one the person saw. Raises Forbidden or NotFound,
        Invalid when a required reason is missing, StaleVersion when the
        person saw an older version, Conflict when the row is no longer in a
        state from which the action starts.
        """
        step = self.transition(action)
        self.table.require(actor, step.permission, row)
        if step.reason is Reason.REQUIRED and not reason.strip():
            raise Invalid(fields={"reason": [N_("请说明理由。")]})
        if version is not None:
            check_version(row, version)
        session.flush()
        before = row.state
        if before not in step.sources:
            raise Conflict
        self._move(session, row, step, values or {})
        audit.record(
            session,
            actor,
            f"{self.name}.{action}",
            self.name,
            row.id,
            before=before,
            after=step.target,
            **({"reason": reason.strip()} if reason.strip() else {}),
            **(detail or {}),
        )

    def _move(self, session: Session, row: M, step: Transition, values: Mapping[str, Any]) -> None:
        model = cast("Any", self.model)
        statement = (
            update(model)
            .where(model.id == row.id, model.state == row.state, model.version == row.version)
            .values(state=step.target, state_at=clock.now(), version=row.version + 1, **values)
            .execution_options(synchronize_session=False)
        )
        result = cast("CursorResult[Any]", session.execute(statement))
        if result.rowcount != 1:
            raise Conflict
        session.expire(row)
