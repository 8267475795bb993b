"""The page's figures as tables."""

from datetime import date

import pytest
from flask import Flask

from matchmaker.core import clock
from matchmaker.engine.frozen import measured
from matchmaker.matching.quality import Gap, Period, Quality, Waiting
from matchmaker.matching.quality_tables import TABLES, UNDATED, field_name, region_name, table
from matchmaker.matching.quality_words import FROZEN, RATES, WAITS
from matchmaker.matching.statistics import Share, Spread

NAMES = {"340300": "蚌埠市", "340304": "禹会区"}
FOUND = Quality(
    period=Period.YEAR,
    first_day=date(2025, 3, 6),
    rates={"precision_3": Share(3, 4), "agreement": Share(0, 0)},
    reasons={"too_early": 2},
    waits={"suggestion": Waiting(Spread(4, 0, 1.5, 3), 2), "introduction": Waiting(None, 6)},
    undecided_deals=0,
    fields=[Gap("electronics", 3, 5, 2), Gap("", 0, 1, 0)],
    regions=[Gap("340300", 3, 5, 2), Gap("340304", 1, 5, 1, "340300"), Gap("340300", 2, 0, 1, "340300")],
)


@pytest.mark.parametrize("name", sorted(set(TABLES) - UNDATED))
def test_every_row_fits_its_head_and_tells_its_period(app: Flask, name: str) -> None:
    with app.test_request_context(), clock.frozen(clock.start_of_day(date(2026, 3, 5))):
        head, rows = table(name, FOUND, NAMES)
    assert rows
    assert {len(row) for row in rows} == {len(head)}
    assert {tuple(row[-2:]) for row in rows} == {("2025-03-06", "2026-03-05")}


def test_the_frozen_set_is_of_no_period(app: Flask) -> None:
    with app.test_request_context():
        head, rows = table("frozen", FOUND, NAMES)
    assert {len(row) for row in rows} == {len(head)}
    kept = measured()
    assert [row[1] for row in rows] == [round(kept.values[name], 4) for name in FROZEN]


def test_nothing_of_nothing_stays_empty(app: Flask) -> None:
    with app.test_request_context():
        rows = {name: table(name, FOUND, NAMES).rows for name in TABLES}
    assert rows["rates"][0][1:6] == [0.75, 0.3006, 0.9544, 3, 4]
    assert rows["rates"][1][1:6] == [None, None, None, 0, 0]
    assert rows["waits"][1][1:6] == [None, None, None, 0, 6]
    assert rows["fields"][1][:5] == ["未标注领域", 0, 1, 0, None]
    assert rows["fields"][0][4] == 0.3333


def test_regions_name_their_city_and_what_it_keeps_for_itself(app: Flask) -> None:
    with app.test_request_context():
        rows = table("regions", FOUND, NAMES).rows
        assert [row[:3] for row in rows] == [
            ["蚌埠市", "全市", "340300"],
            ["蚌埠市", "禹会区", "340304"],
            ["蚌埠市", "市本级及未分县区", "340300"],
        ]
        assert region_name(Gap("999900", 0, 1, 0), NAMES) == "999900"
        assert field_name("of_old") == "of_old"


def test_every_figure_has_its_words() -> None:
    assert set(RATES) == {"precision_3", "precision_5", "acceptance", "agreement"}
    assert set(WAITS) == {"suggestion", "introduction"}
