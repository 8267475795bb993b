"""One step of a challenge or of a bid: its profile, the city, the guards, then the workflow."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from matchmaker.challenges.models import Bid, Challenge, Profile
from matchmaker.challenges.policies import PERMISSIONS, Permission
from matchmaker.challenges.profiles import walks
from matchmaker.challenges.services.guards import require
from matchmaker.challenges.workflow import BID, CHALLENGE
from matchmaker.core.authz import Actor, Role
from matchmaker.core.errors import Conflict, NotFound
from matchmaker.core.i18n import N_
from matchmaker.core.workflow import check_version

REASONED = {"veto", "settle", "close_unfilled", "withdraw", "terminate"}
BID_REASONED = {"refuse", "eliminate", "give_up", "fail_diligent", "fail_negligent", "stop"}
NOT_OF_THIS_KIND = N_("这类榜题没有这一步。")


def advance(
    session: Session,
    challenge: Challenge,
    action: str,
    *,
    actor: Actor,
    reason: str = "",
    version: int | None = None,
    values: Mapping[str, Any] | None = None,
    detail: Mapping[str, Any] | None = None,
) -> None:
    """Do ``action`` of CHALLENGE's table on ``challenge``.

    Raises Forbidden or NotFound, Conflict for an action its profile does not
    know or its state does not allow, Invalid while a guard does not hold or a
    reason is missing.
    """
    permission = CHALLENGE.transition(action).permission
    PERMISSIONS.require(actor, permission, challenge)
    if permission is Permission.DECIDE:
        require_city(challenge, actor)
    check_version(challenge, version)
    if not walks(challenge.profile, action):
        raise Conflict(NOT_OF_THIS_KIND)
    if challenge.state in CHALLENGE.transition(action).sources:
        session.flush()
        require(session, challenge, action)
    said = {"state_reason": reason.strip()} if action in REASONED else {}
    CHALLENGE.apply(
        session, challenge, action, actor=actor, reason=reason, values={**said, **(values or {})}, detail=detail
    )


def advance_bid(
    session: Session,
    bid: Bid,
    action: str,
    *,
    actor: Actor,
    reason: str = "",
    values: Mapping[str, Any] | None = None,
    detail: Mapping[str, Any] | None = None,
) -> None:
    """Do ``action`` of BID's table on ``bid``; the issuer decides only where it alone pays."""
    if BID.transition(action).permission is Permission.BID_DECIDE:
        require_decider(bid, actor)
    said = {"state_reason": reason.strip()} if action in BID_REASONED else {}
    BID.apply(session, bid, action, actor=actor, reason=reason, values={**said, **(values or {})}, detail=detail)


def require_city(challenge: Challenge, actor: Actor) -> None:
    """Raise NotFound for officers whose rights do not reach the whole city."""
    if not (actor.is_system or actor.covers(challenge.city_code)):
        raise NotFound


def require_decider(bid: Bid, actor: Actor) -> None:
    """Raise Forbidden or NotFound unless ``actor`` may decide about ``bid``."""
    PERMISSIONS.require(actor, Permission.BID_DECIDE, bid)
    if not decides(bid, actor):
        raise NotFound


def decides(bid: Bid, actor: Actor) -> bool:
    """Whether ``actor``, who may read about ``bid``, decides too: an issuer does only where it alone pays."""
    officer = actor.is_system or (actor.has(Role.OFFICER) and actor.covers(bid.challenge.region_code))
    return officer or bid.challenge.profile == Profile.ENTERPRISE
