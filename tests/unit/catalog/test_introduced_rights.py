"""Numbers say of a patent what kind it is; words around them whether it stands."""

from __future__ import annotations

import pytest

from matchmaker.catalog.introduced_rights import rights_in


@pytest.mark.parametrize(
    ("text", "kind", "number", "status"),
    [
        ("一种银浆，ZL202110123456.7", "invention", "ZL202110123456.7", "valid"),
        ("实用新型 ZL 202120123456.X", "utility_model", "ZL 202120123456.X", "valid"),
        ("申请号202210345678.9，实审", "invention", "202210345678.9", "pending"),
        ("202210345678.9，已授权", "invention", "202210345678.9", "valid"),
        ("外观设计专利202330345678.9已授权", "design", "202330345678.9", "valid"),
        ("软件著作权2021SR0123456", "software", "2021SR0123456", "valid"),
    ],
)
def test_kind_number_and_status(text: str, kind: str, number: str, status: str) -> None:
    (found,) = rights_in(7, text)
    assert (found.kind, found.number, found.status) == (kind, number, status)
    assert found.piece == (7, text)
    assert found.values["holder"] == ""


def test_years_and_telephones_are_no_patents() -> None:
    assert list(rights_in(0, "2021年，电话0550-12345678，编号20211012345")) == []
