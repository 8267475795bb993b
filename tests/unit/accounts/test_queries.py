"""Finding accounts and mailed links."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from matchmaker.accounts.models import PasswordReset
from matchmaker.accounts.queries import by_login, live_reset
from matchmaker.accounts.tokens import new_token, token_hash
from matchmaker.core import clock
from matchmaker.core.errors import NotFound
from matchmaker.core.unit_of_work import transact
from tests.factories.accounts import make_user


def test_a_sign_in_name_is_found_however_it_is_typed(session: Session) -> None:
    user = make_user(session, login="wen.qiao")
    assert by_login(session, "  WEN.qiao ") == user
    assert by_login(session, "wen") is None


@pytest.mark.parametrize(("seconds", "used", "alive"), [(60, False, True), (-1, False, False), (60, True, False)])
def test_a_link_lives_until_its_time_or_its_use(session: Session, seconds: int, *, used: bool, alive: bool) -> None:
    token, now = new_token(), clock.now()
    row = PasswordReset(
        token_hash=token_hash(token),
        user_id=make_user(session).id,
        expires_at=now + timedelta(seconds=seconds),
        used_at=now if used else None,
    )
    transact(session, lambda inner: inner.add(row))
    if alive:
        assert live_reset(session, token).id == row.id
    else:
        with pytest.raises(NotFound):
            live_reset(session, token)


def test_an_endless_token_is_just_unknown(session: Session) -> None:
    with pytest.raises(NotFound):
        live_reset(session, "x" * 100_000)
