"""The advisory councils, the experts they are drawn from, and how a council stands by its city's rule."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session, joinedload

from matchmaker.accounts.models import User, UserState
from matchmaker.catalog.models import Need
from matchmaker.challenges.models import BottleneckItem, Challenge, CouncilMember
from matchmaker.core import clock
from matchmaker.core.authz import Actor, Role
from matchmaker.core.regions import city_of, lineage
from matchmaker.organizations.models import Region, RegionKind, RoleGrant
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


def council_regions(session: Session, region_codes: Iterable[str]) -> dict[str, str]:
    """Code → name of what may have a council among these: cities and zones."""
    kinds = (RegionKind.CITY, RegionKind.ZONE)
    query = select(Region.code, Region.name).where(Region.kind.in_(kinds), in_region(Region.code, region_codes))
    return {row.code: row.name for row in session.execute(query.order_by(Region.code))}


def sits_today(member: CouncilMember) -> bool:
    """Whether the term includes today."""
    today = clock.today()
    return member.starts_on <= today and (member.ends_on is None or member.ends_on >= today)


def experts(session: Session, region_code: str) -> list[User]:
    """Active experts whose role reaches ``region_code``, lies in its city or is bound to no region, by name."""
    around = {*lineage(region_code)}
    query = (
        select(User)
        .join(RoleGrant, RoleGrant.user_id == User.id)
        .where(
            RoleGrant.role == Role.EXPERT,
            User.state == UserState.ACTIVE,
            in_force(),
            or_(
                RoleGrant.region_code.is_(None),
                RoleGrant.region_code.in_(around),
                in_region(RoleGrant.region_code, [city_of(region_code)]),
            ),
        )
        .order_by(User.name, User.id)
    )
    return list(session.scalars(query.distinct()))


def bottlenecks(region_codes: Iterable[str]) -> Select[BottleneckItem]:
    """The 卡脖子清单 of these regions, newest first, each with its need and firm."""
    return (
        select(BottleneckItem)
        .options(joinedload(BottleneckItem.need).joinedload(Need.organization))
        .where(in_region(BottleneckItem.region_code, region_codes))
        .order_by(BottleneckItem.listed_at.desc(), BottleneckItem.id.desc())
    )


def last_challenges(session: Session, need_ids: Iterable[int]) -> dict[int, Challenge]:
    """Need id → the last challenge made of it."""
    query = select(Challenge).where(Challenge.need_id.in_(list(need_ids))).order_by(Challenge.id)
    return {row.need_id: row for row in session.scalars(query) if row.need_id is not None}


def bottleneck_of(session: Session, need_id: int) -> BottleneckItem | None:
    """The list's entry for a need, if it is on it."""
    return session.scalars(select(BottleneckItem).where(BottleneckItem.need_id == need_id)).one_or_none()
