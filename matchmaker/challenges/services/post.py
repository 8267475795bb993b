"""张榜: the text goes out as a version that never changes; corrections are further versions."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from matchmaker.challenges.keys import HouseKeys
from matchmaker.challenges.models import Challenge, ChallengeState, ChallengeVersion
from matchmaker.challenges.policies import PERMISSIONS, Permission
from matchmaker.challenges.queries import lock
from matchmaker.challenges.sealing.receipts import canonical
from matchmaker.challenges.services.envelopes import add_empty
from matchmaker.challenges.services.guards import require_before_deadline
from matchmaker.challenges.services.step import advance
from matchmaker.challenges.services.telling import tell_followers, tell_issuer
from matchmaker.core import audit, clock
from matchmaker.core.authz import Actor
from matchmaker.core.db import transaction_clock
from matchmaker.core.errors import Conflict, Invalid
from matchmaker.core.i18n import N_
from matchmaker.core.workflow import check_version

CORRECTABLE = frozenset({"background", "problem", "goal", "ownership", "conditions"})


def post(
    session: Session,
    challenge_id: int,
    *,
    receiving_from: datetime,
    closes_at: datetime,
    keys: HouseKeys,
    actor: Actor,
    version: int | None = None,
) -> Challenge:
    """Post an approved challenge, or post an unfilled one again.

    Raises Invalid while its key is not made, for too short a time to bid, or
    when it was posted as often as the city allows; StaleVersion when somebody
    else changed it meanwhile.
    """
    challenge = lock(session, challenge_id)
    PERMISSIONS.require(actor, Permission.PRESCREEN, challenge)
    check_version(challenge, version)
    action = "repost" if challenge.state == ChallengeState.UNFILLED else "post"
    if closes_at <= receiving_from:
        raise Invalid(fields={"closes_at": [N_("截止时间须晚于开始时间。")]})
    challenge.receiving_from, challenge.closes_at = receiving_from, closes_at
    posting, number = challenge.posted_times + 1, challenge.posted_version + 1
    values = {
        "posted_at": clock.now(),
        "posted_times": posting,
        "posted_version": number,
        "sealed_root": None,
        # other teams may come now: whoever declared before declares anew
        "judging": challenge.judging + (action == "repost"),
    }
    detail = {"version": number, "closes_at": closes_at.isoformat()}
    advance(session, challenge, action, actor=actor, values=values, detail=detail)
    _add_version(session, challenge, N_("张榜"))
    add_empty(session, challenge, keys)
    key = f"challenge:{challenge.id}:{number}"
    tell_issuer(session, challenge, "challenge.posted", N_("榜题已张榜"), dedup_key=key)
    tell_followers(session, challenge, "challenge.posted", N_("榜题已再次张榜"), dedup_key=key)
    return challenge


def correct(
    session: Session,
    challenge_id: int,
    values: dict[str, str],
    *,
    note: str,
    actor: Actor,
    version: int | None = None,
) -> None:
    """Put right the text of a posted challenge: a new version, with a word on what changed.

    Never what bids are measured by: money, dates, indicators and weights stay.
    Raises Invalid for other fields, for no field or without a note, Conflict
    after the deadline, StaleVersion when somebody else changed it meanwhile.
    """
    challenge = lock(session, challenge_id)
    PERMISSIONS.require(actor, Permission.PRESCREEN, challenge)
    check_version(challenge, version)
    if challenge.state not in {ChallengeState.POSTED, ChallengeState.RECEIVING}:
        raise Conflict(N_("只有张榜期间可以更正。"))
    require_before_deadline(session, challenge)
    if not note.strip() or not values or not values.keys() <= CORRECTABLE:
        raise Invalid(fields={"note": [N_("请写明更正了什么；金额、时间、指标和权重不能更正。")]})
    for name, text in values.items():
        setattr(challenge, name, text.strip())
    publish_version(session, challenge, note.strip(), actor=actor)


def publish_version(session: Session, challenge: Challenge, note: str, *, actor: Actor) -> None:
    """Make what stands now the next public version."""
    challenge.posted_version += 1
    session.flush()
    _add_version(session, challenge, note)
    number = challenge.posted_version
    audit.record(session, actor, "challenge.corrected", "challenge", challenge.id, version=number, note=note)
    key = f"challenge:{challenge.id}:{number}"
    tell_issuer(session, challenge, "challenge.corrected", N_("榜题有更正"), dedup_key=key, body=note)
    tell_followers(session, challenge, "challenge.corrected", N_("榜题有更正"), dedup_key=key, body=note)


def start_receiving(session: Session, challenge_id: int, *, actor: Actor) -> None:
    """The time to bid begins; Invalid before it does."""
    advance(session, lock(session, challenge_id), "start_receiving", actor=actor)


def text_of(challenge: Challenge) -> dict[str, Any]:
    """What is public of a challenge."""
    return {
        **{name: getattr(challenge, name) for name in ("title", *sorted(CORRECTABLE))},
        **{
            name: getattr(challenge, name) for name in ("profile", "mode", "places", "months", "reward", "funding_kind")
        },
        "race_reason": challenge.race_reason,
        "receiving_from": challenge.receiving_from and challenge.receiving_from.isoformat(),
        "closes_at": challenge.closes_at and challenge.closes_at.isoformat(),
        "public_key": challenge.public_key,
        "indicators": [
            {"name": each.name, "target": each.target, "unit": each.unit, "method": each.method}
            for each in challenge.indicators
        ],
        "criteria": [{"name": each.name, "weight": each.weight} for each in challenge.criteria],
    }


def _add_version(session: Session, challenge: Challenge, note: str) -> None:
    session.refresh(challenge)
    content = text_of(challenge)
    session.add(
        ChallengeVersion(
            challenge_id=challenge.id,
            number=challenge.posted_version,
            at=transaction_clock(session),
            note=note,
            content=content,
            content_hash=hashlib.sha256(canonical(content)).hexdigest(),
        )
    )
    session.flush()
