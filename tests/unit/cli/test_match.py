from sqlalchemy.orm import Session

from matchmaker.catalog.models import NeedState
from tests.factories.catalog import make_achievement, make_need
from tests.support.commands import Commands


def test_matching_counts_what_it_did_and_twice_changes_nothing(commands: Commands, session: Session) -> None:
    make_need(session)
    make_achievement(session)
    session.rollback()
    counts = {"needs": 1, "created": 1, "updated": 0, "superseded": 0, "unchanged": 0}
    assert commands.json("match") == counts
    assert commands.json("match") == {**counts, "created": 0, "unchanged": 1}


def test_one_need_can_be_matched_alone(commands: Commands, session: Session) -> None:
    need, _other = make_need(session), make_need(session)
    make_achievement(session)
    session.rollback()
    assert commands.json("match", "--need", str(need.id))["created"] == 1


def test_a_need_that_is_not_published_is_refused(commands: Commands, session: Session) -> None:
    need = make_need(session, NeedState.DRAFT)
    session.rollback()
    assert "没有编号" in commands.run("match", "--need", str(need.id), status=1).stderr
