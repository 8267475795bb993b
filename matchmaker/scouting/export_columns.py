"""What the lists of scouting say as files: the log, the leads, the roster. Remarks stay in the log."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from matchmaker.catalog import vocabulary
from matchmaker.core.i18n import N_
from matchmaker.scouting.models import (
    METHOD_LABELS,
    SCOUT_KIND_LABELS,
    Assignment,
    ContactLog,
    ContactMethod,
    Lead,
    ScoutKind,
    ScoutProfile,
)
from matchmaker.scouting.texts import WORDS
from matchmaker.scouting.workflow import LEAD
from matchmaker.web.columns import Column, Kind

LONG = 48


@dataclass(frozen=True, slots=True)
class Enrolled:
    """A line of the roster with the fixed contacts that hold today, and region names."""

    profile: ScoutProfile
    assigned: Sequence[Assignment]
    region: str


CONTACTS: tuple[Column[ContactLog], ...] = (
    Column(N_("日期"), lambda row: row.happened_on, Kind.DATE),
    Column(N_("单位"), lambda row: row.organization.name, width=32),
    Column(N_("地区"), lambda row: row.organization.region.name, width=14),
    Column(N_("方式"), lambda row: _(METHOD_LABELS[ContactMethod(row.method)]), width=12),
    Column(N_("接洽人"), lambda row: row.counterpart),
    Column(N_("情报员"), lambda row: row.scout.name, width=12),
    Column(N_("了解到的情况"), lambda row: row.learnt, width=60),
    Column(N_("下次联系"), lambda row: row.next_contact_on, Kind.DATE),
)
LEADS: tuple[Column[Lead], ...] = (
    Column(N_("名称"), lambda row: row.title, width=36),
    Column(N_("类型"), lambda row: _(_word(row)), width=10),
    Column(N_("单位"), lambda row: row.organization.name if row.organization else row.organization_text, width=32),
    Column(N_("状态"), lambda row: _(LEAD.labels[row.state]), width=12),
    Column(N_("情报员"), lambda row: row.scout.name, width=12),
    Column(N_("情况"), lambda row: row.note, width=LONG),
    Column(N_("来源"), lambda row: row.source_note, width=LONG),
    Column(N_("放弃的理由"), lambda row: row.drop_reason, width=LONG),
    Column(N_("记下日期"), lambda row: row.created_at, Kind.DATE),
)
SCOUTS: tuple[Column[Enrolled], ...] = (
    Column(N_("姓名"), lambda row: row.profile.user.name, width=12),
    Column(N_("类别"), lambda row: _(SCOUT_KIND_LABELS[ScoutKind(row.profile.kind)]), width=16),
    Column(N_("派出单位"), lambda row: row.profile.unit, width=32),
    Column(N_("驻点单位"), lambda row: row.profile.host, width=32),
    Column(N_("地区"), lambda row: row.region, width=14),
    Column(N_("任期开始"), lambda row: row.profile.term_start, Kind.DATE),
    Column(N_("任期结束"), lambda row: row.profile.term_end, Kind.DATE),
    Column(N_("领域"), lambda row: "、".join(vocabulary.labels("field_code", row.profile.field_codes))),
    Column(N_("定点联系"), lambda row: "、".join(each.organization.name for each in row.assigned), width=LONG),
)


def _word(row: Lead) -> str:
    return next(word for kind, word in WORDS.items() if kind.value == row.kind)
