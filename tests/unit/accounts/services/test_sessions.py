"""Sessions end when they should."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.accounts.models import UserSession
from matchmaker.accounts.services.sessions import close_all, close_session, open_session
from matchmaker.accounts.tokens import token_hash
from matchmaker.core.unit_of_work import transact
from tests.factories.accounts import make_user


def test_only_the_hash_of_a_token_is_stored(session: Session) -> None:
    user = make_user(session)
    token = transact(session, lambda inner: open_session(inner, user.id, agent="x" * 500))
    row = session.scalars(select(UserSession)).one()
    assert row.token_hash == token_hash(token) != token
    assert len(row.agent) == 120


def test_one_or_all_but_one_can_be_closed(session: Session) -> None:
    user = make_user(session)
    for _time in range(3):
        transact(session, lambda inner: open_session(inner, user.id))
    first, second, _third = session.scalars(select(UserSession.id).order_by(UserSession.id)).all()
    transact(session, lambda inner: close_session(inner, first))
    transact(session, lambda inner: close_all(inner, user.id, but=second))
    assert session.scalars(select(UserSession.id)).all() == [second]
