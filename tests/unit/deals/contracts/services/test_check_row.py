"""A row of the register says what it lacks and what contradicts itself, before any database is asked."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from matchmaker.deals.contracts.models import Contract
from matchmaker.deals.contracts.services.check_row import check_orders, check_row
from matchmaker.sheets.tables.rows import Incoming


def told(**values: Any) -> list[str]:
    row = Incoming(2, {"registration_number": "2026340300000001", **values})
    check_row(row, {})
    check_orders(row, None)
    return [each.message for each in [*row.problems, *row.remarks]]


def test_a_sound_row_is_brought_into_its_stored_form() -> None:
    row = Incoming(2, {"registration_number": "2026 3403 0000 000a", "buyer_name": " 试验(蚌埠)厂 "})
    check_row(row, {})
    assert row.problems == row.remarks == []
    assert row.values == {"registration_number": "202634030000000A", "buyer_name": "试验（蚌埠）厂"}


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"registration_number": "登记中"}, "登记编号只含"),
        ({"registration_number": "2026340300"}, "这一个是 10 位"),
        ({"seller_credit_code": "91340300MA2N00001X"}, "信用代码"),
        ({"signed_on": date(2026, 3, 5), "registered_on": date(2026, 3, 4)}, "登记日期不能早于"),
        ({"kind": "license", "development_mode": "commissioned"}, "只有技术开发"),
    ],
)
def test_what_will_not_do_is_told(values: dict[str, Any], words: str) -> None:
    (message,) = told(**values)
    assert words in message


def test_what_is_held_already_counts() -> None:
    row = Incoming(2, {"amount": 10})
    check_orders(row, Contract(amount=50, technology_amount=40))
    assert [each.message for each in row.problems] == ["技术交易额不能大于成交额。"]
