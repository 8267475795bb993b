"""The acceptance set holds rules and claims in every state, and all of it is sound."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from sqlalchemy.orm import Session

from matchmaker.cli.seed.accept import build
from matchmaker.core.invariants import run
from matchmaker.deals.subsidies.invariants import INVARIANTS
from matchmaker.deals.subsidies.models import Claim, ClaimState, RuleVersion, VersionState


def test_one_in_every_state(session: Session) -> None:
    objects = build(session)["objects"]
    kinds: list[tuple[str, type[Any], type[StrEnum]]] = [
        ("subsidy_version", RuleVersion, VersionState),
        ("subsidy_claim", Claim, ClaimState),
    ]
    for name, model, states in kinds:
        found = {state: session.get_one(model, key).state for state, key in objects[name].items()}
        assert found == {state.value: state.value for state in states}
    assert run(session, INVARIANTS) == []
