"""The two sides differ in a table, and every address in it exists."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from matchmaker.catalog.views.sides import SIDES, Side, side_of
from tests.factories.catalog import make_achievement, make_need

ONE = ("edit", "manage", "act", "versions", "files", "autosave")
ALL = ("new", "mine", "confirm", "quality")


@pytest.mark.parametrize("side", SIDES.values(), ids=lambda side: str(side.kind))
def test_every_page_has_its_address(app: Flask, side: Side) -> None:
    with app.test_request_context():
        found = [side.href(page, record_id=7) for page in ONE] + [side.href(page) for page in ALL]
    assert len(set(found)) == len(found)
    assert all(f"/{side.kind}s" in href for href in found)


def test_a_record_knows_its_side(session: Session) -> None:
    assert side_of(make_need(session)) is SIDES[side_of(make_need(session)).kind]
    assert side_of(make_achievement(session)).kind == "achievement"
