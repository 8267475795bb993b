"""The one blueprint whose routes the modules beside it add."""

from __future__ import annotations

from enum import StrEnum

from flask import Blueprint
from sqlalchemy.orm import joinedload

from matchmaker.challenges.models import Bid, Challenge
from matchmaker.challenges.policies import PERMISSIONS
from matchmaker.web.loaders import load

blueprint = Blueprint("challenges", __name__)
UNPROCESSABLE = 422


def load_challenge(challenge_id: int, permission: StrEnum) -> Challenge:
    """The challenge, if the present actor has ``permission`` over it."""
    return load(Challenge, challenge_id, permission, PERMISSIONS)


def load_bid(bid_id: int, permission: StrEnum) -> Bid:
    """The opened bid with its challenge, if the present actor has ``permission`` over it."""
    return load(Bid, bid_id, permission, PERMISSIONS, options=[joinedload(Bid.challenge)])
