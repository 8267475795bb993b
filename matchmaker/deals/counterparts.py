"""What one side may know of the other's record before and after the introduction.

Before both agree, a side sees what the other's disclosure level allows and no
more; the organisation's name shows only for a fully public record. From the
introduction on it sees the record's public face and who stands behind it.
"""

from __future__ import annotations

from dataclasses import dataclass

from matchmaker.catalog.models import Achievement, Disclosure, Need
from matchmaker.core.i18n import N_
from matchmaker.deals.models import DealState

HIDDEN_NAME = N_("双方同意后可见")
HIDDEN_TITLES = {Need: N_("一项技术需求（仅撮合员可见）"), Achievement: N_("一项科技成果（仅撮合员可见）")}
BEFORE_INTRODUCTION = frozenset({DealState.INVITED})


@dataclass(frozen=True, slots=True)
class Counterpart:
    """A record as the other side sees it; ``is_open``: nothing of it is held back."""

    title: str
    organization: str
    region: str
    summary: str
    is_open: bool


def shows_contacts(state: str, *, was_introduced: bool) -> bool:
    """Whether the sides know each other: from the introduction on, also after the end."""
    return was_introduced and state not in BEFORE_INTRODUCTION


def as_seen(record: Need | Achievement, *, introduced: bool) -> Counterpart:
    """``record`` as the side facing it may see it."""
    region = record.organization.region.name
    if introduced or record.disclosure == Disclosure.PUBLIC:
        return Counterpart(record.title, record.organization.name, region, _summary(record), is_open=True)
    if record.disclosure == Disclosure.MASKED:
        masked = record.masked_text if record.masked_approved_at else ""
        return Counterpart(record.title, HIDDEN_NAME, region, masked, is_open=False)
    return Counterpart(HIDDEN_TITLES[type(record)], HIDDEN_NAME, region, "", is_open=False)


def _summary(record: Need | Achievement) -> str:
    if record.disclosure != Disclosure.PUBLIC:
        return record.masked_text if record.masked_approved_at else record.one_liner
    return record.one_liner or (record.problem if isinstance(record, Need) else record.problem_solved)
