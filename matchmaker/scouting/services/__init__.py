"""What scouts, units and officers do; see each module's function."""

from matchmaker.scouting.services.answer_confirmation import (
    CHANNEL_LABELS,
    Channel,
    add_authorisation,
    answer_by_link,
    answer_confirmation,
    cancel_confirmation,
)
from matchmaker.scouting.services.expire_confirmations import drop_pointless, expire_confirmation
from matchmaker.scouting.services.request_confirmation import (
    Asked,
    fresh_link,
    renew_confirmation,
    request_confirmation,
)

__all__ = [
    "CHANNEL_LABELS",
    "Asked",
    "Channel",
    "add_authorisation",
    "answer_by_link",
    "answer_confirmation",
    "cancel_confirmation",
    "drop_pointless",
    "expire_confirmation",
    "fresh_link",
    "renew_confirmation",
    "request_confirmation",
]
