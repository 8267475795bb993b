"""意向登记: a person asks to be told of changes of a posted challenge, and nothing more (decision 0029).

No audit entry is written, no count is kept and nobody else can read it: what
may be a step towards a bid must not be told.
"""

from __future__ import annotations

from sqlalchemy import delete
from sqlalchemy.orm import Session

from matchmaker.challenges.models import ENDED, Challenge, Intention
from matchmaker.core.authz import Actor
from matchmaker.core.errors import Conflict, Forbidden, NotFound
from matchmaker.core.i18n import N_


def register_intention(session: Session, challenge: Challenge, *, actor: Actor) -> None:
    """Tell ``actor`` of changes from now on; once more changes nothing.

    Raises NotFound for a challenge that was not posted, Conflict for one that has ended.
    """
    if actor.user_id is None:
        raise Forbidden
    if not challenge.posted_version:
        raise NotFound
    if challenge.state in ENDED:
        raise Conflict(N_("这道榜题已经结束，不会再有变化。"))
    if session.get(Intention, (challenge.id, actor.user_id)) is None:
        session.add(Intention(challenge_id=challenge.id, user_id=actor.user_id))
        session.flush()


def drop_intention(session: Session, challenge: Challenge, *, actor: Actor) -> None:
    """Tell ``actor`` no more."""
    mine = (Intention.challenge_id == challenge.id, Intention.user_id == actor.user_id)
    session.execute(delete(Intention).where(*mine).execution_options(synchronize_session=False))
