"""A table of a kind that this application does not know looks missing."""

from __future__ import annotations

import pytest
from flask import Flask

from matchmaker.core.errors import NotFound
from matchmaker.sheets.models import SheetImport
from matchmaker.sheets.views.blueprint import target_of


def test_only_known_kinds_have_a_target(app: Flask) -> None:
    with app.app_context():
        assert target_of(SheetImport(record_kind="contract")).endpoints["list"] == "contracts.index"
        with pytest.raises(NotFound):
            target_of(SheetImport(record_kind="voucher"))
