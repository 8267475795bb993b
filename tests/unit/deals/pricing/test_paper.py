"""Amounts on paper are exact."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from matchmaker.core.money import exact_wan, from_wan
from matchmaker.deals.pricing.forms import FactsForm
from matchmaker.deals.pricing.paper import amount


def test_an_amount_in_both_units() -> None:
    assert amount(38_123_456) == "38.123456 万元（381,234.56 元）"
    assert amount(238_000_000) == "238 万元（2,380,000.00 元）"
    assert amount(None) == ""


@given(st.integers(min_value=1, max_value=10**14))
def test_no_fen_is_lost_on_paper_or_in_the_form(fen: int) -> None:
    wan, _, yuan = amount(fen).partition(" 万元（")
    assert from_wan(wan) == fen
    assert int(Decimal(yuan.removesuffix(" 元）").replace(",", "")) * 100) == fen
    form = FactsForm(title="甲", price=exact_wan(fen), appraised_value=exact_wan(fen))
    assert (form.facts.price, form.facts.appraised_value) == (fen, fen)
