"""The acceptance set holds papers in their states, and what is held against a unit; all of it is sound."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from matchmaker.challenges.invariants import INVARIANTS as OF_CHALLENGES
from matchmaker.challenges.models import Challenge
from matchmaker.cli.seed.accept import build
from matchmaker.cli.seed.accept_challenges import STATES
from matchmaker.cli.seed.accept_papers import DOSSIERS
from matchmaker.core.invariants import run
from matchmaker.deals.contracts.models import Contract, Ledger
from matchmaker.deals.pricing.invariants import INVARIANTS as OF_PRICING
from matchmaker.deals.pricing.models import PricingDossier
from matchmaker.organizations.infringement.models import InfringementEntry
from matchmaker.organizations.integrity.models import IntegrityEntry, IntegrityState
from matchmaker.statistics.reports.models import AnnualReport, ReportState

KINDS: dict[str, tuple[type[Any], Any]] = {
    "challenge": (Challenge, STATES),
    "pricing_dossier": (PricingDossier, DOSSIERS),
    "annual_report": (AnnualReport, ReportState),
    "integrity_entry": (IntegrityEntry, IntegrityState),
}


def test_one_in_every_state(session: Session) -> None:
    document = build(session)
    objects = document["objects"]
    for name, (model, states) in KINDS.items():
        found = {state: session.get_one(model, key).state for state, key in objects[name].items()}
        assert found == {state.value: state.value for state in states}
    books = {book: session.get_one(Contract, key).ledger for book, key in objects["contract"].items()}
    assert books == {ledger.value: ledger.value for ledger in Ledger}
    listed = {state: session.get_one(InfringementEntry, key) for state, key in objects["infringement_entry"].items()}
    assert {state: row.is_in_force for state, row in listed.items()} == {"in_force": True, "removed": False}
    assert run(session, [*OF_CHALLENGES, *OF_PRICING]) == []
    acting = {user["organization"] for user in document["users"]}
    assert not acting & {row.name for row in listed.values()}, "nobody who signs in acts for a unit on a list"
