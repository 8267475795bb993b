"""`matchmaker match`: suggestions for what is published, the same however often it runs."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.catalog.models import NeedState
from matchmaker.matching.models import Suggestion
from tests.factories.catalog import make_achievement, make_need
from tests.support.command import Command

BURN: dict[str, Any] = {"title": "轴承套圈磨削烧伤在线检测", "one_liner": "磨削烧伤在线检测，漏检率低于千分之一。"}


def test_a_pair_is_found_once(command: Command, session: Session) -> None:
    need, achievement = make_need(session, **BURN), make_achievement(session, **BURN)
    first = command.json("match")
    assert first["created"] == 1
    assert [(row.need_id, row.achievement_id) for row in session.scalars(select(Suggestion))] == [
        (need.id, achievement.id)
    ]
    again = command.json("match")
    assert (again["created"], again["updated"], again["superseded"], again["unchanged"]) == (0, 0, 0, 1)


def test_one_need_alone_leaves_the_others(command: Command, session: Session) -> None:
    make_achievement(session, **BURN)
    wanted, other = make_need(session, **BURN), make_need(session, **BURN)
    assert command.json("match", "--need", str(wanted.id))["needs"] == 1
    assert list(session.scalars(select(Suggestion.need_id))) == [wanted.id]
    assert other.id != wanted.id


def test_a_need_that_is_not_published_is_refused_with_its_number(command: Command, session: Session) -> None:
    draft = make_need(session, NeedState.DRAFT)
    assert str(draft.id) in command("match", "--need", str(draft.id), code=1).stderr
