"""Appeals, for those who raised them and for the city."""

from __future__ import annotations

from sqlalchemy import Select, case, or_, select
from sqlalchemy.orm import joinedload

from matchmaker.challenges.models import Appeal, AppealState, Challenge
from matchmaker.core.authz import Actor, Role
from matchmaker.core.regions import covers
from matchmaker.organizations.queries import in_region


def appeals(actor: Actor) -> Select[Appeal]:
    """What ``actor`` may see: their organisation's appeals, and all of the cities they cover; open ones first."""
    keeps = actor.has(Role.OFFICER, Role.LEADER)
    cities = [code for code in actor.region_codes if keeps and covers(code, f"{code[:4]}00")]
    waiting_first = case((Appeal.state == AppealState.RAISED, 0), else_=1)
    mine = or_(in_region(Challenge.region_code, cities), Appeal.organization_id.in_(actor.organization_ids))
    return (
        select(Appeal)
        .join(Challenge, Challenge.id == Appeal.challenge_id)
        .options(joinedload(Appeal.challenge), joinedload(Appeal.organization))
        .where(mine)
        .order_by(waiting_first, Appeal.id.desc())
    )
