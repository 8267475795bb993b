"""How factories write: in the transaction they are called in, or in one of their own."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from itertools import count
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from matchmaker.core.authz import system_actor
from matchmaker.core.unit_of_work import in_transaction, transact
from matchmaker.core.workflow import Transition, Workflow

T = TypeVar("T")
MAKER = system_actor("test")
_numbers = count(1)


def number() -> int:
    """A number no other row of this run has."""
    return next(_numbers)


def made(session: Session, build: Callable[[Session], T]) -> T:
    """What ``build`` makes: committed, unless the caller is inside ``transact`` and commits itself."""
    return build(session) if in_transaction(session) else transact(session, build)


def steps(workflow: Workflow[Any], target: str) -> list[Transition]:
    """The shortest way from the initial state to ``target``; AssertionError when there is none."""
    ways: deque[tuple[str, list[Transition]]] = deque([(workflow.initial, [])])
    seen = {workflow.initial}
    while ways:
        state, way = ways.popleft()
        if state == target:
            return way
        for step in _from(workflow, state):
            if step.target not in seen:
                seen.add(step.target)
                ways.append((step.target, [*way, step]))
    raise AssertionError(f"{workflow.name} never gets to {target}")


def _from(workflow: Workflow[Any], state: str) -> Iterator[Transition]:
    return (step for step in workflow.transitions if state in step.sources)


def walk(
    session: Session,
    workflow: Workflow[Any],
    row: Any,
    target: str,
    values: Callable[[Transition], Mapping[str, Any]] = lambda _step: {},
) -> None:
    """Take a new ``row`` through the workflow's own steps to ``target``, as the platform itself.

    ``values(step)`` gives the columns that a step sets. What services do besides does not happen.
    """
    for step in steps(workflow, target):
        workflow.apply(session, row, step.action, actor=MAKER, reason="测试", values=values(step))
