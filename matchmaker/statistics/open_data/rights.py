"""知识产权 of achievements as open data: what the public page of an open achievement lists.

Holders are no column: they may be persons. Masked achievements have no rows,
for a number would lead to the unit.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.catalog.disclosure import opened
from matchmaker.catalog.models import Achievement, IpRight
from matchmaker.catalog.vocabulary import IP_KINDS, IP_RIGHT_STATUSES
from matchmaker.core.i18n import N_
from matchmaker.statistics.open_data.schema import Column, Dataset, Type
from matchmaker.web.exports import stream

OWNER, HOUSE = N_("发布单位填写"), N_("本平台")
COLUMNS = (
    Column("id", N_("编号"), N_("这一条知识产权的编号；单位修改成果后编号会变。"), Type.INTEGER, HOUSE),
    Column("achievement_id", N_("成果编号"), N_("见科技成果数据集的编号。"), Type.INTEGER, HOUSE),
    Column("achievement_url", N_("成果网址"), N_("成果的公开页面。"), Type.URI, HOUSE),
    Column("kind", N_("类别"), N_("见编码表 ip_kind。"), Type.STRING, OWNER),
    Column("number", N_("申请号或专利号"), N_("单位没有填写的为空。"), Type.STRING, OWNER),
    Column("status", N_("状态"), N_("见编码表 ip_right_status。"), Type.STRING, OWNER),
    Column("expires_on", N_("有效期至"), N_("单位没有填写的为空。"), Type.DATE, OWNER),
)


def rights(session: Session, base_url: str) -> Iterable[Mapping[str, Any]]:
    """Each right of each open achievement, in the order of the achievement's page. One statement."""
    query = select(IpRight).join(Achievement, Achievement.id == IpRight.achievement_id).where(opened(Achievement))
    for row in stream(session, query.order_by(IpRight.achievement_id, IpRight.position, IpRight.id)):
        yield {
            "id": row.id,
            "achievement_id": row.achievement_id,
            "achievement_url": f"{base_url}/achievements/{row.achievement_id}",
            "kind": IP_KINDS.get(row.kind, row.kind),
            "number": row.number,
            "status": IP_RIGHT_STATUSES.get(row.status, row.status),
            "expires_on": row.expires_on,
        }


RIGHTS = (
    Dataset(
        "rights",
        N_("成果的知识产权"),
        N_("全部公开的科技成果所列的知识产权，由发布单位填写，平台没有逐项查证。不含权利人和脱敏公开的成果。"),
        COLUMNS,
        rights,
        watches=("achievement", "ip_right"),
    ),
)
