"""A 军令状 is confirmed by each party in the system, then counts as signed with what seals it."""

from __future__ import annotations

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from matchmaker.challenges.e_seal import Sealed
from matchmaker.challenges.models import PARTY_LABELS, Bid, BidState, ChallengeState, Party, Pledge, PledgeConfirmation
from matchmaker.challenges.pledge_content import parties_of
from matchmaker.challenges.policies import PERMISSIONS, TEAMS, Permission
from matchmaker.challenges.queries import confirmations_of, lock_bid
from matchmaker.challenges.queries.pledges import SCAN
from matchmaker.challenges.services.keep_file import keep_file
from matchmaker.challenges.services.step import advance_bid, require_decider
from matchmaker.challenges.services.telling import pledge_page, tell_issuer, tell_team
from matchmaker.core import audit, clock
from matchmaker.core.authz import Actor, Role
from matchmaker.core.errors import Conflict, Invalid
from matchmaker.core.i18n import N_


def voices_of(actor: Actor, bid: Bid) -> tuple[Party, ...]:
    """For which parties of the contract ``actor`` may speak; the bureau's word is the city's."""
    found = {
        Party.ISSUER: actor.has(Role.ENTERPRISE) and bid.issuer_id in actor.organization_ids,
        Party.TEAM: actor.has(*TEAMS) and bid.organization_id in actor.organization_ids,
        Party.BUREAU: actor.has(Role.OFFICER) and actor.covers(bid.challenge.city_code),
    }
    return tuple(party for party in parties_of(bid.challenge.profile) if found[party])


def confirm_pledge(session: Session, pledge: Pledge, *, text_hash: str, actor: Actor) -> None:
    """Say for one's party that the text with ``text_hash``, which one has read, is agreed to.

    Raises Conflict when the text was changed meanwhile, was confirmed for
    the party before, or is signed.
    """
    bid = lock_bid(session, pledge.bid_id)
    PERMISSIONS.require(actor, Permission.PLEDGE_CONFIRM, bid)
    session.refresh(pledge)
    parties = voices_of(actor, bid)
    if not parties:
        raise Conflict(N_("丙方由市科技局确认。"))
    if pledge.signed_on is not None or bid.state != BidState.PLACED or bid.challenge.state != ChallengeState.SIGNING:
        raise Conflict(N_("军令状已经签订，或不再需要确认。"))
    if text_hash != pledge.text_hash:
        raise Conflict(N_("军令状刚刚被修改，请看过新的文本再确认。"))
    party = next((each for each in parties if each not in confirmations_of(session, pledge)), None)
    if party is None:
        raise Conflict(N_("本方已经确认过这一版。"))
    row = PledgeConfirmation(pledge_id=pledge.id, revision=pledge.revision, party=party, text_hash=text_hash)
    row.user_id = actor.user_id
    try:
        with session.begin_nested():
            session.add(row)
            session.flush()
    except IntegrityError as error:
        raise Conflict(N_("本方已经确认过这一版。")) from error
    detail = {"party": str(party), "revision": pledge.revision, "hash": text_hash}
    audit.record(session, actor, "bid.pledge_confirmed", "bid", bid.id, **detail)


def sign_pledge(session: Session, pledge: Pledge, sealed: Sealed, *, actor: Actor) -> None:
    """It counts as 已签 with the sealed file: its SHA-256 and the day on it. The team then works.

    Raises Invalid while a party has not confirmed this revision, or for a
    day in the future or before the text was drawn.
    """
    bid = lock_bid(session, pledge.bid_id)
    require_decider(bid, actor)
    session.refresh(pledge)
    if pledge.signed_on is not None or bid.challenge.state != ChallengeState.SIGNING:
        raise Conflict
    given = confirmations_of(session, pledge)
    if missing := [party for party in parties_of(bid.challenge.profile) if party not in given]:
        names = "、".join(PARTY_LABELS[party] for party in missing)
        raise Invalid(N_("还没有在平台上确认：%(who)s。各方确认后才能登记签订。") % {"who": names})
    if sealed.signed_on > clock.today():
        raise Invalid(fields={"signed_on": [N_("签订日期不能在今天以后。")]})
    if sealed.signed_on < clock.china_date(pledge.created_at):
        raise Invalid(fields={"signed_on": [N_("签订日期不能早于军令状的拟定日期。")]})
    file = sealed.file
    keep_file(session, bid, file, purpose=SCAN, actor=actor)
    pledge.signed_on, pledge.scan_hash, pledge.recorded_by = sealed.signed_on, file.sha256, actor.user_id
    detail = {
        "signed_on": sealed.signed_on.isoformat(),
        "scan": file.sha256,
        "text": pledge.text_hash,
        "amount": pledge.amount,
    }
    advance_bid(session, bid, "sign", actor=actor, detail=detail)
    title, here = N_("军令状已签订"), pledge_page(bid)
    tell_team(session, bid, "bid.signed", title, href=here)
    tell_issuer(session, bid.challenge, "bid.signed", title, dedup_key=f"pledge:{pledge.id}:signed", href=here)
