"""A team's draft, kept under a passphrase that is asked for each time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from matchmaker.challenges.keys import HouseKeys
from matchmaker.challenges.models import SEALED_STATES, BidDraft, Challenge, ChallengeState
from matchmaker.challenges.policies import PERMISSIONS, Permission
from matchmaker.challenges.sealing import drafts, tags
from matchmaker.challenges.sealing.officers import WrongPassphrase
from matchmaker.core.authz import Actor
from matchmaker.core.errors import Conflict, Invalid, NotFound
from matchmaker.core.i18n import N_

SHORTEST_PASSPHRASE = 10


def seal_draft(challenge_id: int, organization_id: int, document: Mapping[str, Any], passphrase: str) -> bytes:
    """The draft as it will be kept. Derives a key: call it outside a transaction. Invalid for short words."""
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise Invalid(fields={"passphrase": [N_("团队口令至少 10 个字符；忘记了谁也打不开草稿。")]})
    return drafts.seal(document, passphrase, context=_context(challenge_id, organization_id))


def open_draft(draft: BidDraft, organization_id: int, passphrase: str) -> dict[str, Any]:
    """What the team's draft says. Derives a key, too. Invalid for other words."""
    try:
        return drafts.unseal(draft.content, passphrase, context=_context(draft.challenge_id, organization_id))
    except WrongPassphrase as error:
        raise Invalid(fields={"passphrase": [N_("口令不对。")]}) from error


def keep_draft(
    session: Session, challenge: Challenge, content: bytes, *, organization_id: int, keys: HouseKeys, actor: Actor
) -> None:
    """Keep ``content`` in place of the team's last draft; not audited, for it says that somebody prepares a bid."""
    _require_own(actor, organization_id)
    if challenge.state not in {ChallengeState.POSTED, ChallengeState.RECEIVING}:
        raise Conflict(N_("这道榜题现在不接受揭榜。"))
    row = draft_of(session, challenge.id, organization_id, keys=keys)
    if row is None:
        tag = tags.of_draft(keys.blinding, challenge.id, organization_id)
        session.add(BidDraft(tag=tag, challenge_id=challenge.id, content=content))
    else:
        row.content = content
    session.flush()


def discard_draft(session: Session, challenge_id: int, *, organization_id: int, keys: HouseKeys, actor: Actor) -> None:
    """Forget the team's draft."""
    _require_own(actor, organization_id)
    row = draft_of(session, challenge_id, organization_id, keys=keys)
    if row is not None:
        session.delete(row)
        session.flush()


def forget_drafts(session: Session) -> None:
    """Forget the drafts for challenges for which nobody can bid any more."""
    open_ones = select(Challenge.id).where(Challenge.state.in_((*SEALED_STATES, ChallengeState.UNFILLED)))
    session.execute(delete(BidDraft).where(BidDraft.challenge_id.not_in(open_ones)))


def draft_of(session: Session, challenge_id: int, organization_id: int, *, keys: HouseKeys) -> BidDraft | None:
    """The team's draft, if there is one."""
    return session.get(BidDraft, tags.of_draft(keys.blinding, challenge_id, organization_id), populate_existing=True)


def _require_own(actor: Actor, organization_id: int) -> None:
    PERMISSIONS.require(actor, Permission.BID_SUBMIT)
    if organization_id not in actor.organization_ids:
        raise NotFound


def _context(challenge_id: int, organization_id: int) -> str:
    return f"draft {challenge_id}|{organization_id}"
