"""Reasons are data: what may be shared and what trains follows from the code alone."""

import pytest

from matchmaker.core.errors import Invalid
from matchmaker.deals import reasons


def test_a_credit_risk_is_never_shared() -> None:
    assert not reasons.may_share(["wrong_field", "credit_risk"])
    assert [code for code in reasons.REASONS if not reasons.may_share([code])] == ["credit_risk"]


@pytest.mark.parametrize("code", ["solved_already", "timing_money", "duplicate", "credit_risk"])
def test_what_says_nothing_about_the_texts_trains_nothing(code: str) -> None:
    assert not reasons.trains_text([code])
    assert not reasons.trains_text(["wrong_field", code])


def test_a_judgement_of_the_texts_trains() -> None:
    assert reasons.trains_text(["wrong_field", "indicator_missed"])
    assert not reasons.trains_text([])


def test_every_reason_of_a_refusal_may_end_a_deal() -> None:
    assert set(reasons.REFUSAL_CODES) < set(reasons.CLOSING_CODES)
    assert len(reasons.REFUSAL_CODES) == 12


def test_a_missing_reason_is_an_error_at_its_field() -> None:
    for code in (None, "", "completed", "nonsense"):
        with pytest.raises(Invalid) as caught:
            reasons.check(code, reasons.REFUSAL_CODES)
        assert "reason" in caught.value.fields


def test_other_needs_words() -> None:
    with pytest.raises(Invalid) as caught:
        reasons.check("other", reasons.REFUSAL_CODES, "  ")
    assert "note" in caught.value.fields
    assert reasons.check("other", reasons.REFUSAL_CODES, "产线已停") == "other"


def test_labels_are_chinese_and_unknown_codes_show_as_they_are() -> None:
    assert reasons.label("too_early") == "阶段太早"
    assert reasons.label(None) == ""
    assert reasons.label("from_before") == "from_before"
    assert reasons.choices(["duplicate"]) == [("duplicate", "重复")]
