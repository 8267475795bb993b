"""The one blueprint whose routes the modules beside it add."""

from __future__ import annotations

from enum import StrEnum

from flask import Blueprint

from matchmaker.deals.models import Deal
from matchmaker.deals.policies import PERMISSIONS
from matchmaker.deals.queries import with_records
from matchmaker.web.loaders import load

blueprint = Blueprint("deals", __name__)
UNPROCESSABLE = 422


def load_deal(deal_id: int, permission: StrEnum) -> Deal:
    """The deal with its records and answers, if the present actor has ``permission`` over it."""
    return load(Deal, deal_id, permission, PERMISSIONS, options=with_records())
