"""Listings as they stood at submission and publication, and how two of them differ."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matchmaker.catalog import vocabulary
from matchmaker.catalog.contents import (
    COLUMNS,
    MONEY_COLUMNS,
    ROW_LABELS,
    Contents,
    Record,
    kind_of,
    row_columns,
    snapshot,
)
from matchmaker.catalog.models import RecordKind, RecordVersion
from matchmaker.core.authz import Actor
from matchmaker.core.i18n import N_
from matchmaker.core.money import exact_wan

Parts = list[tuple[str, str]]
# a word of letters or digits (with its decimals), or any single character
_TOKEN = re.compile(r"[A-Za-z]+|[0-9]+(?:\.[0-9]+)?|\s+|.", re.DOTALL)
YES, NO = N_("是"), N_("否")
# Where 是 or 否 leaves open what was asked.
ANSWERS = {"secrecy_cleared": (N_("可公开"), N_("不可公开"))}
_NOTHING: tuple[Any, ...] = (None, "", [])


def keep(session: Session, row: Record, event: str, *, actor: Actor) -> RecordVersion:
    """Store the record as it stands; ``event`` says on what occasion."""
    kind = kind_of(row)
    of_record = (RecordVersion.record_kind == kind.value, RecordVersion.record_id == row.id)
    last = session.scalar(select(func.max(RecordVersion.number)).where(*of_record)) or 0
    version = RecordVersion(
        record_kind=kind.value,
        record_id=row.id,
        number=last + 1,
        event=event,
        snapshot=snapshot(row),
        created_by=actor.user_id,
    )
    session.add(version)
    return version


def of_record(session: Session, row: Record) -> Sequence[RecordVersion]:
    """All versions of a record, newest first."""
    query = select(RecordVersion).where(
        RecordVersion.record_kind == kind_of(row).value, RecordVersion.record_id == row.id
    )
    return session.scalars(query.order_by(RecordVersion.number.desc())).all()


def difference(old: str, new: str) -> Parts:
    """``old`` → ``new`` as (equal | insert | delete, text), words and numbers kept whole."""
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    parts: Parts = []
    for op, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if op == "equal":
            parts.append(("equal", "".join(before[a:b])))
            continue
        if b > a:
            parts.append(("delete", "".join(before[a:b])))
        if d > c:
            parts.append(("insert", "".join(after[c:d])))
    return parts


def differences(kind: RecordKind, old: Mapping[str, Any], new: Mapping[str, Any]) -> list[tuple[str, Parts]]:
    """The fields in which two contents differ: (label, parts), in the form's order."""
    found = []
    for name, label in {**COLUMNS[kind], **_group_labels(kind)}.items():
        before, after = shown(kind, name, old.get(name)), shown(kind, name, new.get(name))
        if before != after:
            found.append((label, difference(before, after)))
    return found


def told(kind: RecordKind, said: Contents) -> list[tuple[str, str]]:
    """All that contents say, as (label, text), empty fields left out."""
    pairs = (
        (label, shown(kind, name, said.get(name))) for name, label in {**COLUMNS[kind], **_group_labels(kind)}.items()
    )
    return [(label, text) for label, text in pairs if text]


def shown(kind: RecordKind, name: str, value: Any) -> str:
    """One field's value as people read it: labels for codes, 万元 for 分, rows line by line."""
    if value in _NOTHING:
        return ""
    if name in ROW_LABELS:
        return "\n".join(_row_text(row_columns(kind)[name], row) for row in value)
    if name in MONEY_COLUMNS:
        return f"{exact_wan(value)} 万元"
    return "、".join(_word(name, part) for part in (value if isinstance(value, list) else [value]))


def _word(name: str, value: Any) -> str:
    if isinstance(value, bool):
        yes, no = ANSWERS.get(name, (YES, NO))
        return yes if value else no
    known: Mapping[Any, str] = vocabulary.TRL_LABELS if name == "trl" else vocabulary.CHOICES.get(name, {})
    return known.get(value, str(value))


def _group_labels(kind: RecordKind) -> dict[str, str]:
    return {group: ROW_LABELS[group] for group in row_columns(kind)}


def _row_text(columns: Mapping[str, str], row: Mapping[str, Any]) -> str:
    """A row in one line: what it is about, then each further value behind its label."""
    about, *others = columns
    told = "，".join(f"{columns[name]} {_word(name, row[name])}" for name in others if row.get(name))
    head = _word(about, row[about]) if row.get(about) else ""
    return "：".join(part for part in (head, told) if part)
