"""Tables of achievements and needs belong to whom the catalogue lets import them."""

from __future__ import annotations

from matchmaker.catalog.policies import PERMISSIONS
from matchmaker.catalog.sheet_targets import ACHIEVEMENT_SHEET, NEED_SHEET
from matchmaker.core.authz import Role, system_actor
from matchmaker.sheets.models import SheetImport


def test_each_brings_its_own_kind_under_its_own_right() -> None:
    assert PERMISSIONS.roles(ACHIEVEMENT_SHEET.permission) == {Role.UNIVERSITY_OFFICE}
    assert PERMISSIONS.roles(NEED_SHEET.permission) == {Role.OFFICER}
    sheet = SheetImport(record_kind="achievement", organization_id=7)
    taking = ACHIEVEMENT_SHEET.taking(sheet, system_actor("test"), claims=False)
    assert (taking.kind, taking.organization_id) == ("achievement", 7)  # type: ignore[attr-defined]  # the catalogue's own
    assert NEED_SHEET.question
    assert not ACHIEVEMENT_SHEET.question
