"""Which decisions the engine learns from."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from matchmaker.catalog.models import AchievementState
from matchmaker.core import clock
from matchmaker.engine.documents import Document
from matchmaker.matching.models import SuggestionState
from matchmaker.matching.tuning import decisions as module
from matchmaker.matching.tuning.decisions import decisions
from tests.factories.catalog import make_achievement, make_need
from tests.factories.matching import make_suggestion
from tests.unit.matching.support import Matcher

S = SuggestionState


def _found(matcher: Matcher, session: Session) -> list[Any]:
    return decisions(session, matcher.keeper.served(session, "achievement").index)


@pytest.mark.parametrize(
    ("reasons", "counts"),
    [
        (["wrong_field"], True),
        (["too_early", "cost_market"], True),
        (["solved_already"], False),
        (["wrong_field", "timing_money"], False),
        ([], False),
    ],
)
def test_a_rejection_counts_only_when_it_speaks_of_fit(
    matcher: Matcher, session: Session, reasons: list[str], *, counts: bool
) -> None:
    make_suggestion(session, S.REJECTED, reasons=reasons)
    assert [each.accepted for each in _found(matcher, session)] == ([False] if counts else [])


def test_what_is_undecided_or_put_off_teaches_nothing(matcher: Matcher, session: Session) -> None:
    for state in (S.PROPOSED, S.HELD, S.SUPERSEDED):
        make_suggestion(session, state)
    assert _found(matcher, session) == []


def test_the_oldest_stand_first_and_of_very_many_the_newest_are_taken(
    matcher: Matcher, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    need = make_need(session)
    for days in (1, 3, 2):
        row = make_suggestion(session, S.APPROVED, need=need)
        row.decided_at = clock.now() - timedelta(days=days)
        row.achievement.title = f"前{days}天"
    session.commit()
    keys = [each.achievement for each in _found(matcher, session)]
    assert len(keys) == 3
    monkeypatch.setattr(module, "MOST", 2)
    assert [each.achievement for each in _found(matcher, session)] == keys[1:]


def test_an_achievement_that_is_published_no_longer_is_read_as_a_text(matcher: Matcher, session: Session) -> None:
    gone = make_achievement(session, AchievementState.WITHDRAWN, title="已撤下的成果")
    make_suggestion(session, S.APPROVED, achievement=gone)
    kept = make_suggestion(session, S.APPROVED)
    first, second = _found(matcher, session)
    assert isinstance(first.achievement, Document)
    assert (first.achievement.key, second.achievement) == (gone.id, kept.achievement_id)
