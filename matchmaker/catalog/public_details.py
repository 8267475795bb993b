"""A listing's public page as data: sections of text, labelled facts, tables.

Everything here is read of open listings only; of a masked one the page shows
its approved text, field and city.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from matchmaker.catalog.contents import Record
from matchmaker.catalog.models import Achievement, Attachment, Need
from matchmaker.catalog.public_cards import budget, labelled, price
from matchmaker.catalog.public_queries import CERTIFICATE, TRL_EVIDENCE
from matchmaker.catalog.vocabulary import (
    COOPERATION_MODES,
    EVALUATION_METHODS,
    FORMS,
    INDUSTRIES,
    IP_KINDS,
    IP_RIGHT_STATUSES,
    IP_STATUSES,
    LEVELS,
    LOCAL_INDUSTRIES,
    NEED_TYPES,
    ORIGIN_KINDS,
    OWNERSHIPS,
    PRICING_METHODS,
    TRANSFER_MODES,
    TRL_LABELS,
)
from matchmaker.core.i18n import N_
from matchmaker.web.filters import cn_date

Fact = tuple[str, Any]
SECTIONS: dict[type[Achievement | Need], tuple[tuple[str, str], ...]] = {
    Achievement: (
        ("problem_solved", N_("解决什么问题")),
        ("advantage", N_("比现有方案好多少")),
        ("summary", N_("成果简介")),
    ),
    Need: (
        ("problem", N_("主要技术问题")),
        ("background", N_("背景与现状")),
        ("tried_before", N_("已试过的办法")),
        ("research_content", N_("研究内容")),
        ("solver_requirements", N_("对承接方的要求")),
        ("existing_conditions", N_("现有基础条件")),
    ),
}


@dataclass(frozen=True, slots=True)
class Files:
    """The attachments of a listing: what they prove, and which of them all may fetch."""

    evidenced: bool
    certified: bool
    public: tuple[Attachment, ...]


def files(attachments: Sequence[Attachment]) -> Files:
    """What the attachments of one listing amount to."""
    purposes = {each.purpose for each in attachments}
    return Files(
        TRL_EVIDENCE in purposes, CERTIFICATE in purposes, tuple(each for each in attachments if each.is_public)
    )


def sections(row: Record) -> list[tuple[str, str]]:
    """Headed texts that are filled in."""
    return [(str(_(label)), getattr(row, name)) for name, label in SECTIONS[type(row)] if getattr(row, name)]


def facts(row: Record, found: Files) -> list[Fact]:
    """Labelled facts for the side of the page; empty values are left out when drawn."""
    if isinstance(row, Need):
        return [*_classes(row), *_need_facts(row)]
    return [*_classes(row), *_achievement_facts(row, found)]


def offer(row: Record) -> list[Fact]:
    """What is asked or offered: modes, money, rights."""
    if isinstance(row, Need):
        return [
            (_("合作方式"), _list(labelled(COOPERATION_MODES, row.cooperation_modes))),
            (_("拟投入"), budget(row)),
            (_("资金来源"), row.funding_source),
            (_("产权归属意向"), row.ownership_intent),
        ]
    return [
        (_("转化方式"), _list(labelled(TRANSFER_MODES, row.transfer_modes))),
        (_("期望价格"), price(row)),
        (_("定价方式意向"), _label(PRICING_METHODS, row.pricing_method)),
        (_("权属"), "；".join(part for part in (_label(OWNERSHIPS, row.ownership), row.ownership_note) if part)),
    ]


def ip_rows(row: Achievement) -> list[dict[str, str]]:
    """知识产权, one dict a row, in Chinese."""
    return [
        {
            "kind": _label(IP_KINDS, right.kind),
            "number": right.number or "",
            "status": _label(IP_RIGHT_STATUSES, right.status),
            "holder": right.holder,
            "expires": cn_date(right.expires_on),
        }
        for right in row.ip_rights
    ]


def _classes(row: Record) -> list[Fact]:
    return [
        (_("行业"), _label(INDUSTRIES, row.industry_code)),
        (_("本地产业"), _label(LOCAL_INDUSTRIES, row.local_industry)),
    ]


def _need_facts(row: Need) -> list[Fact]:
    return [
        (_("需求类型"), _label(NEED_TYPES, row.need_type)),
        (_("期望完成时限"), _("%(n)s 个月", n=row.deadline_months) if row.deadline_months else ""),
        (_("揭榜挂帅"), _("企业同意转为揭榜题") if row.open_to_challenge else ""),
    ]


def _achievement_facts(row: Achievement, found: Files) -> list[Fact]:
    level = row.level_claim if found.certified and row.level_claim != "not_evaluated" else None
    evaluated = (_label(EVALUATION_METHODS, row.evaluation_method), row.evaluation_body, cn_date(row.evaluation_date))
    return [
        (_("成熟度"), maturity(row, found)),
        (_("成熟度依据"), row.trl_evidence),
        (_("成果水平"), _label(LEVELS, level)),
        (_("评价"), "，".join(part for part in evaluated if part) if found.certified else ""),
        (_("体现形式"), _label(FORMS, row.form)),
        (_("成果属性"), _label(ORIGIN_KINDS, row.origin_kind)),
        (_("知识产权"), _label(IP_STATUSES, row.ip_status)),
        (_("完成单位"), row.completed_by),
        (_("登记号"), row.registration_number),
        (_("关键词"), _list([*row.keywords, *row.tags])),
    ]


def maturity(row: Achievement, found: Files) -> str:
    """TRL in words; 自评 as long as no file proves it."""
    if row.trl is None:
        return ""
    text = str(_(TRL_LABELS[row.trl]))
    return text if found.evidenced else str(_("%(level)s（自评）", level=text))


def _label(labels: Any, code: str | None) -> str:
    """The Chinese name of a code; "" when there is none."""
    return str(_(labels[code])) if code in labels else ""


def _list(words: Sequence[str]) -> str:
    return "、".join(words)
