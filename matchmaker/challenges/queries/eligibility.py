"""Whether an organisation may lead a bid for a challenge."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.challenges.models import Challenge, ChallengeTie, Profile, Tie
from matchmaker.challenges.profiles import PROFILES
from matchmaker.core.i18n import N_
from matchmaker.organizations.models import Organization


def bar_of(session: Session, challenge: Challenge, team: Organization) -> str:
    """Why ``team`` may not lead a bid, or nothing.

    The issuer and its affiliates do not solve their own problem; invited
    challenges are for the invited.
    """
    query = select(ChallengeTie.kind).where(
        ChallengeTie.challenge_id == challenge.id, ChallengeTie.organization_id == team.id
    )
    tie = session.scalar(query)
    if team.id == challenge.organization_id or tie == Tie.AFFILIATE:
        return N_("发榜单位及其关联单位不能牵头揭榜。")
    if PROFILES[Profile(challenge.profile)].invited_only and tie != Tie.INVITED:
        return N_("这道榜题只向受邀高校开放。")
    if not team.is_verified:
        return N_("单位通过核验后才能揭榜。")
    return ""
