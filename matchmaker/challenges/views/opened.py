"""What was opened: the record, the bids in the opening's order, and each bid with its files."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from flask import Response, render_template
from flask_babel import gettext as _
from sqlalchemy import select
from werkzeug.wsgi import ClosingIterator

from matchmaker.challenges.bid_standing import opened_bids, sealed_standings
from matchmaker.challenges.models import Bid, BidState
from matchmaker.challenges.policies import PERMISSIONS, Permission
from matchmaker.challenges.queries import bids_of
from matchmaker.challenges.queries.openings import (
    names_of_people,
    names_of_units,
    opening_of,
    supplements_of,
    supplied_files,
)
from matchmaker.challenges.queries.pledges import pledge_of
from matchmaker.challenges.sealing import container, stream
from matchmaker.challenges.views.blueprint import blueprint, load_bid, load_challenge
from matchmaker.challenges.views.handing_in import keys, settings
from matchmaker.challenges.views.receipts import file_name_of, lines_of, text_of
from matchmaker.challenges.workflow import BID
from matchmaker.core import blobs
from matchmaker.core.errors import NotFound
from matchmaker.organizations.models import Organization
from matchmaker.web.actor import current_actor
from matchmaker.web.extensions import db
from matchmaker.web.policy import needs, require

READ = needs(Permission.BID_READ, PERMISSIONS)
TONES = {
    BidState.OPENED: "progress",
    BidState.REFUSED: "bad",
    BidState.ELIMINATED: "bad",
    BidState.FAILED_NEGLIGENT: "bad",
    BidState.NOT_PLACED: "neutral",
    BidState.WITHDRAWN: "neutral",
    BidState.STOPPED: "neutral",
    BidState.FAILED_DILIGENT: "warn",
}


@blueprint.get("/challenges/<id:challenge_id>/bids")
@require(GET=needs(Permission.READ, PERMISSIONS))
def bids(challenge_id: int) -> str:
    """The record of the opening and the bids; before it, the same words whatever there is."""
    challenge = load_challenge(challenge_id, Permission.READ)
    record = opening_of(db.session, challenge)
    rows = bids_of(db.session, challenge) if record else []
    return render_template(
        "challenges/bids.html",
        challenge=challenge,
        record=record,
        officers=names_of_people(db.session, {record.first_officer, record.second_officer}) if record else {},
        bids=rows,
        units=names_of_units(db.session, {bid.organization_id for bid in rows}),
        state_of=state_of,
        may_qualify=PERMISSIONS.allows(current_actor(), Permission.BID_QUALIFY, challenge),
    )


@blueprint.get("/my/bids")
@require(GET=needs(Permission.BID_SUBMIT, PERMISSIONS))
def my_bids() -> str:
    """The bids of the actor's own units, sealed and opened."""
    own = sorted(current_actor().organization_ids)
    query = select(Organization).where(Organization.id.in_(own)).order_by(Organization.id)
    teams = list(db.session.scalars(query))
    rows = opened_bids(db.session, own)
    return render_template(
        "challenges/my_bids.html",
        sealed=sealed_standings(db.session, teams, keys=keys()),
        opened=rows,
        challenges={bid.id: bid.challenge for bid in rows},
        units={team.id: team.name for team in teams},
        state_of=state_of,
    )


@blueprint.get("/bids/<id:bid_id>")
@require(GET=READ)
def opened_bid(bid_id: int) -> str:
    """One bid, as it was opened."""
    row, actor = load_bid(bid_id, Permission.BID_READ), current_actor()
    supplements = supplements_of(db.session, row.id)
    return render_template(
        "challenges/opened_bid.html",
        bid=row,
        challenge=row.challenge,
        unit=names_of_units(db.session, {row.organization_id})[row.organization_id],
        state=state_of(row),
        supplements=supplements,
        supplied=supplied_files(db.session, [each.id for each in supplements]) if supplements else {},
        receipt_lines=lines_of(row.receipt),
        is_own=row.organization_id in actor.organization_ids,
        works_on_it=PERMISSIONS.allows(actor, Permission.READ, row.challenge),
        may_qualify=PERMISSIONS.allows(actor, Permission.BID_QUALIFY, row),
        has_pledge=PERMISSIONS.allows(actor, Permission.PLEDGE_READ, row) and pledge_of(db.session, row) is not None,
    )


@blueprint.get("/bids/<id:bid_id>/files/<int:number>")
@require(GET=READ)
def bid_file(bid_id: int, number: int) -> Response:
    """One file of a bid (from 1), decrypted as it goes out; it never lies on a disk in the clear."""
    row = load_bid(bid_id, Permission.BID_READ)
    if not 1 <= number <= len(row.files):
        raise NotFound
    name = row.files[number - 1]
    ending = name.rpartition(".")[2]
    response = Response(_content(row, number - 1), mimetype=blobs.TYPES.get(ending, "application/octet-stream"))
    response.headers.set("Content-Disposition", "attachment", filename=name)
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@blueprint.get("/bids/<id:bid_id>/receipt")
@require(GET=READ)
def bid_receipt(bid_id: int) -> Response:
    """The receipt of an opened bid, as its file."""
    row = load_bid(bid_id, Permission.BID_READ)
    response = Response(text_of(row.receipt), mimetype="application/json")
    response.headers.set("Content-Disposition", "attachment", filename=file_name_of(row.receipt))
    return response


def state_of(bid: Bid) -> tuple[str, str]:
    """The word and the tone for where a bid stands."""
    return _(BID.labels[bid.state]), TONES.get(BidState(bid.state), "good")


def _content(row: Bid, number: int) -> Iterator[bytes]:
    """The file in pieces. The first is proven before the answer begins: NotFound for a ciphertext that is lost."""
    path = blobs.path_of(settings().sealed_dir, row.blob)
    try:
        source = path.open("rb")
    except OSError as error:
        raise NotFound(_("文件暂时取不到，请联系管理员。")) from error
    pieces = container.file_of(stream.unseal(source, row.content_key), number)
    try:
        first = next(pieces, b"")
    except stream.Tampered as error:
        source.close()
        raise NotFound(_("文件已损坏，请联系管理员从备份恢复。")) from error
    return ClosingIterator(chain([first], pieces), source.close)
