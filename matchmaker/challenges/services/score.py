"""评审: each reviewer for themselves, sealed until all sheets are in; then the weighted ranking (``ranking``)."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from matchmaker.challenges import ranking
from matchmaker.challenges.keys import HouseKeys
from matchmaker.challenges.models import Bid, BidState, Challenge, ChallengeState, PanelSeat, Score, ScoreSheet, Stage
from matchmaker.challenges.policies import PERMISSIONS, Permission
from matchmaker.challenges.queries import bids_of, lock, review_sheets
from matchmaker.challenges.queries.panels import has_left
from matchmaker.challenges.sealing.stream import Tampered
from matchmaker.challenges.services.step import advance
from matchmaker.core import audit
from matchmaker.core.authz import Actor
from matchmaker.core.errors import Conflict, Invalid, NotFound
from matchmaker.core.i18n import N_

HUNDREDTHS = 100
NONCE = 12
Points = Mapping[int, tuple[int, str]]


def start_review(session: Session, challenge: Challenge, *, actor: Actor, version: int | None = None) -> None:
    """Every bid has its outcome and the panel is whole: the scoring begins."""
    advance(session, challenge, "start_review", actor=actor, version=version)


def score(session: Session, seat: PanelSeat, bid: Bid, points: Points, *, keys: HouseKeys, actor: Actor) -> ScoreSheet:
    """Hand in a sheet: criterion id → (0 to 100, comment), once, for every criterion.

    Raises Conflict for an expert who is recused or replaced, did not declare
    or has scored, Invalid for a sheet with gaps.
    """
    PERMISSIONS.require(actor, Permission.JUDGE, seat)
    challenge = lock(session, seat.challenge_id)
    if bid.challenge_id != challenge.id or bid.state != BidState.QUALIFIED:
        raise NotFound
    if challenge.state != ChallengeState.REVIEWING or seat.stage != Stage.REVIEW:
        raise Conflict(N_("现在不在评审阶段。"))
    if seat.conflict is not False:
        raise Conflict(N_("请先声明没有需要回避的关系；已声明回避的不能评分。"))
    if has_left(session, seat):
        raise Conflict(N_("您的席位已由别人接替，不能再评分。"))
    _check(challenge, points)
    sheet = ScoreSheet(seat_id=seat.id, bid_id=bid.id, sealed=_seal(keys, seat.id, bid.id, points))
    try:
        with session.begin_nested():
            session.add(sheet)
            session.flush()
    except IntegrityError as error:
        raise Conflict(N_("您已经为这份揭榜书评分。")) from error
    audit.record(session, actor, "bid.scored", "bid", bid.id)
    return sheet


def rank(session: Session, challenge: Challenge, *, keys: HouseKeys, actor: Actor) -> list[Bid]:
    """All sheets are in: they are read, totals made, and the bids ranked. Returns them from the first on."""
    challenge = lock(session, challenge.id)
    advance(session, challenge, "rank", actor=actor)
    sheets = review_sheets(session, challenge)
    for sheet in sheets:
        _unseal(session, keys, sheet)
    weights = {line.id: line.weight for line in challenge.criteria}
    heaviest = ranking.heaviest(challenge.criteria)
    bids = bids_of(session, challenge, [BidState.QUALIFIED])
    standing = {bid.id: [sheet for sheet in sheets if sheet.bid_id == bid.id] for bid in bids}
    for bid in bids:
        bid.total = total_of(standing[bid.id], weights)
    bids.sort(key=lambda bid: ranking.key_of(bid, standing[bid.id], heaviest))
    for place, bid in enumerate(bids, 1):
        bid.rank = place
    session.flush()
    result = [[bid.id, bid.total] for bid in bids]
    audit.record(session, actor, "challenge.ranking", "challenge", challenge.id, ranking=result)
    return bids


def total_of(sheets: list[ScoreSheet], weights: Mapping[int, int]) -> int:
    """The mean over the sheets of the weighted points, in hundredths, rounded half up."""
    if not sheets:
        return 0
    weighted = sum(line.points * weights[line.criterion_id] for sheet in sheets for line in sheet.scores)
    return (2 * weighted + len(sheets)) // (2 * len(sheets))


def scores_of(session: Session, challenge: Challenge) -> list[Score]:
    """Every score of the present posting; Conflict, and nothing, until all sheets are in."""
    sheets = review_sheets(session, challenge)
    if any(sheet.sealed is not None for sheet in sheets):
        raise Conflict(N_("全部评分表交齐以前，谁也看不到评分。"))
    return [line for sheet in sheets for line in sheet.scores]


def _check(challenge: Challenge, points: Points) -> None:
    if points.keys() != {line.id for line in challenge.criteria}:
        raise Invalid(fields={"points": [N_("每一项都要评分。")]})
    if any(not 0 <= given <= HUNDREDTHS or not comment.strip() for given, comment in points.values()):
        raise Invalid(fields={"points": [N_("每项 0 至 100 分，并写明理由。")]})


def _seal(keys: HouseKeys, seat: int, bid: int, points: Points) -> bytes:
    content = json.dumps([[criterion, given, comment.strip()] for criterion, (given, comment) in points.items()])
    nonce = secrets.token_bytes(NONCE)
    return nonce + ChaCha20Poly1305(keys.scores).encrypt(nonce, content.encode(), f"{seat}|{bid}".encode())


def _unseal(session: Session, keys: HouseKeys, sheet: ScoreSheet) -> None:
    if sheet.sealed is None:
        return
    bound = f"{sheet.seat_id}|{sheet.bid_id}".encode()
    try:
        content = ChaCha20Poly1305(keys.scores).decrypt(sheet.sealed[:NONCE], sheet.sealed[NONCE:], bound)
    except InvalidTag as error:
        raise Tampered(f"score sheet {sheet.id}") from error
    sheet.scores = [
        Score(criterion_id=criterion, points=given, comment=comment)
        for criterion, given, comment in json.loads(content)
    ]
    sheet.sealed = None
    session.flush()
