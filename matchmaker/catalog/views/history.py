"""What happened to a record, drawn from the audit trail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from matchmaker.accounts.models import User
from matchmaker.catalog.contents import Record, kind_of
from matchmaker.catalog.models import RecordVersion
from matchmaker.catalog.workflow import WORKFLOWS
from matchmaker.core.audit import AuditEntry
from matchmaker.core.i18n import N_
from matchmaker.web.extensions import db

OTHER_LABELS = {
    "created": N_("建立草稿"),
    "confirmed_fresh": N_("确认仍然有效"),
    "classified": N_("调整分类"),
    "masked_approved": N_("同意公开脱敏文字"),
    "attached": N_("添加附件"),
    "detached": N_("删除附件"),
}
TONES = {"publish": "good", "publish_own": "good", "return": "warn", "unit_decline": "warn", "take_down": "bad"}
EVENT_LABELS = {
    "proposed": N_("送单位确认"),
    "submitted": N_("提交"),
    "refined": N_("采用凝练稿"),
    "published": N_("发布"),
}
MOST = 50


@dataclass(frozen=True, slots=True)
class History:
    """Events newest first for the timeline, and the names of those who acted by id."""

    events: list[dict[str, Any]]
    names: dict[int, str]


def history(row: Record) -> History:
    """Everything of note that happened to ``row``; mere saving of drafts is left out. One statement."""
    kind = kind_of(row)
    query = (
        select(AuditEntry, User.name)
        .outerjoin(User, User.id == AuditEntry.actor_id)
        .where(
            AuditEntry.subject_kind == kind.value,
            AuditEntry.subject_id == str(row.id),
            AuditEntry.action != f"{kind}.saved",
        )
        .order_by(AuditEntry.seq.desc())
        .limit(MOST)
    )
    rows = db.session.execute(query).all()
    names = {entry.actor_id: name for entry, name in rows if name and entry.actor_id is not None}
    events = [_event(row, entry, name) for entry, name in rows]
    return History([event for event in events if event["title"]], names)


def _event(row: Record, entry: AuditEntry, name: str | None) -> dict[str, Any]:
    action = entry.action.partition(".")[2]
    labels = {step.action: step.label for step in WORKFLOWS[kind_of(row)].transitions} | OTHER_LABELS
    label = labels.get(action)
    return {
        "at": entry.at,
        "title": _(label) if label else "",
        "actor": name or (_("系统") if entry.actor_kind == "system" else _("凭链接确认")),
        "detail": entry.detail.get("reason", ""),
        "tone": TONES.get(action, "neutral"),
    }


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A kept version, without its contents."""

    number: int
    label: str
    at: datetime


def version_lines(row: Record) -> list[VersionLine]:
    """The kept versions, newest first."""
    query = select(RecordVersion.number, RecordVersion.event, RecordVersion.created_at).where(
        RecordVersion.record_kind == kind_of(row).value, RecordVersion.record_id == row.id
    )
    found = db.session.execute(query.order_by(RecordVersion.number.desc())).all()
    return [VersionLine(number, _(EVENT_LABELS.get(event, event)), at) for number, event, at in found]
