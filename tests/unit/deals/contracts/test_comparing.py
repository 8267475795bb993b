"""Two rows are told apart in words, and only likely ones are put beside each other."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, strategies

from matchmaker.deals.contracts.comparing import NEAR_DAYS, TOLERANCE, compare, likely
from matchmaker.deals.contracts.models import Contract
from tests.factories.contracts import WAN

BUYER, SELLER = "测试精工有限公司", "测试理工学院"
CODE, OTHER_CODE = "91340300MA2TEST018", "91340300MA2TEST026"


def row(**values: Any) -> Contract:
    given = {"buyer_name": BUYER, "seller_name": SELLER, "amount": 50 * WAN, "signed_on": date(2026, 3, 5)}
    return Contract(**{"id": 1, "received": 0, **given, **values})


def test_what_agrees_and_what_does_not_is_said_in_words() -> None:
    found = compare(
        row(buyer_credit_code=CODE, received=5 * WAN),
        row(buyer_name="测试精工股份有限公司", buyer_credit_code=CODE, amount=54 * WAN, signed_on=date(2026, 3, 12)),
    )
    assert found.same == ("买方信用代码相同", "卖方名称相同")
    assert [(each.label, each.platform, each.registered, each.note) for each in found.differs] == [
        ("买方", BUYER, "测试精工股份有限公司", "信用代码相同"),
        ("成交额（万元）", "50", "54", "相差 4 万元"),
        ("签订日期", "2026年3月5日", "2026年3月12日", "相差 7 天"),
        ("到账金额（万元）", "5", "0", "相差 5 万元"),
    ]
    assert compare(row(), row()).differs == ()


@pytest.mark.parametrize(
    ("change", "is_likely"),
    [
        ({}, True),
        ({"amount": 55 * WAN}, True),
        ({"amount": 55 * WAN + 1}, False),
        ({"amount": 0}, False),
        ({"signed_on": date(2026, 3, 5) + timedelta(days=NEAR_DAYS)}, True),
        ({"signed_on": date(2026, 3, 5) - timedelta(days=NEAR_DAYS + 1)}, False),
        ({"seller_name": "另一所学院"}, True),
        ({"seller_name": "另一所学院", "amount": 51 * WAN}, False),
        ({"seller_name": "另一所学院", "buyer_name": "另一家厂"}, False),
        ({"buyer_credit_code": OTHER_CODE}, True),
        ({"buyer_credit_code": OTHER_CODE, "amount": 51 * WAN}, False),
    ],
)
def test_only_rows_within_the_stated_tolerances_are_likely(change: dict[str, Any], *, is_likely: bool) -> None:
    """Codes that both sides give decide before the name."""
    assert compare(row(buyer_credit_code=CODE), row(**change)).is_likely is is_likely


def test_an_amount_that_the_platform_does_not_know_is_no_obstacle() -> None:
    found = compare(row(amount=None), row())
    assert (found.is_likely, found.differs[0].platform, found.differs[0].note) == (True, "未填写", "一方没有填写")


def test_the_likeliest_stands_first() -> None:
    others = [
        row(id=2, amount=54 * WAN),
        row(id=3, seller_name="另一所学院"),
        row(id=4, signed_on=date(2026, 3, 6)),
        row(id=5),
        row(id=6, amount=90 * WAN),
    ]
    assert [each.id for each, _comparison in likely(row(), others)] == [5, 4, 2, 3]


@given(strategies.integers(1, 10**12), strategies.integers(1, 10**12), strategies.integers(-400, 400))
def test_likeness_does_not_depend_on_which_row_is_the_platforms(one: int, other: int, days: int) -> None:
    first, second = row(amount=one), row(amount=other, signed_on=date(2026, 3, 5) + timedelta(days=days))
    found, turned = compare(first, second), compare(second, first)
    assert found.is_likely == turned.is_likely
    assert not found.is_likely or (abs(one - other) * 100 <= TOLERANCE * min(one, other) and abs(days) <= NEAR_DAYS)
