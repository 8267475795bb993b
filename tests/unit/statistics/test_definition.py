"""A figure says what it counts."""

from __future__ import annotations

from flask import Flask

from matchmaker.statistics.cut import Cut
from matchmaker.statistics.definition import period, sentences
from matchmaker.statistics.metrics import Metric


def test_period_place_and_scope_are_told(app: Flask) -> None:
    with app.test_request_context():
        cut = Cut(Metric.RESULTS, ("340300",), 2026, place="禹会区", outside_only=True, counted_when="received")
        assert period(cut) == "截至2026年底累计"
        told = dict(sentences(cut))
        assert (told["考核单位"], told["何时算转化"]) == ("禹会区", "到账")
        assert "本市以外" in told["范围"]
        assert period(Cut(Metric.RESULTS, ("340300",), 2026, first_year=2026, month=3)) == "2026年3月"
