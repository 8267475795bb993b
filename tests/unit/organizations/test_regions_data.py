"""The regions that are shipped form one tree with the codes of GB/T 2260."""

import json
import re
from collections import Counter
from importlib.resources import files

import pytest

ROWS = json.loads((files("matchmaker.organizations") / "data/regions.json").read_text(encoding="utf-8"))
BY_CODE = {row["code"]: row for row in ROWS}
PARENT_KIND: dict[str, set[str | None]] = {
    "province": {None},
    "city": {"province"},
    "county": {"city"},
    "zone": {"city", "county"},
}


def test_codes_are_unique_and_in_order() -> None:
    codes = [row["code"] for row in ROWS]
    assert codes == sorted(set(codes))


def test_every_region_hangs_under_the_right_kind() -> None:
    for row in ROWS:
        parent = BY_CODE[row["parent"]]["kind"] if row["parent"] else None
        assert parent in PARENT_KIND[row["kind"]], row


def test_all_of_anhui_and_every_other_province_are_there() -> None:
    assert Counter(row["kind"] for row in ROWS if row["kind"] != "zone") == {"province": 34, "city": 16, "county": 104}


def test_a_county_code_begins_with_its_city() -> None:
    assert all(row["code"][:4] == row["parent"][:4] for row in ROWS if row["kind"] == "county")


def test_a_zone_has_a_code_of_our_own_that_says_so() -> None:
    zones = [row for row in ROWS if row["kind"] == "zone"]
    assert all(re.fullmatch(rf"{row['parent']}-Z[1-9]", row["code"]) for row in zones)
    assert all("不属于 GB/T 2260" in row["code_scheme"] for row in zones)


@pytest.mark.parametrize("city", ["340300", "340400", "340600", "341600"])
def test_the_cities_of_the_four_plans_have_zones(city: str) -> None:
    assert [row for row in ROWS if row["kind"] == "zone" and row["code"].startswith(city[:4])]
