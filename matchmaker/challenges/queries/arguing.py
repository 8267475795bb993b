"""The arguing panel: who may sit on it, who does, and what they said."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.accounts.models import User
from matchmaker.challenges.models import ArgumentOpinion, Challenge, CouncilMember, Opinion, PanelSeat, Stage
from matchmaker.challenges.queries.council import experts, sits_today
from matchmaker.core.regions import lineage
from matchmaker.organizations.models import RoleGrant


@dataclass(frozen=True, slots=True)
class Candidate:
    """An expert who may be seated; ``background`` is what the council's roster says of a member, else ""."""

    user: User
    background: str

    @property
    def is_council(self) -> bool:
        return bool(self.background)


@dataclass(frozen=True, slots=True)
class Seated:
    """A seat with its person and, once they spoke, their opinion."""

    seat: PanelSeat
    name: str
    opinion: ArgumentOpinion | None


def candidates(session: Session, challenge: Challenge) -> list[Candidate]:
    """The experts of the city, the council's members first; none who acts for the issuer."""
    query = select(CouncilMember).where(CouncilMember.region_code.in_(lineage(challenge.region_code)))
    roster = {row.user_id: row.background for row in session.scalars(query) if sits_today(row)}
    own = select(RoleGrant.user_id).where(RoleGrant.organization_id == challenge.organization_id)
    insiders = set(session.scalars(own))
    found = [
        Candidate(user, roster.get(user.id, ""))
        for user in experts(session, challenge.region_code)
        if user.id not in insiders
    ]
    return sorted(found, key=lambda each: not each.is_council)


def panel(session: Session, challenge: Challenge) -> list[Seated]:
    """The arguing panel of the present count, in the order of the seats. One statement."""
    query = (
        select(PanelSeat, User.name, ArgumentOpinion)
        .join(User, User.id == PanelSeat.user_id)
        .outerjoin(ArgumentOpinion, ArgumentOpinion.seat_id == PanelSeat.id)
        .where(PanelSeat.challenge_id == challenge.id, PanelSeat.stage == Stage.ARGUMENT)
        .where(PanelSeat.judging == challenge.judging)
        .order_by(PanelSeat.id)
    )
    return [Seated(row[0], row[1], row[2]) for row in session.execute(query)]


def tally(seated: list[Seated], question: str) -> dict[Opinion, int]:
    """How many said what to ``question`` (on_need, on_funds)."""
    said = [getattr(each.opinion, question) for each in seated if each.opinion is not None]
    return {opinion: said.count(opinion) for opinion in Opinion}
