"""The language of conditions: three values, and nothing that is not in it."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.deals.subsidies.conditions import Language, Situation, check, holds
from matchmaker.deals.subsidies.facts import FACTS

LANGUAGE = Language(dict(FACTS), {"line": "money", "some": "count"}, frozenset({"inclusive"}))
YES: dict[str, Any] = {"fact": "certified", "is": True}
NO: dict[str, Any] = {"fact": "certified", "is": False}
DARK: dict[str, Any] = {"fact": "granted", "is": True}
WORDS = {True: YES, False: NO, None: DARK}
ORDER = (False, None, True)
THREE = st.sampled_from(ORDER)


def judged(condition: dict[str, Any], **facts: Any) -> bool | None:
    check(condition, LANGUAGE)
    return holds(condition, Situation({"certified": True, **facts}, {"line": Fraction(50), "some": Fraction(3)}, {}))


@given(st.lists(THREE, min_size=1, max_size=4))
def test_unknown_passes_on_as_in_kleenes_logic(parts: list[bool | None]) -> None:
    conditions = [WORDS[part] for part in parts]
    least, most = min(parts, key=_rank), max(parts, key=_rank)
    assert judged({"all": conditions}) is least
    assert judged({"any": conditions}) is most
    assert judged({"not": conditions[0]}) is (None if parts[0] is None else not parts[0])


def _rank(value: Any) -> int:
    return ORDER.index(value)


def test_each_comparison() -> None:
    line = {"fact": "amount", "reaches": "line", "point": "inclusive"}
    assert [judged(line, amount=each) for each in (49, 50)] == [False, True]
    strict = Situation({"amount": 50}, {"line": Fraction(50)}, {"inclusive": "exclusive"})
    assert holds(line, strict) is False
    assert judged({"fact": "countries", "at_most": "some"}, countries=4) is False
    assert judged({"fact": "contract_kind", "among": ["transfer"]}, contract_kind="transfer") is True
    assert judged({"fact": "buyer_region", "within": "340300"}, buyer_region="340304") is True
    assert judged({"fact": "buyer_region", "within": "340300"}, buyer_region="000000") is False


@pytest.mark.parametrize(
    "strange",
    [
        {},
        [],
        {"all": []},
        {"all": [YES], "any": [YES]},
        {"fact": "amount"},
        {"fact": "password", "is": True},
        {"fact": "amount", "is": True},
        {"fact": "amount", "reaches": "some"},
        {"fact": "amount", "reaches": "line", "point": "unheard-of"},
        {"fact": "amount", "reaches": "line", "eval": "1"},
        {"fact": "certified", "is": 1},
        {"fact": "contract_kind", "among": ["gift"]},
        {"fact": "buyer_region", "within": "here"},
        {"not": {"not": {"not": {"not": {"not": {"not": {"not": {"not": YES}}}}}}}},
        "__import__('os')",
    ],
)
def test_what_is_not_in_the_language_is_refused(strange: Any) -> None:
    with pytest.raises((ValueError, TypeError, KeyError, AttributeError)):
        check(strange, LANGUAGE)
