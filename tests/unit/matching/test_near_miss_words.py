from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from matchmaker.catalog.models import Achievement, Need
from matchmaker.engine.figures import Figure, Shortfall
from matchmaker.engine.near_miss import Gaps
from matchmaker.matching.models import Suggestion
from matchmaker.matching.near_miss_words import cards, items
from matchmaker.matching.near_misses import NearMiss
from matchmaker.organizations.models import Organization

NONE = Gaps(levels=0, pilot=False, dearer=0, shortfalls=(), words=())
NEED = Need(need_type="introduce_achievement", budget=50_000_000)


def _near(gaps: Gaps = NONE, **values: Any) -> NearMiss:
    row = Achievement(
        **{
            "id": 7,
            "title": "糖液浓缩",
            "state": "published",
            "disclosure": "public",
            "trl": 5,
            "organization": Organization(name="涂山大学"),
            **values,
        }
    )
    return NearMiss(row, row.disclosure == "public", "fair", ("浓缩", "收率"), gaps, is_elsewhere=False)


def _texts(app: Flask, near: NearMiss) -> list[tuple[str, str]]:
    with app.test_request_context():
        return [(item["kind"], item["text"]) for item in items(NEED, near)]


def test_nothing_in_the_way_is_said_too(app: Flask) -> None:
    shared, rest = _texts(app, _near())
    assert shared == ("match", "都提到：浓缩、收率")
    assert rest[0] == "close"


@pytest.mark.parametrize(
    ("gaps", "expected"),
    [
        (replace(NONE, levels=2, pilot=True), ("short", "成熟度 5 级，需求要 7 级，差 2 级；可先找中试平台")),
        (replace(NONE, levels=2), ("short", "成熟度 5 级，需求要 7 级，差 2 级")),
        (
            replace(NONE, dearer=30_000_000),
            ("short", "要价 80.00 万元起，预算至多 50.00 万元，高出 30.00 万元"),
        ),
        (
            replace(NONE, shortfalls=(Shortfall(Figure("收率", "≥96", "%"), Figure("收率", "92%", "%")),)),
            ("short", "收率：成果 92%，需求要 ≥96 %"),
        ),
        (replace(NONE, words=("滤渣", "换布")), ("missing", "滤渣、换布")),
    ],
)
def test_each_gap_is_a_short_line(app: Flask, gaps: Gaps, expected: tuple[str, str]) -> None:
    assert _texts(app, _near(gaps))[1:] == [expected]


def test_another_city_is_told(app: Flask) -> None:
    near = NearMiss(_near().achievement, is_whole=True, level="fair", shared=(), gaps=NONE, is_elsewhere=True)
    assert _texts(app, near) == [("short", "不在本市，需求写明要找本市的单位")]


def test_one_that_is_suggested_below_leads_there_with_its_level(app: Flask) -> None:
    suggestion = Suggestion(id=3, level="weak")
    with app.test_request_context():
        alone, suggested = (cards(NEED, [_near()], proposed)[0] for proposed in ({}, {7: suggestion}))
    assert (alone["href"], alone["level"]) == ("/achievements/7", "fair")
    assert (suggested["href"], suggested["level"]) == ("#suggestion-3", "weak")


def test_a_masked_one_is_called_by_its_text_and_its_unit_is_not_named(app: Flask) -> None:
    text: dict[str, Any] = {"masked_text": "一种浓缩工艺。", "masked_approved_at": "now", "disclosure": "masked"}
    with app.test_request_context():
        card = cards(NEED, [_near(NONE, **text)], {})[0]
    assert (card["title"], card["organization"], card["is_masked"]) == ("一种浓缩工艺", "", True)


def test_what_only_officers_may_read_leads_to_its_record(app: Flask) -> None:
    near = NearMiss(
        _near(disclosure="officers_only").achievement,
        is_whole=True,
        level="fair",
        shared=(),
        gaps=NONE,
        is_elsewhere=False,
    )
    with app.test_request_context():
        assert cards(NEED, [near], {})[0]["href"] == "/my/achievements/7"
