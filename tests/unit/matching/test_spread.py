import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.catalog.models import AchievementState, NeedState
from matchmaker.core.unit_of_work import transact
from matchmaker.engine.batch import Answer, Source, answer_from
from matchmaker.engine.tuning import Tuning
from matchmaker.matching.models import Suggestion, SuggestionState
from matchmaker.matching.services import Outcome, spread, withdraw
from matchmaker.matching.services.refresh import note_change
from matchmaker.matching.services.spread import Block, folder_of, refresh_all_by
from tests.factories.catalog import make_achievement, make_need
from tests.unit.matching.support import Matcher

S = SuggestionState


@pytest.fixture(autouse=True)
def _blocks_of_two(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spread, "BLOCK", 2)


def _run(matcher: Matcher, meanwhile: Callable[[], None] | None = None, progress: Any = None) -> Outcome:
    """Helpers that read all blocks before they answer the first; then something happens, or nothing."""

    def helpers(generation: str, tuning: Tuning, blocks: Iterable[Block]) -> Iterator[Sequence[Answer]]:
        waiting = list(blocks)
        source = Source(str(folder_of(matcher.keeper)), generation)
        answers = [answer_from(source, tuning, block) for block in waiting]
        if meanwhile is not None:
            meanwhile()
        yield from answers

    return refresh_all_by(matcher.read, matcher.write, matcher.keeper, helpers, progress)


def _live(session: Session) -> list[tuple[int, int, float, list[Any]]]:
    session.rollback()
    query = select(Suggestion).where(Suggestion.state == S.PROPOSED)
    rows = session.scalars(query.order_by(Suggestion.need_id, Suggestion.achievement_id))
    return [(row.need_id, row.achievement_id, row.score, row.parts) for row in rows]


def test_helpers_find_what_is_found_here(matcher: Matcher, session: Session) -> None:
    needs = [make_need(session).id for _each in range(5)]
    for _each in range(3):
        make_achievement(session)
    seen: list[tuple[int, int]] = []
    outcome = _run(matcher, progress=lambda done, total: seen.append((done, total)))
    assert (outcome.needs, outcome.created) == (5, 15)
    assert seen == [(done, 5) for done in range(1, 6)]
    first = list(session.scalars(select(Suggestion.need_id).order_by(Suggestion.id)))
    assert first == [need for need in needs for _each in range(3)]
    again = matcher.all()
    assert (again.unchanged, again.created, again.updated, again.superseded) == (15, 0, 0, 0)


def test_nothing_published_asks_nothing(matcher: Matcher) -> None:
    assert _run(matcher) == Outcome()


def test_a_need_that_changes_meanwhile_is_answered_by_its_new_text(matcher: Matcher, session: Session) -> None:
    need = make_need(session)
    make_achievement(session)

    def edit(inner: Session) -> None:
        inner.get_one(type(need), need.id).title = "小麦赤霉病田间图像识别"

    _run(matcher, lambda: transact(session, edit))
    found = _live(session)
    matcher.need(need.id)
    assert found == _live(session)


def test_a_need_that_leaves_meanwhile_gets_nothing(matcher: Matcher, session: Session) -> None:
    need = make_need(session)
    make_achievement(session)

    def leave(inner: Session) -> None:
        inner.execute(_moved(type(need), need.id, NeedState.WITHDRAWN))

    assert _run(matcher, lambda: transact(session, leave)).created == 0


def test_an_achievement_that_leaves_meanwhile_is_not_proposed(matcher: Matcher, session: Session) -> None:
    make_need(session)
    gone, stays = make_achievement(session), make_achievement(session)

    def leave(inner: Session) -> None:
        inner.execute(_moved(type(gone), gone.id, AchievementState.WITHDRAWN))
        withdraw(inner, "achievement", gone.id)
        note_change(inner, "achievement", gone.id, present=False)

    _run(matcher, lambda: transact(session, leave))
    assert [row[1] for row in _live(session)] == [stays.id]


def test_an_achievement_that_comes_meanwhile_keeps_its_place(matcher: Matcher, session: Session) -> None:
    need = make_need(session)
    old = make_achievement(session)
    new: list[int] = []

    def come() -> None:
        new.append(make_achievement(session).id)
        transact(session, lambda inner: note_change(inner, "achievement", new[0], present=True))
        matcher.achievement(new[0])

    _run(matcher, come)
    assert [row[:2] for row in _live(session)] == [(need.id, old.id), (need.id, new[0])]


def test_files_that_this_machine_lacks_are_made_first(matcher: Matcher, session: Session) -> None:
    make_need(session)
    make_achievement(session)
    matcher.all()
    shutil.rmtree(folder_of(matcher.keeper))
    assert _run(matcher).unchanged == 1


def _moved(model: Any, number: int, state: str) -> Any:
    """A state as another process left it; the machine of states is not under test here."""
    return model.__table__.update().where(model.id == number).values(state=state, version=model.version + 1)
