"""What rules give: every example of the field's own description, and laws that hold for any amount."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.deals.subsidies.reckoning import (
    Outcome,
    Verdict,
    alternatives,
    outcome_from_json,
    percent,
    reckon,
    share_of,
)
from matchmaker.deals.subsidies.rule import Rule, parse
from tests.factories.subsidies import WAN, shipped_rule

ELIGIBLE, UNCLEAR, REFUSED = Verdict.ELIGIBLE, Verdict.UNCLEAR, Verdict.REFUSED
BUYING = {"buyer_region": "340304", "seller_region": "340302", "seller_kind": "university", "contract_kind": "transfer"}
SHARING = {"claimant_region": "340300", "from_catalogue": True}
CERTIFIED = {"claimant_region": "340300", "certified": True}
RESEARCH = {"undertaker_region": "340302", "undertaker_kind": "institute"}
EXAMPLES: list[tuple[str, dict[str, Any], Verdict, float | None]] = [
    ("purchase", {"amount": 49.99, **BUYING}, REFUSED, 0),
    ("purchase", {"amount": 50, **BUYING}, ELIGIBLE, 10),
    ("purchase", {"amount": 500, **BUYING}, ELIGIBLE, 100),
    ("purchase", {"amount": 600, **BUYING}, ELIGIBLE, 100),
    ("purchase", {"amount": 600, **BUYING, "buyer_region": "340400"}, REFUSED, 0),
    ("purchase", {"amount": 600, **BUYING, "seller_region": "340100"}, UNCLEAR, 100),
    ("purchase", {"amount": 600, **BUYING, "seller_kind": "enterprise"}, UNCLEAR, 100),
    ("purchase", {"amount": 600, **BUYING, "contract_kind": "development"}, UNCLEAR, 100),
    ("purchase", {"amount": 600, **BUYING, "contract_kind": "service"}, UNCLEAR, 100),
    ("purchase", {"amount": 600}, UNCLEAR, 100),
    ("purchase", BUYING, UNCLEAR, None),
    ("instruments", {"yearly_spending": 49.99, **SHARING}, REFUSED, 0),
    ("instruments", {"yearly_spending": 50, **SHARING}, ELIGIBLE, 10),
    ("instruments", {"yearly_spending": 1000, **SHARING}, ELIGIBLE, 200),
    ("instruments", {"yearly_spending": 1200, **SHARING}, ELIGIBLE, 200),
    ("first-products", {"sales": 100, **CERTIFIED}, ELIGIBLE, 15),
    ("first-products", {"sales": 2000, **CERTIFIED}, ELIGIBLE, 300),
    ("first-products", {"sales": 3000, **CERTIFIED}, ELIGIBLE, 300),
    ("pct", {"countries": 4, "granted": True, "claimant_region": "340300"}, ELIGIBLE, 6),
    ("transfer-staff", {"income": 100}, ELIGIBLE, 5),
    ("commissioned-research", {"paid_in": 30, "accepted": True, **RESEARCH}, ELIGIBLE, None),
    ("commissioned-research", {"paid_in": 29.99, "accepted": True, **RESEARCH}, REFUSED, None),
    ("commissioned-research", {"paid_in": 30, **RESEARCH}, UNCLEAR, None),
]
# Rule → what it is reckoned on, what else must hold, share, threshold and cap in 万元.
SHARES: dict[str, tuple[str, dict[str, Any], Fraction, int, int]] = {
    "purchase": ("amount", BUYING, Fraction(1, 5), 50, 100),
    "instruments": ("yearly_spending", SHARING, Fraction(1, 5), 50, 200),
    "first-products": ("sales", CERTIFIED, Fraction(3, 20), 0, 300),
}
MONEY = {"amount", "yearly_spending", "sales", "income", "paid_in"}
FEN = st.integers(min_value=0, max_value=10**16)
RATES = st.fractions(min_value=0, max_value=1, max_denominator=10**6)


def rule(code: str) -> Rule:
    return parse(shipped_rule(code)["definition"])


def fen(amount: float) -> int:
    return round(amount * WAN)


@pytest.mark.parametrize(("code", "facts", "verdict", "amount"), EXAMPLES)
def test_the_fields_own_examples(code: str, facts: dict[str, Any], verdict: Verdict, amount: float | None) -> None:
    given_ = {name: fen(value) if name in MONEY else value for name, value in facts.items()}
    found = reckon(rule(code), given_)
    assert (found.verdict, found.amount) == (verdict, None if amount is None else fen(amount))


def test_what_the_text_leaves_open_is_told_where_it_matters() -> None:
    """50 万元 itself hangs on 以上; 60 does not, but it does hang on what was paid."""
    edge = alternatives(rule("purchase"), {"amount": 50 * WAN, "received": 50 * WAN, **BUYING})
    assert [(each.question, each.outcome.amount) for each in edge] == [("“以上”是否含本数", 0)]
    assert alternatives(rule("purchase"), {"amount": 60 * WAN, "received": 60 * WAN, **BUYING}) == []
    (paid,) = alternatives(rule("purchase"), {"amount": 600 * WAN, "received": 100 * WAN, **BUYING})
    assert (paid.reading, paid.outcome.amount) == ("按已付金额", 20 * WAN)
    exactly: dict[str, Any] = {"yearly_spending": 50 * WAN, **SHARING}
    assert alternatives(rule("instruments"), exactly) == [], "及以上 leaves nothing open"


def test_the_way_to_the_amount_is_shown_step_by_step() -> None:
    found = reckon(rule("purchase"), {"amount": 600 * WAN, **BUYING})
    assert [(step.label, step.words) for step in found.steps] == [
        ("计算基数", "合同成交额 600 万元"),
        ("比例", "20%"),
        ("按比例计算", "600 万元 × 20% = 120 万元"),
        ("最高限额", "100 万元，已到上限，按上限计"),
        ("结果", "100 万元"),
    ]
    assert outcome_from_json(found.as_json()) == found


@given(FEN, RATES)
def test_a_share_loses_nothing_but_the_last_part_of_a_fen(base: int, rate: Fraction) -> None:
    down, up = share_of(base, rate), share_of(base, rate, up=True)
    assert down <= base * rate < down + 1
    assert up - 1 < base * rate <= up


@given(FEN, FEN)
def test_more_never_gives_less_and_never_more_than_the_cap(one: int, other: int) -> None:
    purchase, less, more = rule("purchase"), min(one, other), max(one, other)
    low, high = (_amount(reckon(purchase, {"amount": each, **BUYING})) for each in (less, more))
    assert low <= high <= 100 * WAN
    assert high <= more / 5


@given(st.sampled_from(sorted(SHARES)), FEN)
def test_what_a_rule_gives_is_its_share_to_the_fen_or_its_cap(code: str, base: int) -> None:
    """Whole 分, never above the text and never a 分 short of it; kept in a claim as it was reckoned."""
    name, facts, share, least, cap = SHARES[code]
    found = reckon(rule(code), {name: base, **facts})
    if base < least * WAN:
        assert (found.verdict, found.amount) == (REFUSED, 0)
    elif _amount(found) < cap * WAN:
        assert _amount(found) <= base * share < _amount(found) + 1
    else:
        assert _amount(found) == cap * WAN <= base * share
    assert type(found.amount) is int
    assert outcome_from_json(json.loads(json.dumps(found.as_json()))) == found


@given(FEN)
def test_a_least_share_never_falls_short(income: int) -> None:
    assert _amount(reckon(rule("transfer-staff"), {"income": income})) * 20 >= income


@given(st.integers(min_value=0, max_value=10_000))
def test_a_patent_counts_three_countries_at_most(countries: int) -> None:
    found = reckon(rule("pct"), {"granted": True, "claimant_region": "340300", "countries": countries})
    assert found.amount == min(countries, 3) * 2 * WAN


def _amount(outcome: Outcome) -> int:
    assert outcome.amount is not None
    return outcome.amount


def test_rates_are_written_as_people_write_them() -> None:
    assert [percent(Fraction(each)) for each in ("1/5", "1/8", "1", "0", "1/3")] == [
        "20%",
        "12.5%",
        "100%",
        "0%",
        "1/3",
    ]
