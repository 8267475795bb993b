"""The lists by which the other data sets speak: regions, and every enumeration with its codes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.catalog import vocabulary
from matchmaker.challenges.board import STAGE_LABELS
from matchmaker.core.i18n import N_
from matchmaker.organizations.models import KIND_LABELS, Region
from matchmaker.statistics.open_data.schema import Column, Dataset, Type

S, HOUSE = Type.STRING, N_("本平台")
STANDARD = N_("GB/T 2260；园区为本平台编码")
LISTS: dict[str, Mapping[Any, str]] = {
    "field": vocabulary.FIELDS,
    "industry": vocabulary.INDUSTRIES,
    "disclosure": {code: vocabulary.DISCLOSURES[code] for code in ("public", "masked")},
    "organization_kind": KIND_LABELS,
    "trl": vocabulary.TRL_LABELS,
    "ip_status": vocabulary.IP_STATUSES,
    "ip_kind": vocabulary.IP_KINDS,
    "ip_right_status": vocabulary.IP_RIGHT_STATUSES,
    "transfer_modes": vocabulary.TRANSFER_MODES,
    "need_type": vocabulary.NEED_TYPES,
    "cooperation_modes": vocabulary.COOPERATION_MODES,
    "budget_band": vocabulary.BUDGET_BANDS,
    "stage": STAGE_LABELS,
}
REGION_COLUMNS = (
    Column("code", N_("代码"), N_("省、市、县区或园区的代码。"), S, STANDARD),
    Column("name", N_("名称"), N_("地区名称。"), S, STANDARD),
    Column("kind", N_("级别"), N_("province 省，city 市，county 县区，zone 园区。"), S, HOUSE),
    Column("parent_code", N_("上级代码"), N_("省没有上级。"), S, STANDARD),
)
CODE_COLUMNS = (
    Column("list", N_("编码表"), N_("用到这一编码的列名。"), S, HOUSE),
    Column("code", N_("代码"), N_("本平台所用的代码，不变。"), S, HOUSE),
    Column("label", N_("名称"), N_("各数据集中出现的文字。"), S, HOUSE),
)


def regions(session: Session, base_url: str) -> Iterable[Mapping[str, Any]]:  # noqa: ARG001 - as every data set
    """All regions. One statement."""
    query = select(Region.code, Region.name, Region.kind, Region.parent_code).order_by(Region.code)
    return [dict(row) for row in session.execute(query).mappings()]


def codes(session: Session, base_url: str) -> Iterable[Mapping[str, Any]]:  # noqa: ARG001 - as every data set
    """All enumerations. No statement."""
    for name, labels in LISTS.items():
        for code, label in labels.items():
            yield {"list": name, "code": str(code), "label": label}


DICTIONARIES = (
    Dataset(
        "regions",
        N_("地区代码"),
        N_("各数据集用到的地区及其上下级。"),
        REGION_COLUMNS,
        regions,
        key=("code",),
        watches=("region",),
    ),
    Dataset("codes", N_("编码表"), N_("领域、行业和各列取值的代码与名称。"), CODE_COLUMNS, codes, key=("list", "code")),
)
