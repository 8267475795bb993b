"""军令状: drawn as data and revised until it is signed; each revision is a version that never changes."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from matchmaker.challenges.models import (
    Bid,
    BidState,
    Challenge,
    ChallengeState,
    Party,
    Pledge,
    PledgeIndicator,
    PledgeVersion,
    Profile,
)
from matchmaker.challenges.pledge_content import (
    PledgeTerms,
    hash_of,
    milestones_of,
    parties_of,
    problems,
    text_of,
)
from matchmaker.challenges.queries import lock_bid
from matchmaker.challenges.services.step import advance, advance_bid, require_decider
from matchmaker.challenges.services.telling import pledge_page, tell_issuer, tell_left, tell_team
from matchmaker.core import audit, clock
from matchmaker.core.authz import Actor
from matchmaker.core.errors import Conflict, Invalid
from matchmaker.core.i18n import N_
from matchmaker.core.workflow import check_version
from matchmaker.organizations.models import Organization, Region

BUREAU_NAME = N_("%(region)s科学技术局")


def draw_pledge(session: Session, bid: Bid, terms: PledgeTerms, *, actor: Actor) -> Pledge:
    """Draw the contract for a team that is to get the challenge.

    Raises Invalid for missing terms, shares that do not sum to 100 or an
    amount above the bid's price; Conflict before signing begins (so never
    while a publicity runs or an objection is open) or when it was drawn.
    """
    bid = _signing(session, bid.id, actor)
    terms = _require_whole(bid, terms)
    pledge = Pledge(bid_id=bid.id, number=f"JB-{bid.id}", text_hash="", drawn_by=actor.user_id, **terms.plain)
    _write_rows(pledge, terms)
    try:
        with session.begin_nested():
            session.add(pledge)
            session.flush()
    except IntegrityError as error:
        raise Conflict(N_("这支团队的军令状已经拟好。")) from error
    city = bid.challenge.city_code
    pledge.number = f"JB{city}-{clock.today():%Y}-{pledge.id:04d}"
    _keep_version(session, pledge, N_("拟定"), actor)
    audit.record(
        session, actor, "bid.pledge_drawn", "bid", bid.id, amount=pledge.amount, revision=1, hash=pledge.text_hash
    )
    _tell(session, pledge, N_("军令状已拟好，请核对并确认"))
    return pledge


def revise_pledge(
    session: Session, pledge: Pledge, terms: PledgeTerms, *, note: str, actor: Actor, version: int | None = None
) -> None:
    """Change the text while nobody has signed it; all confirmations are needed anew.

    Raises Invalid as ``draw_pledge`` and without a word on what changed,
    Conflict once it is signed, StaleVersion over somebody else's revision.
    """
    bid = _signing(session, pledge.bid_id, actor)
    session.refresh(pledge)
    check_version(pledge, version)
    if not note.strip():
        raise Invalid(fields={"note": [N_("请写明改了什么，各方要重新确认。")]})
    terms = _require_whole(bid, terms)
    for name, value in terms.plain.items():
        setattr(pledge, name, value)
    pledge.indicators, pledge.milestones = [], []
    session.flush()
    _write_rows(pledge, terms)
    pledge.revision += 1
    _keep_version(session, pledge, note.strip(), actor)
    detail = {"amount": pledge.amount, "revision": pledge.revision, "hash": pledge.text_hash}
    audit.record(session, actor, "bid.pledge_revised", "bid", bid.id, note=note.strip(), **detail)
    _tell(session, pledge, N_("军令状已修改，请重新核对并确认"))


def start_work(session: Session, challenge: Challenge, *, actor: Actor) -> None:
    """All who were placed have signed or given up: the work begins."""
    own = challenge.profile == Profile.ENTERPRISE
    advance(session, challenge, "start_work_own" if own else "start_work", actor=actor)


def give_up(session: Session, bid: Bid, *, reason: str, actor: Actor) -> None:
    """A team leaves, before it signed or at work; what was paid for passed milestones stays paid."""
    bid = lock_bid(session, bid.id)
    advance_bid(session, bid, "give_up", actor=actor, reason=reason)
    tell_left(session, bid, reason.strip())


def stop_bid(session: Session, bid: Bid, *, reason: str, actor: Actor) -> None:
    """The work of one team is stopped early; what was paid for passed milestones stays paid."""
    bid = lock_bid(session, bid.id)
    if bid.state != BidState.UNDERTAKING:
        raise Conflict(N_("只有在攻关的团队可以提前终止。"))
    advance_bid(session, bid, "stop", actor=actor, reason=reason)
    tell_team(session, bid, "bid.stopped", N_("攻关已提前终止"), body=reason.strip(), href=pledge_page(bid))


def party_names(session: Session, bid: Bid) -> dict[Party, str]:
    """The names of the contract's parties, in their order."""
    city = session.get(Region, bid.challenge.city_code)
    names = {
        Party.ISSUER: session.get_one(Organization, bid.issuer_id).name,
        Party.TEAM: session.get_one(Organization, bid.organization_id).name,
        Party.BUREAU: BUREAU_NAME % {"region": city.name if city else ""},
    }
    return {party: names[party] for party in parties_of(bid.challenge.profile)}


def _signing(session: Session, bid_id: int, actor: Actor) -> Bid:
    bid = lock_bid(session, bid_id)
    require_decider(bid, actor)
    if bid.challenge.state != ChallengeState.SIGNING or bid.state != BidState.PLACED:
        raise Conflict(N_("公示结束、没有未处理的异议，签订之前才能拟定或修改军令状。"))
    return bid


def _require_whole(bid: Bid, terms: PledgeTerms) -> PledgeTerms:
    if found := problems(terms, price=bid.price, profile=bid.challenge.profile):
        raise Invalid(fields=found)
    own = bid.challenge.profile == Profile.ENTERPRISE
    return replace(terms, bureau_duties="") if own else terms


def _write_rows(pledge: Pledge, terms: PledgeTerms) -> None:
    pledge.milestones = milestones_of(terms.amount, terms.milestones)
    pledge.indicators = [
        PledgeIndicator(position=place, name=each.name, target=each.target, unit=each.unit, method=each.method)
        for place, each in enumerate(terms.indicators, 1)
    ]


def _keep_version(session: Session, pledge: Pledge, note: str, actor: Actor) -> None:
    session.flush()
    text = text_of(pledge, party_names(session, pledge.bid))
    pledge.text_hash = hash_of(text)
    row = PledgeVersion(pledge_id=pledge.id, number=pledge.revision, note=note, content=text)
    row.drawn_by, row.content_hash = actor.user_id, pledge.text_hash
    session.add(row)
    session.flush()


def _tell(session: Session, pledge: Pledge, title: str) -> None:
    bid = pledge.bid
    kind, key = f"bid.pledge_{pledge.revision}", f"pledge:{pledge.id}:{pledge.revision}"
    here = pledge_page(bid)
    tell_team(session, bid, kind, title, href=here)
    tell_issuer(session, bid.challenge, "bid.pledge", title, dedup_key=key, href=here)
