from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matchmaker.catalog.models import AchievementState
from matchmaker.core.audit import AuditEntry
from matchmaker.core.unit_of_work import transact
from matchmaker.matching.models import Suggestion, SuggestionState
from matchmaker.matching.services import withdraw
from matchmaker.matching.services.refresh import note_change
from tests.factories.catalog import make_achievement, make_need
from tests.factories.matching import make_suggestion
from tests.unit.matching.support import Matcher

S = SuggestionState


def _states(session: Session) -> list[str]:
    session.rollback()
    return list(session.scalars(select(Suggestion.state).order_by(Suggestion.id)))


def test_running_again_changes_nothing(matcher: Matcher, session: Session) -> None:
    make_need(session)
    make_achievement(session)
    first = matcher.all()
    before = session.scalar(select(func.count()).select_from(AuditEntry))
    session.rollback()
    second = matcher.all()
    assert (first.created, second.created, second.updated, second.superseded, second.unchanged) == (1, 0, 0, 0, 1)
    assert session.scalar(select(func.count()).select_from(AuditEntry)) == before


def test_a_new_achievement_enters_the_lists_of_the_needs_it_fits(matcher: Matcher, session: Session) -> None:
    need = make_need(session)
    matcher.all()
    achievement = make_achievement(session)
    transact(session, lambda inner: note_change(inner, "achievement", achievement.id, present=True))
    assert matcher.achievement(achievement.id).created == 1
    assert session.scalars(select(Suggestion.need_id)).all() == [need.id]


def test_an_unrelated_achievement_enters_no_list(matcher: Matcher, session: Session) -> None:
    make_need(session)
    for _each in range(10):  # a full list: only what is better than its last enters
        make_achievement(session)
    matcher.all()
    words: dict[str, Any] = {
        "title": "小麦赤霉病田间图像识别",
        "one_liner": "",
        "summary": "",
        "problem_solved": "",
        "advantage": "",
    }
    row = make_achievement(session, keywords=[], indicators=[], **words)
    transact(session, lambda inner: note_change(inner, "achievement", row.id, present=True))
    assert matcher.achievement(row.id).created == 0


def test_decided_suggestions_keep_what_they_were_decided_on(matcher: Matcher, session: Session) -> None:
    need, achievement = make_need(session), make_achievement(session)
    held = make_suggestion(session, S.HELD, need=need, achievement=achievement, score=0.111)
    matcher.all()
    session.refresh(held)
    assert (held.state, held.score) == (S.HELD, 0.111)


def test_what_no_longer_belongs_is_superseded_and_revived_when_it_does_again(
    matcher: Matcher, session: Session
) -> None:
    need, achievement = make_need(session), make_achievement(session)
    matcher.all()
    transact(session, lambda inner: withdraw(inner, "achievement", achievement.id))
    assert _states(session) == [S.SUPERSEDED]
    assert matcher.need(need.id).updated == 1
    assert _states(session) == [S.PROPOSED]


def test_a_pair_that_somebody_asked_for_stays_in_the_queue(matcher: Matcher, session: Session) -> None:
    need = make_need(session)
    gone = make_achievement(session, AchievementState.WITHDRAWN)
    make_suggestion(session, need=need, achievement=gone, asked_by=1, asked_side="need")
    matcher.all()
    assert _states(session) == [S.PROPOSED]


def test_withdrawing_a_need_takes_its_undecided_suggestions_only(session: Session) -> None:
    need = make_need(session)
    make_suggestion(session, need=need)
    make_suggestion(session, S.REJECTED, need=need)
    transact(session, lambda inner: withdraw(inner, "need", need.id))
    assert sorted(_states(session)) == [S.REJECTED, S.SUPERSEDED]
