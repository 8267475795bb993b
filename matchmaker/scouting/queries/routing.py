"""Needs without a match, and who could take them on."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import ColumnElement, Select, exists, false, or_, select
from sqlalchemy.orm import Session

from matchmaker.accounts.models import User, UserState
from matchmaker.catalog.models import Need, NeedState
from matchmaker.core import clock
from matchmaker.core.authz import Actor, Role
from matchmaker.core.i18n import N_
from matchmaker.organizations.models import RoleGrant
from matchmaker.organizations.queries import in_region
from matchmaker.scouting.models import RoutingState, RoutingTask, ScoutProfile
from matchmaker.scouting.ports import Prospects
from matchmaker.scouting.queries.roster import SettingValues

UNMATCHED = "routing.unmatched_days"
FITTING, OTHERS = N_("领域相符："), ""


def to_route(session: Session, prospects: Prospects) -> list[int]:
    """Ids of needs published long enough ago, not provided for and not routed since they were published."""
    routed = exists().where(RoutingTask.need_id == Need.id, RoutingTask.created_at >= Need.published_at)
    query = select(Need.id, Need.region_code, Need.published_at).where(Need.state == NeedState.PUBLISHED, ~routed)
    rules, now = SettingValues(session, (UNMATCHED,)), clock.now()
    ripe = [
        row.id
        for row in session.execute(query.order_by(Need.id))
        if row.published_at <= now - timedelta(days=rules.number(UNMATCHED, row.region_code))
    ]
    provided = prospects.provided_for(session, ripe)
    return [key for key in ripe if key not in provided]


def obsolete(session: Session, prospects: Prospects) -> dict[int, bool]:
    """Waiting tasks that need no routing any more → whether the need is still published (and so provided for)."""
    query = (
        select(RoutingTask.id, RoutingTask.need_id, Need.state)
        .join(Need, Need.id == RoutingTask.need_id)
        .where(RoutingTask.state == RoutingState.WAITING)
    )
    rows = session.execute(query).all()
    published = {row.need_id for row in rows if row.state == NeedState.PUBLISHED}
    provided = prospects.provided_for(session, published)
    return {row.id: row.need_id in published for row in rows if row.need_id not in published - provided}


def tasks(actor: Actor) -> Select[RoutingTask]:
    """Those of one's region, or given to oneself; the most urgent first."""
    ways: list[ColumnElement[bool]] = [false()]
    if actor.has(Role.OFFICER):
        ways.append(in_region(RoutingTask.region_code, actor.region_codes))
    if actor.has(Role.SCOUT, Role.EXPERT):
        ways.append(RoutingTask.assignee_id == actor.user_id)
    return select(RoutingTask).where(or_(*ways)).order_by(RoutingTask.due_at, RoutingTask.created_at, RoutingTask.id)


def candidates(session: Session, need: Need, actor: Actor) -> list[tuple[int, str]]:
    """(id, name) of the scouts and experts of the actor's regions; scouts of the need's field come first."""
    query = (
        select(User.id, User.name, RoleGrant.role, ScoutProfile.field_codes)
        .join(RoleGrant, RoleGrant.user_id == User.id)
        .outerjoin(ScoutProfile, ScoutProfile.user_id == User.id)
        .where(
            RoleGrant.role.in_((Role.SCOUT, Role.EXPERT)),
            in_region(RoleGrant.region_code, actor.region_codes),
            User.state == UserState.ACTIVE,
        )
        .order_by(User.name, User.id)
    )
    words = {Role.SCOUT.value: N_("情报员"), Role.EXPERT.value: N_("专家")}
    found = [
        (row.role != Role.SCOUT or need.field_code not in (row.field_codes or ()), row.id, row.name, words[row.role])
        for row in session.execute(query)
    ]
    ranked = sorted(found, key=lambda each: each[0])
    return [(key, f"{OTHERS if other else FITTING}{name}（{word}）") for other, key, name, word in ranked]
