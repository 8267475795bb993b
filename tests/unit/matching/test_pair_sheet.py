"""The sheet of a suggestion holds both records and the grounds."""

from __future__ import annotations

from flask import Flask
from sqlalchemy.orm import Session

from matchmaker.matching.pair_sheet import content
from tests.factories.matching import make_suggestion


def test_both_sides_and_the_grounds_are_there(app: Flask, session: Session) -> None:
    row = make_suggestion(session, facts=[{"kind": "money", "fits": False, "text": "预算不够"}])
    with app.test_request_context():
        found = content(row)
    assert [side.title for side in found.sides] == [row.need.title, row.achievement.title]
    assert dict(found.sides[0].facts)["主要技术问题"] == row.need.problem
    assert found.grounds.facts == [{"kind": "conflict", "text": "预算不够"}]
    assert (found.grounds.total, found.words) == (42.0, ["浓缩（40.0）"])
