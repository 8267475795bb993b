"""Where one team stands with one challenge, as that team alone may know."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from matchmaker.challenges.keys import HouseKeys
from matchmaker.challenges.models import SEALED_STATES, Bid, Challenge, ChallengeState
from matchmaker.challenges.queries import Position, acted_in, position_of
from matchmaker.challenges.queries.eligibility import bar_of
from matchmaker.challenges.services.draft_bid import draft_of
from matchmaker.challenges.services.sealed_acts import KINDS
from matchmaker.challenges.unsealing import BID
from matchmaker.core.authz import Actor
from matchmaker.core.errors import NotFound
from matchmaker.organizations.models import Organization

NOWHERE = Position()
OPEN_STATES = (ChallengeState.POSTED, ChallengeState.RECEIVING)


@dataclass(frozen=True, slots=True)
class Standing:
    """``bar`` is why the team may not bid; ``bid`` its opened bid, of the present posting."""

    challenge: Challenge
    team: Organization
    bar: str = ""
    position: Position = NOWHERE
    has_draft: bool = False
    bid: Bid | None = None

    @property
    def is_live(self) -> bool:
        """Whether a sealed bid of the team is in."""
        return self.position.kind == BID

    @property
    def may_write(self) -> bool:
        """Whether the form is of use: the challenge is posted and the team may bid."""
        return not self.bar and self.challenge.state in OPEN_STATES

    @property
    def may_seal(self) -> bool:
        """Whether a bid may be handed in now, as far as the state tells; the deadline is judged on arrival."""
        return not self.bar and self.challenge.state == ChallengeState.RECEIVING


def chosen_team(session: Session, actor: Actor, wanted: int | None) -> Organization:
    """The unit for which ``actor`` bids: the wanted one, or the first of its own. NotFound for others' and none."""
    own = sorted(actor.organization_ids)
    unit = wanted if wanted is not None else next(iter(own), 0)
    if unit not in own:
        raise NotFound
    return session.get_one(Organization, unit)


def standing_of(session: Session, challenge: Challenge, team: Organization, *, keys: HouseKeys) -> Standing:
    """Where ``team`` stands; the caller has made sure that it is the actor's own."""
    bar = bar_of(session, challenge, team)
    if bar:
        return Standing(challenge, team, bar)
    if challenge.state not in SEALED_STATES:
        query = select(Bid).where(
            Bid.challenge_id == challenge.id,
            Bid.organization_id == team.id,
            Bid.posting == challenge.posted_times,
        )
        return Standing(challenge, team, bid=session.scalars(query).one_or_none())
    position = position_of(session, challenge.id, team.id, blinding=keys.blinding, kinds=KINDS)
    draft = draft_of(session, challenge.id, team.id, keys=keys)
    return Standing(challenge, team, position=position, has_draft=draft is not None)


def sealed_standings(session: Session, teams: Iterable[Organization], *, keys: HouseKeys) -> list[Standing]:
    """The sealed bids of ``teams``, and those they took back, the next deadline first."""
    query = select(Challenge).where(Challenge.state.in_(SEALED_STATES))
    found = {row.id: row for row in session.scalars(query.order_by(Challenge.closes_at, Challenge.id))}
    standings = []
    for team in teams:
        acted = acted_in(session, found, team.id, blinding=keys.blinding)
        for challenge_id in (each for each in found if each in acted):
            position = position_of(session, challenge_id, team.id, blinding=keys.blinding, kinds=KINDS)
            standings.append(Standing(found[challenge_id], team, position=position))
    return standings


def opened_bids(session: Session, organization_ids: Iterable[int]) -> list[Bid]:
    """The opened bids of these units with their challenges, the latest first. One statement."""
    query = select(Bid).options(joinedload(Bid.challenge)).where(Bid.organization_id.in_(list(organization_ids)))
    return list(session.scalars(query.order_by(Bid.received_at.desc(), Bid.id)))
