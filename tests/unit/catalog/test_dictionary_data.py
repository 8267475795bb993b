"""The dictionaries of the catalogue: fields, industries and the cities' own industries."""

import json
from importlib.resources import files
from typing import Any


def _read(package: str, name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads((files(package) / "data" / name).read_text(encoding="utf-8"))
    return rows


INDUSTRIES = _read("matchmaker.catalog", "industries.json")


def test_industries_are_the_sections_and_divisions_of_the_standard() -> None:
    sections = [row["code"] for row in INDUSTRIES if row["parent"] is None]
    divisions = [row["code"] for row in INDUSTRIES if row["parent"] is not None]
    assert sections == list("ABCDEFGHIJKLMNOPQRST")
    assert divisions == [f"{number:02}" for number in range(1, 98)]


def test_every_division_lies_in_a_section_that_stands_before_it() -> None:
    seen: list[str] = []
    for row in INDUSTRIES:
        assert row["parent"] is None or row["parent"] == seen[-1]
        seen += [row["code"]] if row["parent"] is None else []


def test_there_are_eight_fields_and_other() -> None:
    codes = [row["code"] for row in _read("matchmaker.catalog", "fields.json")]
    assert len(set(codes)) == 9
    assert codes[-1] == "other"


def test_local_industries_belong_to_known_regions() -> None:
    regions = {row["code"] for row in _read("matchmaker.organizations", "regions.json")}
    rows = _read("matchmaker.catalog", "local_industries.json")
    assert {row["region_code"] for row in rows} <= regions
    assert len({(row["region_code"], row["code"]) for row in rows}) == len(rows)
