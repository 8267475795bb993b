"""`check` finds claims on contracts of others."""

from __future__ import annotations

from sqlalchemy.orm import Session

from matchmaker.core.invariants import run
from matchmaker.deals.subsidies.invariants import INVARIANTS
from tests.factories.contracts import make_contract
from tests.factories.organizations import make_enterprise
from tests.factories.subsidies import make_claim


def test_a_claim_on_anothers_contract_is_found(session: Session) -> None:
    firm = make_enterprise(session)
    make_claim(session, unit=firm, contract_id=make_contract(session, buyer=firm).id)
    assert run(session, INVARIANTS) == []
    wrong = make_claim(session, contract_id=make_contract(session).id)
    (breach,) = run(session, INVARIANTS)
    assert breach.rows == [[wrong.id]]
