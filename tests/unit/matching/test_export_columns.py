"""A pair's line in the file of the queue."""

from __future__ import annotations

from flask import Flask
from sqlalchemy.orm import Session

from matchmaker.deals.explanations import LEVELS
from matchmaker.matching.export_columns import COLUMNS
from matchmaker.matching.models import Level
from tests.factories.matching import make_suggestion


def test_a_pair_is_told_in_words_and_points(app: Flask, session: Session) -> None:
    row = make_suggestion(
        session,
        score=0.4267,
        parts=[{"term": "浓缩", "weight": 0.1, "half": "title"}, {"term": "膜", "weight": 0.3, "half": "body"}],
        facts=[{"kind": "money", "fits": False, "text": "预算不够"}],
        asked_side="need",
    )
    with app.test_request_context():
        found = {column.heading: column.cell(row) for column in COLUMNS}
    assert (found["匹配度等级"], found["匹配度（满分100）"]) == ("较强相关", 42.7)
    assert (found["共有的词"], found["要点"], found["申请引荐"]) == ("膜、浓缩", "预算不够", "企业")
    assert set(LEVELS) == set(Level)
