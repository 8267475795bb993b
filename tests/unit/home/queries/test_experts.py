"""Who sits on a judging panel finds what they owe, and nothing before the opening."""

from __future__ import annotations

from sqlalchemy.orm import Session

from matchmaker.challenges.models import Challenge, Stage
from matchmaker.challenges.services import form_panel, score
from matchmaker.config import Settings
from matchmaker.core.authz import Actor
from matchmaker.home.queries import experts
from matchmaker.home.queries.lines import waiting
from tests.unit.challenges.stage import Way, make_way
from tests.unit.challenges.test_form_panel import judges


def owed(way: Way, actor: Actor) -> tuple[list[int], list[int | None]]:
    """(seats that owe a declaration, how many sheets each seat owes)."""
    duties = {"declare": (experts.to_declare(actor), None), "score": (experts.to_score(actor), None)}
    found = waiting(way.session, duties)
    declare = [line.id for line in found["declare"].lines] if "declare" in found else []
    return declare, [line.number for line in found["score"].lines] if "score" in found else []


def test_first_the_word_then_the_sheets(session: Session, settings: Settings) -> None:
    way = make_way(session, settings.data_dir).receiving()
    way.bid(0)
    way.bid(1)
    way.do(form_panel.form_panel, Challenge, Stage.REVIEW, judges(way, 5), actor=way.actor(way.county))
    seat = way.seats(Stage.REVIEW)[0]
    actor = way.expert(seat)
    assert owed(way, actor) == ([], [])
    way.close()
    bids = way.open()
    assert owed(way, actor) == ([seat.id], [])
    for each in way.seats(Stage.REVIEW):
        way.do(form_panel.declare_conflict, each, conflict=False, actor=way.expert(each))
    assert owed(way, actor) == ([], [])
    way.qualify(bids)
    way.do(score.start_review, Challenge, actor=way.actor(way.county))
    assert owed(way, actor) == ([], [2])
    way.score(bids[0], 80, slice(1))
    assert owed(way, actor) == ([], [1])
    assert owed(way, way.expert(way.seats(Stage.REVIEW)[1])) == ([], [2])
    assert owed(way, way.actor(way.officer)) == ([], [])
