import json

from flask import Flask
from sqlalchemy.orm import Session

from matchmaker.matching.dossier import document, reasons
from tests.factories.matching import make_suggestion


def test_points_and_contributions_are_rounded_alike(app: Flask, session: Session) -> None:
    """A half is rounded in one way, so that the total is the sum."""
    row = make_suggestion(session, score=0.1235, parts=[{"term": "浓缩", "weight": 0.1, "half": "title"}], rest=0.0235)
    with app.test_request_context():
        said = reasons(row)
    assert round(sum(each["points"] for each in said.contributions), 1) == said.points


def test_a_document_is_plain_data(app: Flask, session: Session) -> None:
    row = make_suggestion(session)
    with app.test_request_context():
        said = document(row, "/suggestions/1")
    assert json.loads(json.dumps(said)) == said
    assert said["need"]["title"] == row.need.title
    assert said["achievement"]["sections"]
    assert said["level"]["level"] == row.level
