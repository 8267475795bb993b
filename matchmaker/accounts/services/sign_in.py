"""Coming in and going out."""

from __future__ import annotations

from sqlalchemy.orm import Session

from matchmaker.accounts.models import User, UserState
from matchmaker.accounts.services import sessions, throttles
from matchmaker.core import security_events
from matchmaker.core.authz import Actor
from matchmaker.core.errors import Invalid
from matchmaker.core.i18n import N_

SHOWN_OF_LOGIN = 3


def admit(session: Session, user: User, against: list[throttles.Counter], *, address: str, agent: str) -> str:
    """Open a session for somebody whose password was right; returns its token.

    Raises Invalid for an account that was suspended meanwhile.
    """
    if user.state != UserState.ACTIVE:
        raise Invalid(N_("账号已停用，请联系平台管理员。"))
    throttles.forgive(session, against)
    security_events.note(session, throttles.SIGN_IN, _person(user.id), address)
    return sessions.open_session(session, user.id, address=address, agent=agent)


def refuse(session: Session, login: str, user_id: int | None, address: str) -> None:
    """Note a wrong name or password; of a name only its beginning, it may be a slip of the password."""
    security_events.note(session, "sign_in_failed", _person(user_id), address, f"{login[:SHOWN_OF_LOGIN]}…")


def leave(session: Session, actor: Actor, address: str) -> None:
    """End the session the actor is in."""
    if actor.session_id is not None:
        sessions.close_session(session, actor.session_id)
        security_events.note(session, "sign_out", actor, address)


def _person(user_id: int | None) -> Actor:
    return Actor(kind="user" if user_id is not None else "anonymous", user_id=user_id)
