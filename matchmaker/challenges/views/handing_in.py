"""What stands between a team's form and its envelope: the files as they came, the seal, the write without a trace."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import IO, TypedDict

from flask import current_app
from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage

from matchmaker.challenges import keys as house_keys
from matchmaker.challenges.bid_content import BidContent
from matchmaker.challenges.bid_standing import Standing
from matchmaker.challenges.models import Challenge
from matchmaker.challenges.sealing.container import NamedContent
from matchmaker.challenges.services import draft_bid, sealed_acts
from matchmaker.challenges.services.guards import require_before_deadline
from matchmaker.challenges.services.seal_bid import seal_bid
from matchmaker.challenges.services.sealed_acts import Receipt
from matchmaker.config import Settings
from matchmaker.core import blobs
from matchmaker.core.authz import Actor
from matchmaker.core.errors import Conflict, Invalid
from matchmaker.web.actor import current_actor
from matchmaker.web.extensions import db
from matchmaker.web.idempotency import write

SETTINGS_KEY = "matchmaker_settings"
CHUNK, HEAD = 64 * 1024, 8


class Given(TypedDict):
    """For whom, by whom."""

    organization_id: int
    keys: house_keys.HouseKeys
    actor: Actor


def settings() -> Settings:
    """Those of the installation."""
    found: Settings = current_app.extensions[SETTINGS_KEY]
    return found


def keys() -> house_keys.HouseKeys:
    """The installation's keys, read from disk."""
    return house_keys.load(settings().key_dir)


def hand_in(standing: Standing, content: BidContent, sent: Sequence[FileStorage], *, replaces: bool) -> Receipt:
    """Seal what came, then put it in. Raises what ``seal_bid``, ``submit_bid`` and ``replace_bid`` raise."""
    require_before_deadline(db.session, standing.challenge)  # spares the work; what counts is judged under the lock
    folder = settings().sealed_dir
    package = seal_bid(folder, content, list(files_of(sent)), reward=standing.challenge.reward)
    act = sealed_acts.replace_bid if replaces else sealed_acts.submit_bid
    challenge_id, given = standing.challenge.id, _given(standing)
    try:
        return write(lambda session: act(session, challenge_id, package, **given))
    except (Conflict, Invalid):  # nothing was committed; after other failures we cannot be sure
        blobs.path_of(folder, package.blob).unlink(missing_ok=True)
        raise


def take_back(standing: Standing) -> Receipt:
    """Withdraw the team's live bid."""
    challenge_id, given = standing.challenge.id, _given(standing)
    return write(lambda session: sealed_acts.withdraw_bid(session, challenge_id, **given))


def save_draft(standing: Standing, sealed: bytes) -> None:
    """Keep a draft that was encrypted already."""
    challenge_id, given = standing.challenge.id, _given(standing)
    write(lambda session: draft_bid.keep_draft(session, session.get_one(Challenge, challenge_id), sealed, **given))


def drop_draft(standing: Standing) -> None:
    """Forget the team's draft."""
    challenge_id, given = standing.challenge.id, _given(standing)
    write(lambda session: draft_bid.discard_draft(session, challenge_id, **given))


def _given(standing: Standing) -> Given:
    return {"organization_id": standing.team.id, "keys": keys(), "actor": current_actor()}


def files_of(sent: Sequence[FileStorage]) -> Iterator[NamedContent]:
    """The files that were chosen, under clean names; Invalid for an empty one or a type that is not allowed."""
    for each in sent:
        if not each.filename:
            continue
        head = each.stream.read(HEAD)
        if not head:
            raise Invalid(fields={"file": [_("“%(name)s”是空文件。", name=each.filename)]})
        each.stream.seek(0)
        extension = blobs.type_by_head(head, each.filename)
        yield blobs.safe_name(each.filename, extension), _pieces(each.stream)


def _pieces(stream: IO[bytes]) -> Iterator[bytes]:
    return iter(partial(stream.read, CHUNK), b"")
