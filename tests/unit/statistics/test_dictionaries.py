"""Whoever reads the other data sets finds their regions and codes explained."""

from __future__ import annotations

from sqlalchemy.orm import Session

from matchmaker.statistics.open_data.dictionaries import DICTIONARIES, LISTS


def test_regions_and_codes_are_all_there(session: Session) -> None:
    regions, codes = ([each.values(row) for row in each.rows(session, "")] for each in DICTIONARIES)
    assert {"code": "340304", "name": "禹会区", "kind": "county", "parent_code": "340300"} in regions
    assert [row["code"] for row in codes if row["list"] == "trl"][-1] == "9"
    assert {row["list"] for row in codes} == set(LISTS)
    assert "officers_only" not in {row["code"] for row in codes}
