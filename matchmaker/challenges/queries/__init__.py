"""Reading challenges; nothing here tells anything about sealed bids to anyone but their own team."""

from matchmaker.challenges.queries.bids import bids_of, live_bids, review_sheets
from matchmaker.challenges.queries.challenges import due_to_close, due_to_start, held_keys, lock, lock_bid
from matchmaker.challenges.queries.panels import enterprise_share, seats_of
from matchmaker.challenges.queries.pledges import confirmations_of
from matchmaker.challenges.queries.public import followers
from matchmaker.challenges.queries.sealed import Position, acted_in, known_blobs, position_of, sealed_rows

__all__ = [
    "Position",
    "acted_in",
    "bids_of",
    "confirmations_of",
    "due_to_close",
    "due_to_start",
    "enterprise_share",
    "followers",
    "held_keys",
    "known_blobs",
    "live_bids",
    "lock",
    "lock_bid",
    "position_of",
    "review_sheets",
    "sealed_rows",
    "seats_of",
]
