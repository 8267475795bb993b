"""Examples that belong to a rule, and the mark of what they were tried for."""

from __future__ import annotations

from typing import Any

import pytest

from matchmaker.core.errors import Invalid
from matchmaker.deals.subsidies import vectors
from matchmaker.deals.subsidies.rule import parse
from matchmaker.deals.subsidies.services.load_rules import shipped
from tests.factories.subsidies import WAN, shipped_rule


@pytest.mark.parametrize("row", shipped(), ids=lambda row: f"{row['region']}-{row['code']}")
def test_the_shipped_vectors_pass(row: dict[str, Any]) -> None:
    rule = parse(row["definition"])
    trials = vectors.run(rule, vectors.parse(row["vectors"], rule))
    assert trials
    assert [trial.vector.note for trial in trials if not trial.passes] == []


def test_a_wrong_vector_does_not_pass() -> None:
    row = shipped_rule()
    rule = parse(row["definition"])
    wrong = {"given": {"amount": 500 * WAN}, "verdict": "unclear", "amount": 101 * WAN}
    (trial,) = vectors.run(rule, vectors.parse([wrong], rule))
    assert not trial.passes


@pytest.mark.parametrize(
    "strange",
    [
        {"given": {"sales": 1}, "verdict": "eligible", "amount": 1},
        {"given": {"amount": "much"}, "verdict": "eligible", "amount": 1},
        {"given": {}, "verdict": "certainly", "amount": 1},
        {"given": {}},
        "a vector",
    ],
)
def test_a_vector_speaks_of_what_the_rule_asks(strange: Any) -> None:
    with pytest.raises(Invalid) as caught:
        vectors.parse([strange], parse(shipped_rule()["definition"]))
    assert "vectors" in caught.value.fields


def test_the_mark_tells_every_change_and_no_other() -> None:
    row, same = shipped_rule(), shipped_rule()
    mark = vectors.fingerprint(row["definition"], row["vectors"])
    assert vectors.fingerprint(dict(reversed(same["definition"].items())), same["vectors"]) == mark
    same["vectors"][0]["amount"] += 1
    assert vectors.fingerprint(same["definition"], same["vectors"]) != mark
