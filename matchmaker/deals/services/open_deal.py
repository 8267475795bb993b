"""An approved suggestion becomes a deal: both sides are asked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from matchmaker.accounts.services.notices import Message
from matchmaker.catalog.models import Achievement, AchievementState, Need, NeedState
from matchmaker.core import clock
from matchmaker.core.authz import Actor
from matchmaker.core.calendar import add_working_days
from matchmaker.core.errors import Conflict, NotFound
from matchmaker.core.i18n import N_
from matchmaker.deals.models import Deal, Side
from matchmaker.deals.policies import PERMISSIONS, Permission
from matchmaker.deals.services.invitations import invite
from matchmaker.deals.services.telling import page_of, tell_officers
from matchmaker.deals.workflow import DEAL
from matchmaker.organizations.queries import setting


def open_deal(
    session: Session,
    *,
    need: Need,
    achievement: Achievement,
    suggestion_id: int | None,
    explanation: Mapping[str, Any],
    message: str,
    actor: Actor,
) -> Deal:
    """Open a deal over two published records and ask both sides.

    ``explanation`` is kept as it is: the snapshot on which the officer
    decided. ``message`` (may be empty) is read by both sides. Raises
    Forbidden or NotFound unless the actor is an officer of the need's region,
    Conflict when a record is not published or the pair has a live deal.
    """
    deal = Deal(
        need_id=need.id,
        need_organization_id=need.organization_id,
        achievement_id=achievement.id,
        achievement_organization_id=achievement.organization_id,
        region_code=need.region_code,
        achievement_region_code=achievement.region_code,
        suggestion_id=suggestion_id,
        opened_by=actor.user_id,
        message=message.strip(),
        explanation=dict(explanation),
        reply_due_at=add_working_days(clock.now(), int(setting(session, "clock.reply_days", need.region_code))),
    )
    _require_decider(actor, deal)
    _require_published(session, need, achievement)
    _begin(session, deal, actor)
    for side in Side:
        invite(session, deal, side, actor=actor)
    _tell_achievement_region(session, deal, actor)
    return deal


def _require_decider(actor: Actor, deal: Deal) -> None:
    PERMISSIONS.require(actor, Permission.OPEN, deal)
    if not (actor.is_system or actor.covers(deal.region_code)):
        raise NotFound


def _require_published(session: Session, need: Need, achievement: Achievement) -> None:
    """Read both states under a shared lock, need first, so that neither is withdrawn meanwhile."""
    needs = select(Need.state).where(Need.id == need.id).with_for_update(read=True)
    if session.scalar(needs) != NeedState.PUBLISHED:
        raise Conflict(N_("这项需求已不在发布状态，不能引荐。"))
    achievements = select(Achievement.state).where(Achievement.id == achievement.id).with_for_update(read=True)
    if session.scalar(achievements) != AchievementState.PUBLISHED:
        raise Conflict(N_("这项成果已不在发布状态，不能引荐。"))


def _begin(session: Session, deal: Deal, actor: Actor) -> None:
    try:
        with session.begin_nested():
            DEAL.begin(
                session,
                deal,
                actor=actor,
                need=deal.need_id,
                achievement=deal.achievement_id,
                suggestion=deal.suggestion_id,
            )
    except IntegrityError as error:
        raise Conflict(N_("这一对已经有进行中的对接。")) from error


def _tell_achievement_region(session: Session, deal: Deal, actor: Actor) -> None:
    if deal.achievement_region_code == deal.region_code:
        return
    message = Message(
        "deal.opened_here",
        N_("本地区的成果进入对接"),
        N_("成果“%(title)s”已推荐给外地区的一项需求，正在请双方答复。") % {"title": deal.achievement.title},
        page_of(deal),
    )
    tell_officers(
        session,
        deal,
        message,
        dedup_key=f"deal:{deal.id}:opened",
        region_code=deal.achievement_region_code,
        but=actor.user_id,
    )
