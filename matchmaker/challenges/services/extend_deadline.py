"""A deadline moves only forward, before it passes, by two people, and everybody reads of it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from matchmaker.challenges.models import Challenge, ChallengeState, DeadlineExtension
from matchmaker.challenges.policies import PERMISSIONS, Permission
from matchmaker.challenges.queries import lock
from matchmaker.challenges.services.guards import require_before_deadline
from matchmaker.challenges.services.post import publish_version
from matchmaker.core import audit
from matchmaker.core.authz import Actor
from matchmaker.core.db import transaction_clock
from matchmaker.core.errors import Conflict, Invalid
from matchmaker.core.i18n import N_


def propose_extension(
    session: Session, challenge_id: int, extended_to: datetime, *, reason: str, actor: Actor
) -> DeadlineExtension:
    """The first person asks for a later deadline. Raises Invalid for an earlier one, DeadlinePassed."""
    challenge = _movable(session, challenge_id, actor)
    if challenge.closes_at is None or extended_to <= challenge.closes_at:
        raise Invalid(fields={"extended_to": [N_("截止时间只能延后。")]})
    if not reason.strip():
        raise Invalid(fields={"reason": [N_("请说明延期的理由。")]})
    row = DeadlineExtension(
        challenge_id=challenge.id,
        closes_at=challenge.closes_at,
        extended_to=extended_to,
        reason=reason.strip(),
        proposed_by=actor.user_id,
    )
    session.add(row)
    session.flush()
    audit.record(session, actor, "challenge.extension_proposed", "challenge", challenge.id, to=extended_to.isoformat())
    return row


def confirm_extension(session: Session, extension: DeadlineExtension, *, actor: Actor) -> None:
    """The second person agrees, and the deadline moves.

    Raises Conflict for the same person, or when the deadline is no longer the
    one the proposal spoke of; DeadlinePassed.
    """
    challenge = _movable(session, extension.challenge_id, actor)
    if actor.user_id is None or actor.user_id == extension.proposed_by:
        raise Conflict(N_("延期须由另一人确认。"))
    if extension.confirmed_by is not None or challenge.closes_at != extension.closes_at:
        raise Conflict
    extension.confirmed_by, extension.confirmed_at = actor.user_id, transaction_clock(session)
    challenge.closes_at = extension.extended_to
    publish_version(session, challenge, N_("截止时间延后：%(why)s") % {"why": extension.reason}, actor=actor)


def _movable(session: Session, challenge_id: int, actor: Actor) -> Challenge:
    challenge = lock(session, challenge_id)
    PERMISSIONS.require(actor, Permission.PRESCREEN, challenge)
    if challenge.state not in {ChallengeState.POSTED, ChallengeState.RECEIVING}:
        raise Conflict(N_("只有截止以前可以延期。"))
    require_before_deadline(session, challenge)
    return challenge
