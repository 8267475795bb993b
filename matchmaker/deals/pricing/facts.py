"""What a unit states of its pricing decision, and how long its words may be."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date

TITLE_LENGTH = 200
MOST_ITEMS = 50
ITEM_LENGTH = 300
NOTE_LENGTH = 500


@dataclass(frozen=True, slots=True)
class Facts:
    """What a unit states of its decision; money in 分, None or "" where it is not said yet."""

    title: str
    transfer_mode: str | None = None
    method: str | None = None
    price: int | None = None
    decided_on: date | None = None
    basis: str = ""
    venue: str = ""
    venue_reference: str = ""
    appraised: bool | None = None
    appraiser: str = ""
    appraised_value: int | None = None
    appraised_on: date | None = None
    appraisal_reason: str = ""
    related: bool | None = None
    related_note: str = ""


NAMES = tuple(field.name for field in fields(Facts))
TEXTS = frozenset(field.name for field in fields(Facts) if field.type == "str")
