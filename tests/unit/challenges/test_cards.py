"""A card's summary is one line and not too long."""

from __future__ import annotations

from matchmaker.challenges.cards import SUMMARY_LENGTH, shortened


def test_a_summary_is_one_short_line() -> None:
    assert shortened(" 一\n 二 ") == "一 二"
    long = shortened("长" * 500)
    assert len(long) == SUMMARY_LENGTH
    assert long.endswith("…")
