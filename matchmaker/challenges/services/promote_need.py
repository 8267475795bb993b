"""A need that no listed result solves goes on the 卡脖子清单 and becomes a challenge."""

from __future__ import annotations

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from matchmaker.catalog.models import Need, NeedState
from matchmaker.catalog.services.announce import leave_public, tell_owners
from matchmaker.catalog.workflow import NEED
from matchmaker.challenges.models import BottleneckItem, Challenge, ChallengeIndicator, Profile
from matchmaker.challenges.policies import PERMISSIONS, Permission
from matchmaker.challenges.workflow import CHALLENGE
from matchmaker.core import audit
from matchmaker.core.authz import Actor
from matchmaker.core.errors import Conflict, Invalid
from matchmaker.core.i18n import N_


def list_bottleneck(session: Session, need: Need, *, reason: str, actor: Actor) -> BottleneckItem:
    """Put a published need on its region's 卡脖子清单, with what the council found.

    Raises Invalid without a reason, Conflict for a need that is not published
    or listed already.
    """
    PERMISSIONS.require(actor, Permission.LIST_BOTTLENECK, need)
    if not reason.strip():
        raise Invalid(fields={"reason": [N_("请写明咨询委员会的意见。")]})
    if need.state != NeedState.PUBLISHED:
        raise Conflict(N_("只有已发布的需求可以列入清单。"))
    item = BottleneckItem(need_id=need.id, region_code=need.region_code, reason=reason.strip(), listed_by=actor.user_id)
    try:
        with session.begin_nested():
            session.add(item)
            session.flush()
    except IntegrityError as error:
        raise Conflict(N_("这项需求已在清单中。")) from error
    audit.record(session, actor, "bottleneck.listed", "need", need.id, reason=item.reason)
    return item


def remove_bottleneck(session: Session, item: BottleneckItem, *, reason: str, actor: Actor) -> None:
    """Take a need off the list; the trace keeps that it was there, and why it went. Invalid without a reason."""
    PERMISSIONS.require(actor, Permission.LIST_BOTTLENECK, item)
    if not reason.strip():
        raise Invalid(fields={"reason": [N_("请写明移出的理由。")]})
    audit.record(session, actor, "bottleneck.removed", "need", item.need_id, reason=reason.strip(), listed=item.reason)
    session.delete(item)


def promote_need(session: Session, need: Need, *, profile: Profile, actor: Actor) -> Challenge:
    """Make a draft of a challenge of a published need; the need is 已转揭榜 from then on.

    Raises Conflict for a need that is not published, whose firm did not agree
    to a challenge, or that has a live one.
    """
    PERMISSIONS.require(actor, Permission.PROMOTE, need)
    if not need.open_to_challenge:
        raise Conflict(N_("企业没有同意揭榜，请先征求企业意见。"))
    challenge = Challenge(
        need_id=need.id,
        organization_id=need.organization_id,
        region_code=need.region_code,
        profile=profile,
        title=need.title,
        background=need.background,
        problem=need.problem,
        conditions=need.solver_requirements,
        ownership=need.ownership_intent,
        months=need.deadline_months,
        reward=need.budget or None,
        created_by=actor.user_id,
        indicators=[
            ChallengeIndicator(
                position=line.position, name=line.name, target=line.target, unit=line.unit, method=line.method
            )
            for line in need.indicators
            if line.target
        ],
    )
    try:
        with session.begin_nested():
            CHALLENGE.begin(session, challenge, actor=actor, need=need.id, profile=profile)
    except IntegrityError as error:
        raise Conflict(N_("这项需求已经转为榜题。")) from error
    NEED.apply(session, need, "promote", actor=actor, detail={"challenge": challenge.id})
    leave_public(session, need, NeedState.PUBLISHED)
    tell_owners(session, need, "need.promoted", N_("“{title}”已转为揭榜题"))
    return challenge
