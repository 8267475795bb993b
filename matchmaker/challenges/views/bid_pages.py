"""What the pages of one team's contract share: loading it, and answering a form."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from flask import current_app, request
from flask_babel import gettext as _
from sqlalchemy.orm import joinedload

from matchmaker.challenges.models import Bid, Payment, Pledge, PledgeMilestone
from matchmaker.challenges.policies import PERMISSIONS
from matchmaker.challenges.queries.pledges import milestones_of, pledge_of
from matchmaker.challenges.services.step import decides
from matchmaker.config import Settings
from matchmaker.core import blobs
from matchmaker.core.errors import Conflict, Invalid, NotFound
from matchmaker.web.actor import current_actor
from matchmaker.web.extensions import db
from matchmaker.web.loaders import load

SETTINGS_KEY = "matchmaker_settings"


def open_bid(bid_id: int, permission: StrEnum) -> Bid:
    """The bid with its challenge, if the present actor has ``permission`` over it."""
    return load(Bid, bid_id, permission, PERMISSIONS, options=[joinedload(Bid.challenge)])


def decided_bid(bid_id: int, permission: StrEnum) -> Bid:
    """The same for who decides; Conflict for the issuer where the city does."""
    bid = open_bid(bid_id, permission)
    if not decides(bid, current_actor()):
        raise Conflict(_("这类榜题由科技局办理这一步。"))
    return bid


def signed_pledge(bid: Bid) -> Pledge:
    """The contract of ``bid``, once drawn; Conflict before."""
    pledge = pledge_of(db.session, bid)
    if pledge is None:
        raise Conflict(_("军令状还没有拟好。"))
    return pledge


def milestone_at(pledge: Pledge, position: int) -> tuple[PledgeMilestone, Payment | None]:
    """The milestone with this number, and what was paid for it; NotFound."""
    for milestone, payment in milestones_of(db.session, pledge):
        if milestone.position == position:
            return milestone, payment
    raise NotFound


def stored_file() -> blobs.StoredBlob:
    """The file that was sent, on disk; Invalid at ``file``."""
    given = request.files.get("file")
    if given is None or not given.filename:
        raise Invalid(fields={"file": [_("请选择文件。")]})
    return blobs.store(blob_folder(), given.stream, given.filename)


def blob_folder() -> Path:
    """Where the bytes of attachments lie."""
    settings: Settings = current_app.extensions[SETTINGS_KEY]
    return settings.blob_dir


def pledge_href(bid_id: int) -> str:
    """The address of a team's contract."""
    return f"/bids/{bid_id}/pledge"
