"""What of a listing the public may read: the one place that knows.

``public``: all but contacts and the names of third persons. ``masked``: the
text that the owner has approved, the field and the city, nothing else.
``officers_only``, and whatever is not published: nothing. Pages, search and
its counts, snippets and "similar" are all made from these functions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, and_

from matchmaker.catalog.contents import Record
from matchmaker.catalog.models import Achievement, AchievementState, Disclosure, Need
from matchmaker.core import regions

PUBLISHED = AchievementState.PUBLISHED.value
SEEN = (Disclosure.PUBLIC.value, Disclosure.MASKED.value)
# Text columns that a listing open to all shows and is found by, most telling first.
TEXT_COLUMNS: dict[type[Record], tuple[str, ...]] = {
    Achievement: ("one_liner", "problem_solved", "advantage", "summary", "completed_by"),
    Need: (
        "one_liner",
        "problem",
        "background",
        "tried_before",
        "research_content",
        "solver_requirements",
        "existing_conditions",
    ),
}
_LIST_COLUMNS: dict[type[Record], tuple[str, ...]] = {Achievement: ("keywords", "tags"), Need: ()}
_SENTENCE = re.compile(r"[。；;！!？?\n]")
_CLAUSE = re.compile(r"[，,、：:]")
_SHORT_TITLE, _LONG_TITLE = 10, 40


def listed(model: type[Achievement | Need]) -> ColumnElement[bool]:
    """The condition under which the public may know of a row at all."""
    return and_(model.state == PUBLISHED, model.disclosure.in_(SEEN))


def is_listed(row: Record) -> bool:
    """The same of a loaded row."""
    return row.state == PUBLISHED and row.disclosure in SEEN


def opened(model: type[Achievement | Need]) -> ColumnElement[bool]:
    """The condition under which the public may read a row's listing itself, not only its masked text."""
    return and_(model.state == PUBLISHED, model.disclosure == Disclosure.PUBLIC)


def is_open(row: Record) -> bool:
    """The same of a loaded row."""
    return row.state == PUBLISHED and row.disclosure == Disclosure.PUBLIC


def masked_text(row: Record) -> str:
    """The masked text of a masked listing, once the owner has approved it."""
    shown = is_listed(row) and row.disclosure == Disclosure.MASKED and row.masked_approved_at is not None
    return row.masked_text.strip() if shown else ""


def public_title(row: Record) -> str:
    """The listing's name, or the beginning of its masked text; empty when there is neither."""
    return row.title if is_open(row) else _beginning(masked_text(row))


def public_body(row: Record) -> str:
    """All running text that the public may read, for snippets and likeness."""
    if not is_open(row):
        return masked_text(row)
    return "\n".join(part for part in _texts(row) if part)


def public_region(row: Record) -> str:
    """The region's code: the county's when open, else the city's."""
    return row.region_code if is_open(row) else regions.city_of(row.region_code)


def _texts(row: Record) -> Iterable[str]:
    yield from (getattr(row, name) for name in TEXT_COLUMNS[type(row)])
    for name in _LIST_COLUMNS[type(row)]:
        yield "、".join(getattr(row, name))
    for part in row.indicators:
        yield _indicator_text(part)


def _indicator_text(part: Any) -> str:
    names = ("name", "value", "target", "unit")
    return " ".join(text for name in names if (text := getattr(part, name, "")))


def _beginning(text: str) -> str:
    """The first sentence; of a long one what stands before its first comma that leaves enough."""
    sentence = _SENTENCE.split(text, maxsplit=1)[0].strip()
    if len(sentence) <= _LONG_TITLE:
        return sentence
    breaks = [found.start() for found in _CLAUSE.finditer(sentence) if _SHORT_TITLE <= found.start() <= _LONG_TITLE]
    return sentence[: breaks[-1]] if breaks else sentence[: _LONG_TITLE - 1] + "…"
