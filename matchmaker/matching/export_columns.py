"""What the officer's queue says as a file."""

from __future__ import annotations

from flask_babel import gettext as _

from matchmaker.catalog.public_cards import field_label
from matchmaker.core.i18n import N_
from matchmaker.deals.explanations import LEVELS
from matchmaker.matching.facts import one_line
from matchmaker.matching.models import Suggestion
from matchmaker.matching.pages import shared_terms
from matchmaker.matching.workflow import SUGGESTION
from matchmaker.web.columns import Column, Kind

SIDES = {"need": N_("企业"), "achievement": N_("成果方")}
MOST_WORDS = 8
LONG = 36

COLUMNS: tuple[Column[Suggestion], ...] = (
    Column(N_("需求编号"), lambda row: row.need_id, Kind.NUMBER),
    Column(N_("需求"), lambda row: row.need.title, width=LONG),
    Column(N_("需求单位"), lambda row: row.need.organization.name),
    Column(N_("需求方地区"), lambda row: row.need.organization.region.name, width=14),
    Column(N_("需求领域"), lambda row: field_label(row.need), width=16),
    Column(N_("成果编号"), lambda row: row.achievement_id, Kind.NUMBER),
    Column(N_("成果"), lambda row: row.achievement.title, width=LONG),
    Column(N_("成果单位"), lambda row: row.achievement.organization.name),
    Column(N_("成果方地区"), lambda row: row.achievement.organization.region.name, width=14),
    Column(N_("技术成熟度（级）"), lambda row: row.achievement.trl, Kind.NUMBER),
    Column(N_("匹配度等级"), lambda row: _(LEVELS[row.level]), width=12),
    Column(N_("匹配度（满分100）"), lambda row: round(row.score * 100, 1), Kind.NUMBER, width=12),
    Column(
        N_("共有的词"), lambda row: "、".join(each.label for each in shared_terms(row.parts)[:MOST_WORDS]), width=LONG
    ),
    Column(N_("要点"), lambda row: _(one_line(row.facts)) if row.facts else "", width=LONG),
    Column(N_("申请引荐"), lambda row: _(SIDES[row.asked_side]) if row.asked_side else "", width=12),
    Column(N_("处理情况"), lambda row: _(SUGGESTION.labels[row.state]), width=12),
    Column(N_("推荐日期"), lambda row: row.created_at, Kind.DATE),
    Column(N_("暂缓至"), lambda row: row.hold_until, Kind.DATE),
)
