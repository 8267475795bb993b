"""Public questions to a posted challenge, and their answers."""

from __future__ import annotations

from sqlalchemy.orm import Session

from matchmaker.challenges.models import Challenge, ChallengeQuestion, ChallengeState
from matchmaker.challenges.policies import PERMISSIONS, Permission
from matchmaker.challenges.services.telling import tell_followers, tell_issuer
from matchmaker.core import audit, clock
from matchmaker.core.authz import Actor
from matchmaker.core.errors import Conflict, Invalid
from matchmaker.core.i18n import N_

LONGEST = 1000


def ask(session: Session, challenge: Challenge, body: str, *, actor: Actor) -> ChallengeQuestion:
    """Ask; both question and answer are public, who asked is kept nowhere, for they may be a bidder."""
    PERMISSIONS.require(actor, Permission.ASK)
    if challenge.state not in {ChallengeState.POSTED, ChallengeState.RECEIVING}:
        raise Conflict(N_("只有张榜期间可以提问。"))
    if not 0 < len(body.strip()) <= LONGEST:
        raise Invalid(fields={"body": [N_("请写问题，最多 1000 字。")]})
    row = ChallengeQuestion(challenge_id=challenge.id, body=body.strip())
    session.add(row)
    session.flush()
    key = f"challenge:question:{row.id}"
    tell_issuer(session, challenge, "challenge.asked", N_("榜题有新的提问"), dedup_key=key)
    return row


def answer(session: Session, challenge: Challenge, question: ChallengeQuestion, text: str, *, actor: Actor) -> None:
    """Answer for the issuer, once. Raises Invalid for nothing, Conflict when it was answered."""
    PERMISSIONS.require(actor, Permission.PREPARE, challenge)
    if question.answered_at is not None:
        raise Conflict
    if not 0 < len(text.strip()) <= 2 * LONGEST:
        raise Invalid(fields={"answer": [N_("请写答复，最多 2000 字。")]})
    question.answer, question.answered_at, question.answered_by = text.strip(), clock.now(), actor.user_id
    session.flush()
    audit.record(session, actor, "challenge.answered", "challenge", challenge.id, question=question.id)
    key = f"challenge:answer:{question.id}"
    tell_followers(session, challenge, "challenge.answered", N_("榜题的提问有了答复"), dedup_key=key)
