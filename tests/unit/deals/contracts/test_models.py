"""What no ledger can hold, the database refuses."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from matchmaker.deals.contracts.models import Ledger
from tests.factories.contracts import make_contract


@pytest.mark.parametrize(
    "values",
    [
        {"registration_number": None},
        {"ledger": Ledger.PLATFORM, "registration_number": "2026340300000001"},
        {"kind": None},
        {"kind": "loan"},
        {"amount": -1},
        {"amount": None},
        {"technology_amount": 60_000_000},
        {"received": -1},
        {"registered_on": date(2026, 3, 4)},
        {"ledger": Ledger.PLATFORM, "registered_on": date(2026, 3, 6)},
        {"kind": "service", "development_mode": "commissioned"},
        {"valid_until": date(2026, 1, 1)},
        {"buyer_name": ""},
    ],
)
def test_impossible_contracts_are_refused(session: Session, values: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError):
        make_contract(session, **values)


def test_a_number_is_registered_once(session: Session) -> None:
    make_contract(session, registration_number="2026340300000001")
    with pytest.raises(IntegrityError):
        make_contract(session, registration_number="2026340300000001")
