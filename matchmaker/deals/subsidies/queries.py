"""Reading rules and claims."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from matchmaker.catalog.models import Attachment
from matchmaker.core import regions
from matchmaker.core.authz import Actor, Role
from matchmaker.deals.subsidies.models import Claim, ClaimState, RuleVersion, SubsidyRule, VersionState
from matchmaker.organizations.models import Organization, Region
from matchmaker.organizations.queries import in_region

RECORD_KIND = "subsidy_claim"
"""Under which attachments are kept."""
ENDED = (ClaimState.REFUSED, ClaimState.WITHDRAWN)
PUBLIC_MOST = 200


def in_use(session: Session, *, region: str = "", text: str = "") -> Sequence[RuleVersion]:
    """The active version of each rule with its city, by city. One statement."""
    query = _with_city(select(RuleVersion)).where(RuleVersion.state == VersionState.ACTIVE)
    if region:
        query = query.where(SubsidyRule.region_code == region)
    if text:
        said = (RuleVersion.title, RuleVersion.card, RuleVersion.clause, RuleVersion.source)
        query = query.where(or_(*(each.contains(text, autoescape=True) for each in said)))
    query = query.order_by(SubsidyRule.region_code, RuleVersion.rule_id).limit(PUBLIC_MOST)
    return session.scalars(query).unique().all()


def cities(session: Session) -> list[tuple[str, str]]:
    """(code, name) of the cities that have a rule in use. One statement."""
    query = (
        select(Region.code, Region.name)
        .join(SubsidyRule, SubsidyRule.region_code == Region.code)
        .join(RuleVersion, RuleVersion.rule_id == SubsidyRule.id)
        .where(RuleVersion.state == VersionState.ACTIVE)
    )
    return [(row.code, row.name) for row in session.execute(query.distinct().order_by(Region.code))]


def _with_city(query: Any) -> Any:
    """``query``, a Select of versions, with their rules and the rules' cities in the same statement."""
    return query.join(RuleVersion.rule).options(contains_eager(RuleVersion.rule).joinedload(SubsidyRule.region))


def current_version(session: Session, rule_id: int) -> RuleVersion | None:
    """The active version, else the last one that was active; None for a rule that never was in use."""
    shown = (VersionState.ACTIVE, VersionState.RETIRED)
    query = _with_city(select(RuleVersion)).where(
        RuleVersion.rule_id == rule_id, RuleVersion.state.in_(shown), RuleVersion.activated_at.is_not(None)
    )
    return session.scalars(query.order_by(RuleVersion.number.desc()).limit(1)).unique().first()


def covering(
    session: Session, codes: set[str], seller_id: int | None = None
) -> tuple[list[RuleVersion], Organization | None]:
    """Active versions of rules of the places that ``codes`` (region codes) lie in, and with them the seller.

    One statement for both; without any rule the seller is not looked for.
    """
    places = {place for code in codes for place in regions.lineage(code)}
    query = _with_city(select(RuleVersion, Organization)).outerjoin(Organization, Organization.id == seller_id)
    query = query.where(RuleVersion.state == VersionState.ACTIVE, SubsidyRule.region_code.in_(places))
    rows = session.execute(query.order_by(RuleVersion.rule_id)).unique().all()
    return [row[0] for row in rows], rows[0][1] if rows else None


def kept_by(actor: Actor) -> Select[RuleVersion]:
    """All versions of the rules of the actor's regions, by rule, the newest first."""
    query: Select[RuleVersion] = _with_city(select(RuleVersion))
    query = query.where(in_region(SubsidyRule.region_code, actor.region_codes))
    return query.order_by(SubsidyRule.region_code, SubsidyRule.id, RuleVersion.number.desc())


def newest_number(session: Session, rule_id: int) -> int:
    """The highest number of a rule's versions; 0 when there is none."""
    return session.scalar(select(func.max(RuleVersion.number)).where(RuleVersion.rule_id == rule_id)) or 0


def newest_version(session: Session, rule_id: int) -> RuleVersion | None:
    """The version with the highest number."""
    query = select(RuleVersion).where(RuleVersion.rule_id == rule_id)
    return session.scalars(query.order_by(RuleVersion.number.desc()).limit(1)).first()


def active_version(session: Session, rule_id: int) -> RuleVersion | None:
    """The version in use, if there is one."""
    query = select(RuleVersion).where(RuleVersion.rule_id == rule_id, RuleVersion.state == VersionState.ACTIVE)
    return session.scalars(query).one_or_none()


def claims(actor: Actor, *, state: str = "", rule: int | None = None, text: str = "") -> Select[Claim]:
    """The claims an actor looks after, the latest change first; drafts only for the unit itself."""
    query = select(Claim).where(_concerns(actor)).options(joinedload(Claim.contract))
    if state:
        query = query.where(Claim.state == state)
    if rule:
        query = query.where(Claim.rule_id == rule)
    if text:
        query = query.where(Claim.item.contains(text, autoescape=True))
    return query.order_by(Claim.state_at.desc(), Claim.id.desc())


def oversees(actor: Actor) -> bool:
    """Whether the actor sees claims by region."""
    return actor.has(Role.OFFICER, Role.LEADER) and bool(actor.region_codes)


def _concerns(actor: Actor) -> ColumnElement[bool]:
    mine: ColumnElement[bool] = Claim.organization_id.in_(actor.organization_ids)
    if not oversees(actor):
        return mine
    seen = Claim.submitted_at.is_not(None) & in_region(Claim.region_code, actor.region_codes)
    return or_(mine, seen)


def claims_of(session: Session, organization_ids: frozenset[int], rule_ids: set[int]) -> Sequence[Claim]:
    """The live claims of these units on these rules. One statement."""
    query = select(Claim).where(
        Claim.organization_id.in_(organization_ids), Claim.rule_id.in_(rule_ids), Claim.state.not_in(ENDED)
    )
    return session.scalars(query.order_by(Claim.id)).unique().all()


def granted_in_year(session: Session, claim: Claim, year: int) -> int:
    """分 that the claim's unit was granted by the same rule in a calendar year, other claims only."""
    decided = func.coalesce(func.sum(Claim.decided_amount), 0)
    query = select(decided).where(
        Claim.rule_id == claim.rule_id,
        Claim.organization_id == claim.organization_id,
        Claim.id != claim.id,
        Claim.state.in_((ClaimState.GRANTED, ClaimState.PAID)),
        func.extract("year", Claim.decided_on) == year,
    )
    return int(session.scalar(query) or 0)


def files_of(session: Session, claim_id: int) -> Sequence[Attachment]:
    """A claim's attachments, in the order they came."""
    mine = (Attachment.record_kind == RECORD_KIND, Attachment.record_id == claim_id)
    return session.scalars(select(Attachment).where(*mine).order_by(Attachment.id)).all()
