"""Facts: which values they take, and how people read them."""

from __future__ import annotations

from matchmaker.deals.subsidies.facts import ELSEWHERE, suits, words
from tests.factories.subsidies import WAN


def test_a_fact_takes_values_of_its_kind_only() -> None:
    good: dict[str, object] = {"amount": 5, "certified": False, "seller_kind": "institute", "buyer_region": "340304"}
    bad: list[tuple[str, object]] = [("amount", -5), ("amount", True), ("certified", 0), ("seller_kind", "circus")]
    assert [name for name, value in good.items() if not suits(name, value)] == []
    assert [name for name, value in bad if suits(name, value)] == []


def test_values_are_shown_in_words() -> None:
    assert words("amount", 12_345_678 * 100) == "1234.5678 万元"
    assert words("amount", 50 * WAN) == "50 万元"
    assert words("amount", None) == "不清楚"
    assert [words("certified", each) for each in (True, False)] == ["是", "否"]
    assert words("seller_kind", "institute") == "科研院所"
    assert words("buyer_region", "340304", {"340304": "禹会区"}) == "禹会区"
    assert words("buyer_region", ELSEWHERE) == "外地"
    assert words("countries", 3) == "3"
