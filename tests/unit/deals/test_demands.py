"""What a state-held seller has to note before it signs."""

from __future__ import annotations

import pytest

from matchmaker.core.errors import Invalid
from matchmaker.deals.demands import PRICED_MODES, SIGNED_MODES, Terms, unmet

OTHERS = sorted(SIGNED_MODES.keys() - PRICED_MODES)


def lacking(terms: Terms, *noted: str, state_held: bool = True) -> list[str]:
    return [each.milestone for each in unmet(terms, noted, state_held=state_held)]


@pytest.mark.parametrize("mode", sorted(PRICED_MODES))
def test_a_transfer_by_a_state_held_seller_wants_a_price_and_a_notice_where_it_was_agreed(mode: str) -> None:
    assert lacking(Terms(mode, "negotiated")) == ["pricing", "notice"]
    assert lacking(Terms(mode, "negotiated"), "pricing") == ["notice"]
    assert lacking(Terms(mode, "negotiated"), "pricing", "notice", "nda") == []
    for method in ("listed", "auctioned"):
        assert lacking(Terms(mode, method), "nda") == ["pricing"]
        assert lacking(Terms(mode, method), "pricing") == []


@pytest.mark.parametrize("mode", OTHERS)
def test_development_and_services_want_neither(mode: str) -> None:
    for method in (None, "negotiated", "listed"):
        assert lacking(Terms(mode, method)) == []


@pytest.mark.parametrize("mode", [None, *SIGNED_MODES])
def test_nothing_is_asked_of_other_sellers(mode: str | None) -> None:
    assert lacking(Terms(mode, "negotiated"), state_held=False) == []
    assert lacking(Terms(mode, None), state_held=False) == []


@pytest.mark.parametrize(("terms", "field"), [(Terms(), "transfer_mode"), (Terms("equity"), "pricing_method")])
def test_what_the_rule_turns_on_must_be_said(terms: Terms, field: str) -> None:
    with pytest.raises(Invalid) as caught:
        unmet(terms, (), state_held=True)
    assert field in caught.value.fields
