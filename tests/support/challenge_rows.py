"""Challenges at every step, for the tests of all pages and permissions."""

from __future__ import annotations

from dataclasses import asdict
from io import BytesIO
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from matchmaker.accounts.models import User
from matchmaker.catalog.models import Attachment
from matchmaker.challenges.models import (
    Bid,
    BidSupplement,
    Challenge,
    ChallengeBatch,
    FollowUp,
    KeyHolder,
    Stage,
)
from matchmaker.challenges.queries import bids_of
from matchmaker.challenges.queries.openings import SUPPLEMENT
from matchmaker.challenges.queries.outcomes import REPORT
from matchmaker.challenges.services.keep_file import keep_file
from matchmaker.challenges.services.place import raise_objection
from matchmaker.core import clock
from matchmaker.core.blobs import store
from matchmaker.organizations.models import Organization
from tests.support.rows import added, attach
from tests.unit.challenges.stage import make_way, sealed


def challenges(
    session: Session, data_dir: Path, issuer: Organization, team: Organization, holder: User
) -> dict[str, list[Any]]:
    """A draft, one that receives bids, one being signed, one at work: of one firm, the last two with our university.

    ``holder`` may open the bids of the second.
    """
    drafted, receiving, signing, working = (
        make_way(session, data_dir, issued_by=issuer, first_team=team) for _number in range(4)
    )
    drafted.drafted()
    receiving.receiving()
    added(session, KeyHolder(challenge_id=receiving.challenge_id, user_id=holder.id))
    batch = ChallengeBatch(region_code=receiving.challenge.region_code, title="第一批榜单")
    [signed_soon] = signing.signing(bids=1)
    signing.draw(signed_soon)
    given = {"purpose": "milestone:1", "actor": signing.actor(signing.officer)}
    signing.do(keep_file, signed_soon, sealed(signing).file, **given)
    paid = working.paying()
    bids = [*bids_of(session, working.challenge), signed_soon]  # whose is the first is left to chance
    for bid in bids:
        _supplied(session, bid, data_dir / "blobs")
        for kind in ("", REPORT):
            attach(session, bid, data_dir / "blobs", kind)
    return {
        "batches/batch_id": [added(session, batch)],
        "bids/bid_id": bids,
        "follow-ups/follow_up_id": [added(session, FollowUp(bid_id=paid.id, months=6, due_on=clock.today()))],
        "challenges/challenge_id": [drafted.challenge, receiving.challenge, signing.challenge, working.challenge],
    }


def judgings(
    session: Session, data_dir: Path, issuer: Organization, team: Organization, *, expert: User
) -> dict[str, list[Any]]:
    """One that is being judged, with a seat for an expert of ours, and one whose result somebody objects to."""
    judged, publicised = (make_way(session, data_dir, issued_by=issuer, first_team=team) for _number in range(2))
    judged.experts[0] = expert
    judged.reviewing(bids=2)
    publicised.publicised(bids=2)
    objector = publicised.actor(publicised.members[1])
    return {
        "seats/seat_id": [seat for seat in judged.seats(Stage.REVIEW) if seat.user_id == expert.id],
        "objections/objection_id": [publicised.do(raise_objection, Challenge, "业绩不实。", actor=objector)],
    }


def _supplied(session: Session, bid: Bid, folder: Path) -> None:
    """A paper that was asked for and came."""
    said = {"asked": "缺执照。", "due_at": clock.now(), "answer": "见附件。", "answered_at": clock.now()}
    supplement = added(session, BidSupplement(bid_id=bid.id, **said))
    stored = asdict(store(folder, BytesIO(b"%PDF-1.7\n%%EOF\n"), "执照.pdf"))
    owner = {"record_kind": SUPPLEMENT, "record_id": supplement.id, "organization_id": bid.organization_id}
    added(session, Attachment(**owner, **stored))
