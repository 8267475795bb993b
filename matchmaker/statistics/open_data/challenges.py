"""揭榜题 as open data: the posted version, its dates and where it stands. Bids and those who judge are no columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from matchmaker.challenges.board import STAGE_LABELS, STAGE_OF
from matchmaker.challenges.models import Challenge, ChallengeState, ChallengeVersion
from matchmaker.challenges.posted_text import told
from matchmaker.challenges.queries.public import is_posted
from matchmaker.core.i18n import N_
from matchmaker.organizations.models import Organization, Region
from matchmaker.statistics.open_data.schema import Column, Dataset, Type
from matchmaker.web.exports import stream

S, D = Type.STRING, Type.DATE
POSTED, HOUSE = N_("张榜文本"), N_("本平台")
WORDS = ("background", "problem", "goal", "conditions", "ownership", "indicators", "criteria")
CODED = ("profile", "mode", "funding_kind")
COLUMNS = (
    Column("id", N_("编号"), N_("榜题在本平台的编号，不变。"), Type.INTEGER, HOUSE),
    Column("url", N_("网址"), N_("榜题的公开页面。"), Type.URI, HOUSE),
    Column("version", N_("版本"), N_("最近一次张榜或更正的版本号。"), Type.INTEGER, HOUSE),
    Column("version_hash", N_("版本校验值"), N_("该版本文本的 SHA-256，与公开页面一致。"), S, HOUSE),
    Column("title", N_("榜题名称"), N_("以最近一次张榜的版本为准。"), S, POSTED),
    Column("organization", N_("发榜单位"), N_("单位全称。"), S, HOUSE),
    Column("region_code", N_("地区代码"), N_("GB/T 2260 代码。"), S, HOUSE),
    Column("region", N_("地区"), N_("地区名称。"), S, HOUSE),
    Column("stage", N_("进展"), N_("与揭榜列表的状态一致。"), S, HOUSE),
    Column("posted_on", N_("张榜日期"), N_("最近一次张榜的日期。"), D, HOUSE),
    Column("receiving_from", N_("开始揭榜"), N_("开始接收揭榜的日期。"), D, POSTED),
    Column("closes_on", N_("揭榜截止"), N_("接收揭榜的最后日期；准确时刻见公开页面。"), D, POSTED),
    Column("profile", N_("类别"), N_("榜题类别。"), S, POSTED),
    Column("mode", N_("揭榜方式"), N_("单一揭榜或赛马。"), S, POSTED),
    Column("reward", N_("榜金"), N_("空表示没有写明。"), Type.WAN, POSTED, N_("万元")),
    Column("funding_kind", N_("资金性质"), N_("榜金由谁出。"), S, POSTED),
    Column("months", N_("攻关时限"), N_("签约后完成攻关的时间。"), Type.INTEGER, POSTED, N_("个月")),
    Column("background", N_("背景与现状"), N_("张榜文本。"), S, POSTED),
    Column("problem", N_("主要技术问题"), N_("张榜文本。"), S, POSTED),
    Column("goal", N_("攻关目标"), N_("张榜文本。"), S, POSTED),
    Column("conditions", N_("对揭榜方的要求"), N_("张榜文本。"), S, POSTED),
    Column("ownership", N_("成果归属"), N_("张榜文本。"), S, POSTED),
    Column("indicators", N_("考核指标"), N_("张榜文本。"), S, POSTED),
    Column("criteria", N_("评分标准"), N_("张榜文本。"), S, POSTED),
)


def challenges(session: Session, base_url: str) -> Iterable[Mapping[str, Any]]:
    """Every challenge that was ever posted, in the words of its newest version. One statement."""
    columns: Any = (
        *(Challenge.id, Challenge.state, Challenge.posted_at, Challenge.region_code),
        *(Region.name.label("region"), Organization.name.label("organization")),
        *(ChallengeVersion.number, ChallengeVersion.content, ChallengeVersion.content_hash),
    )
    newest = and_(ChallengeVersion.challenge_id == Challenge.id, ChallengeVersion.number == Challenge.posted_version)
    query = (
        select(*columns)
        .join(ChallengeVersion, newest)
        .join(Organization, Organization.id == Challenge.organization_id)
        .join(Region, Region.code == Challenge.region_code)
        .where(is_posted())
        .order_by(Challenge.id)
    )
    for row in stream(session, query):
        yield _told(row, base_url)


def _told(row: Any, base_url: str) -> dict[str, Any]:
    content = row.content
    return {
        "id": row.id,
        "url": f"{base_url}/challenges/{row.id}",
        "version": row.number,
        "version_hash": row.content_hash,
        "title": content["title"],
        "organization": row.organization,
        "region_code": row.region_code,
        "region": row.region,
        "stage": STAGE_LABELS[STAGE_OF[ChallengeState(row.state)]],
        "posted_on": row.posted_at,
        "receiving_from": _moment(content.get("receiving_from")),
        "closes_on": _moment(content.get("closes_at")),
        "reward": content.get("reward"),
        "months": content.get("months"),
        **{name: told(name, content) for name in (*WORDS, *CODED)},
    }


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


CHALLENGES = (
    Dataset(
        "challenges",
        N_("揭榜挂帅榜题"),
        N_("已经张榜的榜题：最近一次张榜的文本、日期和进展；不含揭榜书、团队和评审。"),
        COLUMNS,
        challenges,
        watches=("challenge", "organization", "region"),
    ),
)
