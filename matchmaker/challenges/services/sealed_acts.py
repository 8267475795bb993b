"""What teams do while bids are sealed: submit, replace, withdraw.

Each act fills one envelope and gives a receipt. It moves no state, touches no
row but the envelope and writes no audit entry: a version, an id or a number
that grows would tell. The entry stands, salted, in the envelope and on the
receipt; the opening puts all of them into the audit.
"""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from matchmaker.challenges.keys import HouseKeys
from matchmaker.challenges.models import Challenge, ChallengeState
from matchmaker.challenges.policies import PERMISSIONS, Permission
from matchmaker.challenges.queries import Position, lock, position_of
from matchmaker.challenges.queries.eligibility import bar_of
from matchmaker.challenges.sealing import boxes, receipts, tags
from matchmaker.challenges.services.envelopes import random_blob, take
from matchmaker.challenges.services.seal_bid import SealedPackage
from matchmaker.challenges.unsealing import BID, WITHDRAWAL, context_of
from matchmaker.core.audit import AuditHead
from matchmaker.core.authz import Actor
from matchmaker.core.db import transaction_clock
from matchmaker.core.errors import Conflict, DeadlinePassed, Invalid, NotFound
from matchmaker.core.i18n import N_
from matchmaker.organizations.models import Organization

KINDS = (BID, WITHDRAWAL)
Receipt = dict[str, Any]


def submit_bid(
    session: Session, challenge_id: int, package: SealedPackage, *, organization_id: int, keys: HouseKeys, actor: Actor
) -> Receipt:
    """Hand in a team's first bid, or one after a withdrawal.

    Raises DeadlinePassed unless it is strictly before the deadline by the
    transaction's clock, Conflict when the team has a live bid or receiving has
    not begun, Invalid when this organisation may not bid.
    """
    challenge = _open_to(session, challenge_id, organization_id, actor)
    position = _position(session, challenge, organization_id, keys)
    if position.kind == BID:
        raise Conflict(N_("贵单位已经揭榜；要改请用“替换”。"))
    return _act(session, challenge, position, BID, package, organization_id=organization_id, keys=keys, actor=actor)


def replace_bid(
    session: Session, challenge_id: int, package: SealedPackage, *, organization_id: int, keys: HouseKeys, actor: Actor
) -> Receipt:
    """Hand in another bid in place of the live one; only the last is ever read. Raises as ``submit_bid``."""
    challenge = _open_to(session, challenge_id, organization_id, actor)
    position = _position(session, challenge, organization_id, keys)
    if position.kind != BID:
        raise Conflict(N_("贵单位现在没有可以替换的揭榜书。"))
    return _act(session, challenge, position, BID, package, organization_id=organization_id, keys=keys, actor=actor)


def withdraw_bid(
    session: Session, challenge_id: int, *, organization_id: int, keys: HouseKeys, actor: Actor
) -> Receipt:
    """Take the live bid back; it will not be read. Raises as ``submit_bid``."""
    challenge = _open_to(session, challenge_id, organization_id, actor)
    position = _position(session, challenge, organization_id, keys, spare=0)
    if position.kind != BID:
        raise Conflict(N_("贵单位现在没有可以撤回的揭榜书。"))
    package = SealedPackage(random_blob(), secrets.token_hex(32), b"")
    return _act(
        session, challenge, position, WITHDRAWAL, package, organization_id=organization_id, keys=keys, actor=actor
    )


def _open_to(session: Session, challenge_id: int, organization_id: int, actor: Actor) -> Challenge:
    PERMISSIONS.require(actor, Permission.BID_SUBMIT)
    if not actor.is_system and organization_id not in actor.organization_ids:
        raise NotFound
    challenge = lock(session, challenge_id, shared=True)
    if challenge.state == ChallengeState.SEALED:
        raise DeadlinePassed
    if challenge.state != ChallengeState.RECEIVING:
        raise Conflict(N_("这道榜题现在不接受揭榜。"))
    bar = bar_of(session, challenge, session.get_one(Organization, organization_id))
    if bar:
        raise Invalid(bar)
    return challenge


def _position(
    session: Session, challenge: Challenge, organization_id: int, keys: HouseKeys, *, spare: int = 1
) -> Position:
    """Where the team stands; ``spare`` acts are kept so that a live bid can always be withdrawn."""
    position = position_of(session, challenge.id, organization_id, blinding=keys.blinding, kinds=KINDS)
    if position.number >= tags.MOST_ACTS - spare:
        raise Conflict(N_("替换和撤回的次数已达上限。"))
    return position


def _act(
    session: Session,
    challenge: Challenge,
    position: Position,
    kind: str,
    package: SealedPackage,
    *,
    organization_id: int,
    keys: HouseKeys,
    actor: Actor,
) -> Receipt:
    number = position.number + 1
    envelope = take(session, challenge, keys)
    moment = transaction_clock(session)
    if challenge.closes_at is None or moment >= challenge.closes_at:
        raise DeadlinePassed
    statement = _statement(session, challenge, envelope.id, kind, package, moment, organization_id)
    receipt = receipts.sign(statement, keys.signing)
    record = {
        "kind": kind,
        "organization": organization_id,
        "number": number,
        "user": actor.user_id,
        "content_key": package.content_key.hex(),
        "receipt": receipt,
    }
    envelope.tag = tags.of_act(keys.blinding, challenge.id, organization_id, number)
    envelope.mark = tags.of_kind(keys.blinding, challenge.id, organization_id, number, kind)
    envelope.blob, envelope.ciphertext_hash = package.blob, package.ciphertext_hash
    envelope.entry_hash = statement["entry_hash"]
    public = bytes.fromhex(challenge.public_key or "")
    envelope.record = boxes.close(public, record, context=context_of(challenge.id, challenge.posted_times))
    try:
        with session.begin_nested():
            session.flush()
    except IntegrityError as error:
        raise Conflict from error  # the same team acted twice at one moment
    return receipt


def _statement(
    session: Session,
    challenge: Challenge,
    envelope_id: str,
    kind: str,
    package: SealedPackage,
    moment: datetime,
    organization_id: int,
) -> dict[str, Any]:
    entry = {
        "action": f"bid.{kind}",
        "challenge": challenge.id,
        "organization": organization_id,
        "at": moment.isoformat(timespec="microseconds"),
        "ciphertext_sha256": package.ciphertext_hash,
    }
    salt = secrets.token_hex(16)
    return {
        "challenge": challenge.id,
        "posting": challenge.posted_times,
        "title": challenge.title,
        "organization": session.get_one(Organization, organization_id).name,
        "envelope": envelope_id,
        "act": kind,
        "received_at": entry["at"],
        "closes_at": challenge.closes_at.isoformat() if challenge.closes_at else "",
        "ciphertext_sha256": package.ciphertext_hash,
        "algorithm": challenge.algorithm,
        "entry": entry,
        "salt": salt,
        "entry_hash": receipts.entry_hash(salt, entry),
        "audit_head": session.scalars(select(AuditHead.hash)).one(),
    }
