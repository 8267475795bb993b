"""What one side may know of the other's record before and after the introduction.

Before both agree, a side reads what the public may (``catalog.disclosure``)
and no more; the organisation's name shows only for a fully public record.
From the introduction on it knows the record's name and who stands behind it.
"""

from __future__ import annotations

from dataclasses import dataclass

from matchmaker.catalog import disclosure
from matchmaker.catalog.models import Achievement, Need
from matchmaker.core.i18n import N_

HIDDEN_NAME = N_("单位名称在双方同意后可见")
HIDDEN_TITLES: dict[type[Need | Achievement], str] = {
    Need: N_("一项未公开的技术需求"),
    Achievement: N_("一项未公开的科技成果"),
}


@dataclass(frozen=True, slots=True)
class Counterpart:
    """A record as the other side sees it; ``is_open``: it is public, nothing is held back."""

    title: str
    organization: str
    region: str
    summary: str
    is_open: bool


def as_seen(record: Need | Achievement, *, introduced: bool) -> Counterpart:
    """``record`` as the side facing it may see it."""
    is_open = disclosure.is_open(record)
    if introduced or is_open:
        organization = record.organization
        return Counterpart(record.title, organization.name, organization.region.name, _summary(record), is_open)
    title = disclosure.public_title(record) or HIDDEN_TITLES[type(record)]
    return Counterpart(title, HIDDEN_NAME, "", disclosure.masked_text(record), is_open=False)


def _summary(record: Need | Achievement) -> str:
    if not disclosure.is_open(record):
        return disclosure.masked_text(record)
    return record.one_liner or (record.problem if isinstance(record, Need) else record.problem_solved)
