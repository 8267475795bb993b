"""Which version is in use: of several at once exactly one."""

from functools import partial

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, sessionmaker

from matchmaker.core import clock
from matchmaker.core.authz import Actor, Role, system_actor
from matchmaker.core.errors import Conflict, Forbidden, Invalid
from matchmaker.core.jobs import Job
from matchmaker.core.unit_of_work import transact
from matchmaker.matching.tuning.models import EngineTuning, TuningState
from matchmaker.matching.tuning.queries import live
from matchmaker.matching.tuning.services import discard, go_live, roll_back, switch_off
from tests.factories.tuning import comparison, make_tuning
from tests.support.race import race, winners

S = TuningState
ADMIN = system_actor("test")


def _states(session: Session) -> list[str]:
    return list(session.scalars(select(EngineTuning.state).order_by(EngineTuning.id)))


def test_of_two_put_into_use_at_once_one_is(sessions: sessionmaker[Session], session: Session) -> None:
    """With nothing in use before, no row is there to be fought for: the database's own index decides."""
    rows = [make_tuning(session, S.CANDIDATE) for _each in range(2)]

    def put(inner: Session, number: int) -> None:
        transact(inner, lambda it: go_live(it, it.get_one(EngineTuning, number), actor=ADMIN))

    results = race(sessions, [partial(put, number=row.id) for row in rows])
    assert len(winners(results)) == 1
    assert all(isinstance(each, Conflict) for each in results if isinstance(each, Exception))
    assert sorted(_states(session)) == [S.CANDIDATE, S.LIVE]
    assert len(session.scalars(select(Job.id).where(Job.kind == "matching.refresh_all")).all()) == 1


def test_the_database_refuses_a_second_version_in_use(session: Session) -> None:
    make_tuning(session)
    other = make_tuning(session, S.CANDIDATE)
    move = update(EngineTuning).where(EngineTuning.id == other.id).values(state=S.LIVE, live_at=clock.now())
    with pytest.raises(IntegrityError):
        session.execute(move)
    session.rollback()


def test_a_version_compared_with_an_older_one_is_refused(session: Session) -> None:
    row = make_tuning(session, S.CANDIDATE)
    make_tuning(session)
    with pytest.raises(Conflict, match="重新比较"):
        transact(session, lambda it: go_live(it, it.get_one(EngineTuning, row.id), actor=ADMIN))


def test_a_worse_one_needs_a_reason_which_is_kept(session: Session) -> None:
    row = make_tuning(session, S.CANDIDATE, comparison=comparison(-0.02, -0.03, -0.01))
    with pytest.raises(Invalid):
        transact(session, lambda it: go_live(it, it.get_one(EngineTuning, row.id), actor=ADMIN, reason=" "))
    transact(session, lambda it: go_live(it, it.get_one(EngineTuning, row.id), actor=ADMIN, reason="行话"))
    assert _states(session) == [S.LIVE]


def test_back_and_off_and_back_again(session: Session) -> None:
    first, second = make_tuning(session), make_tuning(session)
    transact(session, lambda it: roll_back(it, it.get_one(EngineTuning, first.id), actor=ADMIN))
    assert _states(session) == [S.LIVE, S.RETIRED]
    transact(session, lambda it: switch_off(it, it.get_one(EngineTuning, first.id), actor=ADMIN))
    assert live(session) is None
    transact(session, lambda it: roll_back(it, it.get_one(EngineTuning, second.id), actor=ADMIN))
    assert _states(session) == [S.RETIRED, S.LIVE]
    with pytest.raises(Conflict):
        transact(session, lambda it: roll_back(it, it.get_one(EngineTuning, second.id), actor=ADMIN))


def test_nobody_else_may(session: Session) -> None:
    row = make_tuning(session, S.CANDIDATE)
    officer = Actor(kind="user", roles=frozenset({Role.OFFICER}))
    with pytest.raises(Forbidden):
        transact(session, lambda it: go_live(it, it.get_one(EngineTuning, row.id), actor=officer))
    with pytest.raises(Forbidden):
        transact(session, lambda it: discard(it, it.get_one(EngineTuning, row.id), actor=officer))
