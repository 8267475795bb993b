"""The acceptance set holds one of everything of scouting, and all of it is sound."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from matchmaker.cli.seed.accept import build
from matchmaker.core.invariants import run
from matchmaker.core.workflow import Workflow
from matchmaker.scouting.invariants import INVARIANTS
from matchmaker.scouting.models import ContactLog, Lead, RoutingTask, UnitConfirmation
from matchmaker.scouting.workflow import CONFIRMATION, LEAD, ROUTING

TABLES: dict[str, tuple[Workflow[Any], type[Any]]] = {
    "lead": (LEAD, Lead),
    "confirmation": (CONFIRMATION, UnitConfirmation),
    "routing_task": (ROUTING, RoutingTask),
}


def test_one_in_every_state(session: Session) -> None:
    objects = build(session)["objects"]
    for name, (workflow, model) in TABLES.items():
        assert objects[name].keys() == {state.value for state in workflow.states}
        for state, key in objects[name].items():
            assert session.get_one(model, key).state == state
    assert session.get_one(ContactLog, objects["contact"]["kept"]).learnt
    assert run(session, INVARIANTS) == []
