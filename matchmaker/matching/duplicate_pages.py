"""Two records as an officer compares them: by what the officer may read, differing words marked.

The whole of a record is for the officers of its region; of another city's record the page has what
everybody may read (``catalog.disclosure``), and nothing is compared with what is not shown.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _

from matchmaker.catalog import disclosure
from matchmaker.catalog.contents import Record, kind_of
from matchmaker.catalog.models import Achievement, RecordKind
from matchmaker.catalog.policies import PERMISSIONS as CATALOG
from matchmaker.catalog.policies import Permission as Catalog
from matchmaker.catalog.queries import sees_all
from matchmaker.catalog.workflow import WORKFLOWS
from matchmaker.core.authz import Actor
from matchmaker.engine.differences import common_share, differences, marked
from matchmaker.matching.duplicate_queries import Couple
from matchmaker.matching.pages import achievement_texts, need_texts

READABLE = 0.2
"""Texts that have less in common than this are shown as they are: marks would cover all of them."""
CLOSING = ("return", "take_down")
REVIEW = {RecordKind.NEED: Catalog.NEED_REVIEW, RecordKind.ACHIEVEMENT: Catalog.ACHIEVEMENT_REVIEW}
Words = list[tuple[str, bool]]


@dataclass(frozen=True, slots=True)
class Shown:
    """One of the records: ``title`` and ``organization`` as the reader may know them.

    ``href``: the page where the reader sees it; ``closing_href``: where the reader may return or
    take it down; "" for none.
    """

    record: Record
    title: str
    organization: str
    region: str
    is_whole: bool
    href: str
    closing_href: str


@dataclass(frozen=True, slots=True)
class Line:
    """One section of both texts, in words that differ (True) or not.

    ``relation``: same, close, apart (too little in common to mark) or one_sided.
    """

    label: str
    left: Words
    right: Words
    relation: str


def shown(actor: Actor, record: Record) -> Shown:
    """What ``actor`` may see of ``record``, which the actor may know of."""
    kind, whole = kind_of(record), sees_all(actor, record)
    named = whole or disclosure.is_open(record)
    region = record.organization.region.name if named else _("地区不公开")
    return Shown(
        record,
        (record.title if whole else disclosure.public_title(record)) or _unnamed(kind),
        record.organization.name if named else _("单位不公开"),
        region,
        named,
        url_for(f"catalog.manage_{kind}" if whole else f"catalog.{kind}", record_id=record.id),
        _closing_href(actor, record),
    )


def _unnamed(kind: RecordKind) -> str:
    return str(_("一项脱敏公开的成果") if kind is RecordKind.ACHIEVEMENT else _("一项脱敏公开的需求"))


def _closing_href(actor: Actor, record: Record) -> str:
    kind = kind_of(record)
    may = CATALOG.allows(actor, REVIEW[kind], record)
    ends = any(step.action in CLOSING for step in WORKFLOWS[kind].available(actor, record))
    return url_for(f"catalog.review_{kind}", record_id=record.id) if may and ends else ""


def lines(left: Shown, right: Shown) -> list[Line]:
    """Both records section by section, names first; sections that neither has are left out."""
    ours, theirs = dict(_texts(left)), dict(_texts(right))
    return [_line(label, ours.get(label, ""), theirs.get(label, "")) for label in {**ours, **theirs}]


def _texts(side: Shown) -> Iterable[tuple[str, str]]:
    yield _("名称"), side.title
    if not side.is_whole:
        masked = disclosure.masked_text(side.record)
        yield from [(_("公开的脱敏文字"), masked)] if masked else []
    elif isinstance(side.record, Achievement):
        yield from achievement_texts(side.record)
    else:
        yield from need_texts(side.record)


def _line(label: str, left: str, right: str) -> Line:
    if not (left and right):
        return Line(label, _plain(left), _plain(right), "one_sided")
    pieces = differences(left, right)
    if common_share(pieces) < READABLE:
        return Line(label, _plain(left), _plain(right), "apart")
    return Line(
        label,
        marked(pieces, "left"),
        marked(pieces, "right"),
        "close" if any(piece.kind != "same" for piece in pieces) else "same",
    )


def _plain(text: str) -> Words:
    return [(text, False)] if text else []


def titles(actor: Actor, couple: Couple) -> tuple[tuple[Shown, Words], tuple[Shown, Words]]:
    """Both records of a line in the list, the words of their names marked against each other."""
    left, right = shown(actor, couple.lower), shown(actor, couple.higher)
    line = _line("", left.title, right.title)
    return (left, line.left), (right, line.right)


def percent(likeness: float) -> int:
    """A likeness as whole per cent, rounded down: only the same is 100."""
    return int(min(1.0, likeness) * 100 + 1e-9)
