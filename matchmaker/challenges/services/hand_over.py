"""After the last payment: contracts enter the ledger of technical contracts, and follow-ups are set down."""

from __future__ import annotations

from sqlalchemy.orm import Session

from matchmaker.catalog.freshness import months_after
from matchmaker.challenges.models import Bid, BidState, Challenge, FollowUp, Profile
from matchmaker.challenges.queries import bids_of
from matchmaker.challenges.queries.outcomes import paid_to, signed_pledge
from matchmaker.core import clock
from matchmaker.core.authz import Actor
from matchmaker.deals.contracts.models import Contract
from matchmaker.deals.contracts.services.keep_contract import Origin, note_origin
from matchmaker.organizations.models import Organization
from matchmaker.organizations.queries import setting

ORIGIN = "challenge"
MODES = {
    Profile.GOVERNMENT: "commissioned",
    Profile.ENTERPRISE: "commissioned",
    Profile.UNIVERSITY: "cooperative",
}


def hand_over(session: Session, challenge: Challenge, *, actor: Actor) -> list[Contract]:
    """Enter the contracts of all who met the indicators, once; ask after the winners' results later.

    The months of the follow-ups are the city's setting (domain S15: 6, 12 and 24).
    """
    contracts = []
    for bid in bids_of(session, challenge, [BidState.PASSED, BidState.RUNNER_UP]):
        if (row := _enter(session, challenge, bid, actor)) is not None:
            contracts.append(row)
        if bid.state == BidState.PASSED:
            _set_down(session, challenge, bid)
    return contracts


def _enter(session: Session, challenge: Challenge, bid: Bid, actor: Actor) -> Contract | None:
    pledge = signed_pledge(session, bid.id)
    if pledge is None or pledge.signed_on is None:
        return None
    origin = Origin(
        kind=ORIGIN,
        id=challenge.id,
        name=challenge.title,
        development_mode=MODES[Profile(challenge.profile)],
        amount=pledge.amount,
        received=paid_to(session, bid.id),
        signed_on=pledge.signed_on,
    )
    buyer = session.get_one(Organization, challenge.organization_id)
    seller = session.get_one(Organization, bid.organization_id)
    return note_origin(session, origin, buyer=buyer, seller=seller, actor=actor)


def _set_down(session: Session, challenge: Challenge, bid: Bid) -> None:
    months = str(setting(session, "challenge.follow_up_months", challenge.region_code))
    for number in map(int, months.split(",")):
        due_on = clock.china_date(months_after(clock.now(), number))
        session.add(FollowUp(bid_id=bid.id, months=number, due_on=due_on))
    session.flush()
