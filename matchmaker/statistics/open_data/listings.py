"""成果 and 需求 as open data: of an open listing what its page shows, of a masked one its approved text.

Columns are filled by the functions that the public pages use
(``catalog.disclosure``, ``catalog.public_cards``). Contacts, third persons'
names, files and inner notes are not columns at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, lazyload

from matchmaker.catalog import disclosure, public_cards, vocabulary
from matchmaker.catalog.contents import Record, kind_of
from matchmaker.catalog.models import Achievement, Need, RecordKind
from matchmaker.catalog.public_queries import TRL_EVIDENCE, has_file, region_names
from matchmaker.core.i18n import N_
from matchmaker.organizations.models import KIND_LABELS, OrganizationKind
from matchmaker.statistics.open_data.schema import Column, Dataset, Type
from matchmaker.web.exports import stream

S, D, B = Type.STRING, Type.DATE, Type.BOOLEAN
OWNER, HOUSE = N_("发布单位填写"), N_("本平台")
OPEN_ONLY = N_("脱敏公开的记录此列为空。")
HEAD = (
    Column("id", N_("编号"), N_("记录在本平台的编号，不变。"), Type.INTEGER, HOUSE),
    Column("url", N_("网址"), N_("记录的公开页面。"), Type.URI, HOUSE),
    Column("disclosure", N_("公开范围"), N_("全部公开或脱敏公开。"), S, OWNER),
    Column("title", N_("名称"), N_("脱敏公开的取脱敏文字的开头，没有的写领域和城市。"), S, OWNER),
    Column("organization", N_("单位"), N_("单位全称；脱敏公开的只写单位类型和城市。"), S, OWNER),
    Column("organization_kind", N_("单位类型"), N_("高校、院所、企业等。"), S, HOUSE),
    Column("region_code", N_("地区代码"), N_("GB/T 2260 代码；脱敏公开的只到市。"), S, HOUSE),
    Column("region", N_("地区"), N_("地区名称；脱敏公开的只到市。"), S, HOUSE),
    Column("field", N_("高新领域"), N_("见编码表 field。"), S, OWNER),
    Column("published_on", N_("发布日期"), N_("最近一次发布的日期。"), D, HOUSE),
    Column("masked_text", N_("脱敏文字"), N_("单位同意公开的脱敏文字；全部公开的记录此列为空。"), S, OWNER),
    Column("one_liner", N_("一句话简介"), OPEN_ONLY, S, OWNER),
    Column("industry", N_("行业"), N_("国民经济行业。脱敏公开的记录此列为空。"), S, OWNER),
)
ACHIEVEMENT_COLUMNS = (
    *HEAD,
    Column("problem_solved", N_("解决什么问题"), OPEN_ONLY, S, OWNER),
    Column("advantage", N_("比现有方案好多少"), OPEN_ONLY, S, OWNER),
    Column("summary", N_("成果简介"), OPEN_ONLY, S, OWNER),
    Column("keywords", N_("关键词"), N_("用顿号分开。脱敏公开的记录此列为空。"), S, OWNER),
    Column("trl", N_("技术成熟度"), N_("1 至 9 级。脱敏公开的记录此列为空。"), Type.INTEGER, OWNER, N_("级")),
    Column("trl_evidenced", N_("成熟度有佐证"), N_("是否有证明材料；没有的为自评。"), B, HOUSE),
    Column("ip_status", N_("知识产权状态"), OPEN_ONLY, S, OWNER),
    Column("transfer_modes", N_("转化方式"), N_("用顿号分开。脱敏公开的记录此列为空。"), S, OWNER),
    Column("price_min", N_("期望价格下限"), N_("空表示面议。"), Type.WAN, OWNER, N_("万元")),
    Column("price_max", N_("期望价格上限"), N_("空表示面议。"), Type.WAN, OWNER, N_("万元")),
)
NEED_COLUMNS = (
    *HEAD,
    Column("problem", N_("主要技术问题"), OPEN_ONLY, S, OWNER),
    Column("background", N_("背景与现状"), OPEN_ONLY, S, OWNER),
    Column("tried_before", N_("已试过的办法"), OPEN_ONLY, S, OWNER),
    Column("research_content", N_("研究内容"), OPEN_ONLY, S, OWNER),
    Column("solver_requirements", N_("对承接方的要求"), OPEN_ONLY, S, OWNER),
    Column("existing_conditions", N_("现有基础条件"), OPEN_ONLY, S, OWNER),
    Column("need_type", N_("需求类型"), OPEN_ONLY, S, OWNER),
    Column("cooperation_modes", N_("合作方式"), N_("用顿号分开。脱敏公开的记录此列为空。"), S, OWNER),
    Column("budget", N_("拟投入"), N_("空表示只写了区间或面议。"), Type.WAN, OWNER, N_("万元")),
    Column("budget_band", N_("拟投入区间"), OPEN_ONLY, S, OWNER),
    Column("deadline_months", N_("期望完成时限"), OPEN_ONLY, Type.INTEGER, OWNER, N_("个月")),
    Column("open_to_challenge", N_("同意揭榜"), N_("企业是否同意转为揭榜题。"), B, OWNER),
)
_TEXTS: dict[type[Record], tuple[str, ...]] = {
    Achievement: ("one_liner", "problem_solved", "advantage", "summary"),
    Need: disclosure.TEXT_COLUMNS[Need],
}


def achievements(session: Session, base_url: str) -> Iterable[Mapping[str, Any]]:
    """The achievements that the public may know of. Two statements."""
    return _rows(session, RecordKind.ACHIEVEMENT, base_url)


def needs(session: Session, base_url: str) -> Iterable[Mapping[str, Any]]:
    """The needs that the public may know of. Two statements."""
    return _rows(session, RecordKind.NEED, base_url)


def _rows(session: Session, kind: RecordKind, base_url: str) -> Iterable[Mapping[str, Any]]:
    model: Any = Achievement if kind is RecordKind.ACHIEVEMENT else Need
    names = region_names(session)
    query = select(model, has_file(kind, TRL_EVIDENCE)).where(disclosure.listed(model)).order_by(model.id)
    if model is Achievement:
        query = query.options(lazyload(Achievement.pasted))
    for row, evidenced in stream(session, query):
        yield {**_head(row, names, base_url), **(_opened(row, evidenced=evidenced) if disclosure.is_open(row) else {})}


def _head(row: Record, names: Mapping[str, str], base_url: str) -> dict[str, Any]:
    """What is public of every listing, masked ones included."""
    return {
        "id": row.id,
        "url": f"{base_url}/{kind_of(row)}s/{row.id}",
        "disclosure": vocabulary.DISCLOSURES[row.disclosure],
        "title": public_cards.title(row, names),
        "organization": public_cards.organization(row, names),
        "organization_kind": KIND_LABELS[OrganizationKind(row.organization.kind)],
        "region_code": disclosure.public_region(row),
        "region": public_cards.region(row, names),
        "field": public_cards.field_label(row),
        "published_on": row.published_at,
        "masked_text": disclosure.masked_text(row),
    }


def _opened(row: Record, *, evidenced: bool) -> dict[str, Any]:
    """What is public of an open listing alone."""
    texts = {name: getattr(row, name) for name in _TEXTS[type(row)]}
    industry = vocabulary.INDUSTRIES.get(row.industry_code or "", "")
    own = _need(row) if isinstance(row, Need) else _achievement(row, evidenced=evidenced)
    return {**texts, "industry": industry, **own}


def _achievement(row: Achievement, *, evidenced: bool) -> dict[str, Any]:
    return {
        "keywords": [*row.keywords, *row.tags],
        "trl": row.trl,
        "trl_evidenced": None if row.trl is None else evidenced,
        "ip_status": vocabulary.IP_STATUSES.get(row.ip_status or ""),
        "transfer_modes": public_cards.labelled(vocabulary.TRANSFER_MODES, row.transfer_modes),
        "price_min": row.price_min,
        "price_max": row.price_max,
    }


def _need(row: Need) -> dict[str, Any]:
    return {
        "need_type": vocabulary.NEED_TYPES.get(row.need_type or ""),
        "cooperation_modes": public_cards.labelled(vocabulary.COOPERATION_MODES, row.cooperation_modes),
        "budget": row.budget,
        "budget_band": vocabulary.BUDGET_BANDS.get(row.budget_band or ""),
        "deadline_months": row.deadline_months,
        "open_to_challenge": row.open_to_challenge,
    }


LISTINGS = (
    Dataset(
        "achievements",
        N_("科技成果"),
        N_("已发布且对公众公开的科技成果；脱敏公开的只含单位同意公开的文字。"),
        ACHIEVEMENT_COLUMNS,
        achievements,
        watches=("achievement", "attachment", "organization", "region"),
    ),
    Dataset(
        "needs",
        N_("技术需求"),
        N_("已发布且对公众公开的企业技术需求；脱敏公开的只含企业同意公开的文字。"),
        NEED_COLUMNS,
        needs,
        watches=("need", "organization", "region"),
    ),
)
