"""大写: what an accountant writes, and reads back as the same money."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.core.capital_amounts import DIGITS, capital

EXAMPLES = [
    (0, "零元整"),
    (5, "伍分"),
    (10, "壹角整"),
    (100, "壹元整"),
    (105, "壹元零伍分"),
    (1000, "壹拾元整"),
    (140_950, "壹仟肆佰零玖元伍角整"),
    (600_714, "陆仟零柒元壹角肆分"),
    (168_032, "壹仟陆佰捌拾元叁角贰分"),
    (10_700_053, "壹拾万柒仟元伍角叁分"),
    (200_000_000, "贰佰万元整"),
    (10_000_000_100, "壹亿零壹元整"),
    (100_005_000_000, "壹拾亿零伍万元整"),
    (10**14, "壹万亿元整"),
]
UNITS = {"拾": 10, "佰": 100, "仟": 1000}


@pytest.mark.parametrize(("fen", "text"), EXAMPLES)
def test_it_is_written_as_the_rules_for_vouchers_say(fen: int, text: str) -> None:
    assert capital(fen) == f"人民币{text}"


@given(st.integers(0, 10**14) | st.integers(0, 10**6) | st.integers(0, 14).map(lambda power: 10**power))
def test_reading_it_gives_the_same_money(fen: int) -> None:
    text = capital(fen)
    assert _read(text.removeprefix("人民币")) == fen
    assert "零零" not in text
    assert text.endswith("整") is (fen % 10 == 0)


def test_there_is_none_for_less_than_nothing() -> None:
    with pytest.raises(ValueError, match="negative"):
        capital(-1)


def _read(text: str) -> int:
    """Fen of capital characters, by a grammar of its own."""
    found = re.fullmatch(r"(?:(.+)元)?零?(?:(.)角)?(?:(.)分)?整?", text)
    assert found is not None
    whole, tenths, hundredths = found.groups()
    parts = [DIGITS.index(each) if each else 0 for each in (tenths, hundredths)]
    return (_number(whole) if whole else 0) * 100 + parts[0] * 10 + parts[1]


def _number(text: str) -> int:
    for name, size in (("亿", 10**8), ("万", 10**4)):
        before, found, after = text.rpartition(name) if name == "亿" else text.partition(name)
        if found:
            return _number(before) * size + (_number(after) if after else 0)
    total, digit = 0, 0
    for sign in text:
        if sign in UNITS:
            total, digit = total + digit * UNITS[sign], 0
        else:
            digit = DIGITS.index(sign)
    return total + digit
