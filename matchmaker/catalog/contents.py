"""What a listing says, apart from where it stands: one list of columns for all uses.

The same table allows columns to be filled, snapshots to be taken, differences
to be named and forms to be pre-filled. Contents are plain dicts: column →
value, plus ``indicators`` and ``ip_rights`` as lists of dicts.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from matchmaker.catalog.models import Achievement, AchievementIndicator, IpRight, Need, NeedIndicator, RecordKind
from matchmaker.core.i18n import N_

Record = Achievement | Need
Contents = dict[str, Any]
TEXT_LENGTH = 4000
"""Characters a longer text may have, typed or imported."""

_COMMON = {
    "title": N_("名称"),
    "one_liner": N_("一句话简介"),
}
_CLASSES = {
    "field_code": N_("高新领域"),
    "industry_code": N_("行业"),
    "local_industry": N_("本地产业"),
}
_DISCLOSURE = {
    "disclosure": N_("公开范围"),
    "masked_text": N_("脱敏文字"),
}
COLUMNS: dict[RecordKind, dict[str, str]] = {
    RecordKind.NEED: {
        **_COMMON,
        "background": N_("背景与现状"),
        "problem": N_("主要技术问题"),
        "tried_before": N_("已试过的办法"),
        "not_quantifiable": N_("暂无法量化"),
        "research_content": N_("研究内容"),
        "deadline_months": N_("期望完成时限（月）"),
        "budget_band": N_("预算档"),
        "budget": N_("拟投入资金"),
        "funding_source": N_("资金来源"),
        "cooperation_modes": N_("合作方式"),
        "ownership_intent": N_("产权归属意向"),
        "solver_requirements": N_("对承接方的要求"),
        "existing_conditions": N_("现有基础条件"),
        "wished_experts": N_("意向专家"),
        "is_bottleneck": N_("卡脖子问题"),
        "open_to_challenge": N_("同意揭榜挂帅"),
        "contact_is_decider": N_("联系人能拍板"),
        "need_type": N_("需求类型"),
        **_CLASSES,
        **_DISCLOSURE,
    },
    RecordKind.ACHIEVEMENT: {
        **_COMMON,
        "problem_solved": N_("解决什么问题"),
        "advantage": N_("比现有方案好多少"),
        "summary": N_("成果简介"),
        "keywords": N_("关键词"),
        "tags": N_("标签"),
        "form": N_("成果体现形式"),
        "origin_kind": N_("成果属性"),
        "trl": N_("技术成熟度"),
        "trl_evidence": N_("成熟度依据"),
        "level_claim": N_("成果水平"),
        "evaluation_method": N_("评价方式"),
        "evaluation_date": N_("评价日期"),
        "evaluation_body": N_("评价机构"),
        "ip_status": N_("知识产权状态"),
        "ownership": N_("权属"),
        "ownership_note": N_("权属说明"),
        "completed_by": N_("完成单位"),
        "contact_team": N_("联系部门"),
        "transfer_modes": N_("转化方式"),
        "price_min": N_("期望价格下限"),
        "price_max": N_("期望价格上限"),
        "pricing_method": N_("定价方式意向"),
        "registration_number": N_("登记号"),
        "secrecy_cleared": N_("保密审查"),
        "secrecy_cleared_on": N_("保密审查日期"),
        "captured_on": N_("捕捉日期"),
        "capture_note": N_("捕捉来源"),
        **_CLASSES,
        **_DISCLOSURE,
    },
}
INDICATOR_COLUMNS: dict[RecordKind, dict[str, str]] = {
    RecordKind.NEED: {
        "name": N_("指标"),
        "present": N_("现值"),
        "target": N_("目标值"),
        "unit": N_("单位"),
        "method": N_("测试方法"),
    },
    RecordKind.ACHIEVEMENT: {
        "name": N_("指标"),
        "value": N_("数值"),
        "unit": N_("单位"),
        "condition": N_("测试条件"),
        "baseline": N_("对比基线"),
    },
}
IP_COLUMNS = {
    "kind": N_("类型"),
    "number": N_("申请号或授权号"),
    "status": N_("状态"),
    "holder": N_("权利人"),
    "expires_on": N_("到期日"),
}
ROW_LABELS = {"indicators": N_("技术指标"), "ip_rights": N_("知识产权")}
MONEY_COLUMNS = frozenset({"budget", "price_min", "price_max"})
CLASSIFICATION: dict[RecordKind, tuple[str, ...]] = {
    RecordKind.NEED: ("field_code", "need_type", "industry_code", "local_industry", "region_code"),
    RecordKind.ACHIEVEMENT: ("field_code", "ownership", "industry_code", "local_industry"),
}


def kind_of(row: Record) -> RecordKind:
    """Which side a listing is on."""
    return RecordKind.NEED if isinstance(row, Need) else RecordKind.ACHIEVEMENT


def row_columns(kind: RecordKind) -> dict[str, dict[str, str]]:
    """The groups of rows a listing of this kind has, with their columns."""
    groups = {"indicators": INDICATOR_COLUMNS[kind]}
    return {**groups, "ip_rights": IP_COLUMNS} if kind is RecordKind.ACHIEVEMENT else groups


def row_model(kind: RecordKind, group: str) -> type[NeedIndicator | AchievementIndicator | IpRight]:
    """The mapped class of one row of ``group``."""
    if group == "ip_rights":
        return IpRight
    return NeedIndicator if kind is RecordKind.NEED else AchievementIndicator


def contents(row: Record) -> Contents:
    """All that ``row`` says, as plain values."""
    kind = kind_of(row)
    found: Contents = {name: getattr(row, name) for name in COLUMNS[kind]}
    for group, columns in row_columns(kind).items():
        found[group] = [{name: getattr(part, name) for name in columns} for part in getattr(row, group)]
    return found


def snapshot(row: Record) -> Contents:
    """As ``contents``, in values that JSON knows: dates as ISO text."""
    return {name: _plain(value) for name, value in contents(row).items()}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return [_plain(part) for part in value]
    if isinstance(value, Mapping):
        return {name: _plain(part) for name, part in value.items()}
    return value
