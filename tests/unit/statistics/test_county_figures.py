"""County figures are those of the register, and a cell of few contracts is withheld."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from matchmaker.statistics.open_data.county_figures import FIGURES
from tests.factories.contracts import WAN, make_contract


def test_small_cells_are_withheld_and_only_the_register_counts(session: Session) -> None:
    def contracts(number: int, **values: Any) -> None:
        for _each in range(number):
            make_contract(session, amount=10 * WAN, **values)

    contracts(3, signed_on=date(2025, 5, 1), assessed_unit="禹会区")
    contracts(2, signed_on=date(2024, 5, 1), assessed_unit="禹会区")
    contracts(4, signed_on=date(2025, 5, 1), assessed_unit="禹会区", ledger="platform")
    contracts(3, signed_on=date(2025, 5, 1), assessed_unit="高新区", buyer_region_code="340402")
    contracts(3, signed_on=date(2025, 5, 1), assessed_unit="高新区")
    [dataset] = FIGURES
    rows = [tuple(dataset.values(row).values()) for row in dataset.rows(session, "")]
    assert rows == [
        ("340300", "蚌埠市", "禹会区", 2024, None, None, True),
        ("340300", "蚌埠市", "禹会区", 2025, 3, 30, False),
        ("340300", "蚌埠市", "高新区", 2025, 3, 30, False),
        ("340400", "淮南市", "高新区", 2025, 3, 30, False),
    ]
