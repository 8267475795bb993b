"""Panels, and the rule of a city for who sits on them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.challenges.models import Background, Challenge, PanelSeat, Stage
from matchmaker.organizations.queries import setting

OF_ENTERPRISES = frozenset({Background.ENTERPRISE, Background.FINAL_USER})


def seats_of(session: Session, challenge: Challenge, stage: Stage, *, able: bool = False) -> list[PanelSeat]:
    """The seats of the present panel; with ``able`` those that declared to have no conflict; none taken over."""
    query = select(PanelSeat).where(PanelSeat.challenge_id == challenge.id, PanelSeat.stage == stage)
    query = query.where(PanelSeat.judging == challenge.judging, PanelSeat.left_at.is_(None))
    if able:
        query = query.where(PanelSeat.conflict.is_(False))
    return list(session.scalars(query.order_by(PanelSeat.id)))


def has_left(session: Session, seat: PanelSeat) -> bool:
    """Whether somebody else took this seat over, as the database says now."""
    return session.scalar(select(PanelSeat.left_at).where(PanelSeat.id == seat.id)) is not None


def enterprise_share(session: Session, region_code: str) -> Fraction:
    """The least share of enterprise people the region's rule asks for."""
    return Fraction(str(setting(session, "challenge.council_share", region_code)))


@dataclass(frozen=True, slots=True)
class Gauge:
    """How many of ``members`` come from enterprises (final users count as such), and the least share asked for."""

    members: int
    theirs: int
    least: Fraction

    @property
    def needed(self) -> int:
        """How many of them the rule asks for, rounded up."""
        return -(-self.members * self.least.numerator // self.least.denominator)

    @property
    def holds(self) -> bool:
        return self.members > 0 and self.theirs >= self.needed


def gauge(backgrounds: Iterable[str], least: Fraction) -> Gauge:
    """The composition of a council or a panel against ``least``."""
    listed = list(backgrounds)
    return Gauge(len(listed), sum(each in OF_ENTERPRISES for each in listed), least)


def composition_holds(backgrounds: Iterable[str], least: Fraction) -> bool:
    """Whether at least ``least`` of the members come from enterprises."""
    return gauge(backgrounds, least).holds
