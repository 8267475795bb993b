"""Coming in and going out."""

from __future__ import annotations

from sqlalchemy.orm import Session

from matchmaker.accounts.models import User, UserState
from matchmaker.accounts.services import sessions, throttles
from matchmaker.core import security_events
from matchmaker.core.authz import ANONYMOUS, Actor
from matchmaker.core.errors import Invalid
from matchmaker.core.i18n import N_


def admit(session: Session, user: User, against: list[throttles.Counter], *, address: str, agent: str) -> str:
    """Open a session for somebody whose password was right; returns its token.

    Raises Invalid for a suspended account.
    """
    throttles.forgive(session, against)
    if user.state != UserState.ACTIVE:
        raise Invalid(N_("账号已停用，请联系平台管理员。"))
    actor = Actor(kind="user", user_id=user.id)
    security_events.note(session, throttles.SIGN_IN, actor, address)
    return sessions.open_session(session, user.id, address=address, agent=agent)


def refuse(session: Session, login: str, user_id: int | None, address: str) -> None:
    """Note a wrong name or password."""
    actor = Actor(kind="anonymous", user_id=user_id) if user_id is not None else ANONYMOUS
    security_events.note(session, "sign_in_failed", actor, address, login[:64])


def leave(session: Session, actor: Actor, address: str) -> None:
    """End the session the actor is in."""
    if actor.session_id is not None:
        sessions.close_session(session, actor.session_id)
        security_events.note(session, "sign_out", actor, address)
