"""What the pages of the judging show: who may sit, who sits, whom to declare about, what is scored."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, case, func, or_, select
from sqlalchemy.orm import Session, lazyload, selectinload

from matchmaker.accounts.models import User, UserState
from matchmaker.challenges.models import Bid, BidState, Challenge, CouncilMember, PanelSeat, ScoreSheet, Stage
from matchmaker.core import clock
from matchmaker.core.authz import Role
from matchmaker.core.i18n import N_
from matchmaker.core.regions import lineage
from matchmaker.organizations.models import Organization, RoleGrant
from matchmaker.organizations.queries.actors import in_force

EXPERT, COUNCIL, ISSUER = N_("专家"), N_("咨询委员会"), N_("发榜单位，只能作为最终用户")


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may be seated, and by what right, in words."""

    user_id: int
    name: str
    source: str


@dataclass(frozen=True, slots=True)
class SeatRow:
    """A seat, who sits there, and how many sheets they handed in."""

    seat: PanelSeat
    name: str
    sheets: int


@dataclass(frozen=True, slots=True)
class TeamRow:
    """A bid and the unit that leads its team."""

    bid: Bid
    organization: str


def candidates(session: Session, challenge: Challenge) -> list[Candidate]:
    """Experts of the region or of none, the region's council, and the issuer's people; by name."""
    chain, today = lineage(challenge.region_code), clock.today()
    council = select(CouncilMember.user_id).where(
        CouncilMember.region_code.in_(chain),
        or_(CouncilMember.ends_on.is_(None), CouncilMember.ends_on >= today),
    )
    is_expert = (RoleGrant.role == Role.EXPERT) & or_(RoleGrant.region_code.is_(None), RoleGrant.region_code.in_(chain))
    is_issuer = RoleGrant.organization_id == challenge.organization_id
    query = (
        select(User.id, User.name, _any(is_issuer), _any(is_expert))
        .join(RoleGrant, RoleGrant.user_id == User.id)
        .where(User.state == UserState.ACTIVE, in_force(), or_(is_expert, is_issuer, User.id.in_(council)))
        .group_by(User.id, User.name)
        .order_by(User.name, User.id)
    )
    found = session.execute(query).all()
    return [Candidate(key, name, _source(is_issuer=own == 1, is_expert=able == 1)) for key, name, own, able in found]


def _any(condition: ColumnElement[bool]) -> ColumnElement[int]:
    """1 if the condition holds for a row of the group; not every database knows a greatest truth value."""
    return func.max(case((condition, 1), else_=0))


def _source(*, is_issuer: bool, is_expert: bool) -> str:
    if is_issuer:
        return ISSUER
    return EXPERT if is_expert else COUNCIL


def panel_of(session: Session, challenge: Challenge) -> list[SeatRow]:
    """The judging panel of the present posting, in the order of its seats, with those that were taken over."""
    count = select(func.count(ScoreSheet.id)).where(ScoreSheet.seat_id == PanelSeat.id).scalar_subquery()
    query = (
        select(PanelSeat, User.name, count)
        .join(User, User.id == PanelSeat.user_id)
        .where(PanelSeat.challenge_id == challenge.id, PanelSeat.stage == Stage.REVIEW)
        .where(PanelSeat.judging == challenge.judging)
        .order_by(PanelSeat.id)
    )
    return [SeatRow(*row) for row in session.execute(query)]


def teams_of(
    session: Session, challenge: Challenge, states: list[BidState] | None = None, *, with_milestones: bool = False
) -> list[TeamRow]:
    """The bids of the present posting with their units' names, in the opening's order."""
    query = (
        select(Bid, Organization.name)
        .options(selectinload(Bid.milestones) if with_milestones else lazyload(Bid.milestones))
        .join(Organization, Organization.id == Bid.organization_id)
        .where(Bid.challenge_id == challenge.id, Bid.posting == challenge.posted_times)
        .order_by(Bid.position)
    )
    if states is not None:
        query = query.where(Bid.state.in_(states))
    return [TeamRow(*row) for row in session.execute(query)]


def scored_by(session: Session, seat: PanelSeat) -> set[int]:
    """Ids of the bids for which this seat handed in a sheet."""
    return set(session.scalars(select(ScoreSheet.bid_id).where(ScoreSheet.seat_id == seat.id)))


def opened_sheets(session: Session, challenge: Challenge) -> list[ScoreSheet]:
    """The sheets that count in the present judging, with their scores; none while any is still sealed."""
    query = (
        select(ScoreSheet)
        .join(PanelSeat, PanelSeat.id == ScoreSheet.seat_id)
        .where(PanelSeat.challenge_id == challenge.id, PanelSeat.stage == Stage.REVIEW)
        .where(PanelSeat.judging == challenge.judging, PanelSeat.left_at.is_(None))
        .order_by(ScoreSheet.seat_id, ScoreSheet.bid_id)
        .options(selectinload(ScoreSheet.scores))
    )
    sheets = list(session.scalars(query))
    return [] if any(sheet.sealed is not None for sheet in sheets) else sheets


def placed_teams(session: Session, challenge: Challenge) -> list[TeamRow]:
    """Who is to get the challenge by rank, the first first, whatever became of them since."""
    ranked = [row for row in teams_of(session, challenge) if row.bid.rank is not None]
    return sorted((row for row in ranked if (row.bid.rank or 0) <= challenge.places), key=lambda row: row.bid.rank or 0)
