"""The advisory councils, the experts they are drawn from, and how a council stands by its city's rule."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from matchmaker.accounts.models import User, UserState
from matchmaker.catalog.models import Need
from matchmaker.challenges.models import BottleneckItem, Challenge, CouncilMember
from matchmaker.core import clock
from matchmaker.core.authz import Actor, Role
from matchmaker.core.regions import city_of, lineage
from matchmaker.organizations.models import Organization, RoleGrant
from matchmaker.organizations.queries import in_region
from matchmaker.organizations.queries.actors import in_force


def cities_of(actor: Actor) -> list[str]:
    """The cities in which the actor's regions lie."""
    return sorted({city_of(code) for code in actor.region_codes})


def council(session: Session, region_codes: Iterable[str]) -> Sequence[tuple[CouncilMember, User]]:
    """The members of all councils in these regions, those whose term runs first, with who they are."""
    query = (
        select(CouncilMember, User)
        .join(User, User.id == CouncilMember.user_id)
        .where(in_region(CouncilMember.region_code, region_codes))
        .order_by(CouncilMember.region_code, CouncilMember.background, User.name, CouncilMember.id)
    )
    return [(row[0], row[1]) for row in session.execute(query)]


def sits_today(member: CouncilMember) -> bool:
    """Whether the term includes today."""
    today = clock.today()
    return member.starts_on <= today and (member.ends_on is None or member.ends_on >= today)


def experts(session: Session, region_code: str) -> list[User]:
    """Active experts whose role reaches ``region_code`` or lies in its city, by name."""
    around = {*lineage(region_code)}
    query = (
        select(User)
        .join(RoleGrant, RoleGrant.user_id == User.id)
        .where(
            RoleGrant.role == Role.EXPERT,
            User.state == UserState.ACTIVE,
            in_force(),
            or_(RoleGrant.region_code.in_(around), in_region(RoleGrant.region_code, [city_of(region_code)])),
        )
        .order_by(User.name, User.id)
    )
    return list(session.scalars(query.distinct()))


def bottlenecks(region_codes: Iterable[str]) -> Select[BottleneckItem, Need, Organization, Challenge]:
    """The 卡脖子清单 of these regions, newest first, with need, firm and the last challenge it became (or None)."""
    last = select(func.max(Challenge.id)).where(Challenge.need_id == Need.id).correlate(Need).scalar_subquery()
    return (
        select(BottleneckItem, Need, Organization, Challenge)
        .join(Need, Need.id == BottleneckItem.need_id)
        .join(Organization, Organization.id == Need.organization_id)
        .outerjoin(Challenge, Challenge.id == last)
        .where(in_region(BottleneckItem.region_code, region_codes))
        .order_by(BottleneckItem.listed_at.desc(), BottleneckItem.id.desc())
    )
