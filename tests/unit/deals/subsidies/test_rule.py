"""A definition is checked whole before anything is reckoned with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from matchmaker.core.errors import Invalid
from matchmaker.deals.subsidies.rule import parse
from matchmaker.deals.subsidies.services.load_rules import shipped
from tests.factories.subsidies import shipped_rule

Spoil = Callable[[dict[str, Any]], object]
SPOILT: dict[str, Spoil] = {
    "no kind": lambda rule: rule.pop("kind"),
    "an unknown kind": lambda rule: rule.update(kind="gift"),
    "a fact nobody knows": lambda rule: rule["inputs"].append("password"),
    "a rate above one": lambda rule: rule["parameters"]["rate"].update(value="6/5"),
    "a rate that is no number": lambda rule: rule["parameters"]["rate"].update(value="1/0"),
    "part of a fen": lambda rule: rule["parameters"]["cap"].update(value="1/3"),
    "a reading that is no choice": lambda rule: rule["points"][0].update(assumed="perhaps"),
    "a cap that is a rate": lambda rule: rule["calculation"].update(cap="rate"),
    "a base that is no money": lambda rule: rule["calculation"]["base"].update(paid="seller_kind"),
    "a base for no reading": lambda rule: rule["calculation"]["base"].pop("paid"),
    "a way to reckon nobody knows": lambda rule: rule["calculation"].update(kind="lottery"),
    "no way to reckon": lambda rule: rule.update(calculation=None),
    "a condition on what is not asked": lambda rule: rule["inputs"].remove("buyer_region"),
    "too many conditions": lambda rule: rule.update(requirements=rule["requirements"] * 10),
    "no object": lambda rule: rule.update(parameters=7),
}


@pytest.mark.parametrize("name", SPOILT)
def test_a_spoilt_definition_is_refused_with_a_reason(name: str) -> None:
    definition = shipped_rule()["definition"]
    SPOILT[name](definition)
    with pytest.raises(Invalid) as caught:
        parse(definition)
    assert "规则写得不对" in caught.value.fields["definition"][0]


def test_every_shipped_rule_is_sound_and_cites_its_clause() -> None:
    for row in shipped():
        assert parse(row["definition"]).requirements or row["code"] == "transfer-staff"
        assert row["source"].startswith("《")
        assert row["clause"]
        assert row["card"]
