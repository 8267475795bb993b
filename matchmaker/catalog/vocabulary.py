"""The words a listing may be described with: stored code → Chinese label.

Enumerations follow the registration form and the notices named in each
comment; fields, industries (GB/T 4754-2017) and the cities' own industries
come from ``data/``. A code never changes once stored; a label may.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from importlib.resources import files
from typing import Any

from matchmaker.catalog.models import Disclosure
from matchmaker.core.i18n import N_
from matchmaker.core.money import FEN_PER_WAN
from matchmaker.core.regions import covers


def _rows(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(
        files("matchmaker.catalog").joinpath(f"data/{name}.json").read_text(encoding="utf-8")
    )
    return found


FIELDS: dict[str, str] = {row["code"]: row["name"] for row in _rows("fields")}
INDUSTRIES: dict[str, str] = {row["code"]: row["name"] for row in _rows("industries")}
INDUSTRY_SECTIONS: dict[str, str] = {row["code"]: row["name"] for row in _rows("industries") if row["parent"] is None}
INDUSTRY_PARENTS: dict[str, str] = {row["code"]: row["parent"] for row in _rows("industries") if row["parent"]}
LOCAL_INDUSTRIES: dict[str, str] = {row["code"]: row["name"] for row in _rows("local_industries")}
_LOCAL_REGIONS: dict[str, str] = {row["code"]: row["region_code"] for row in _rows("local_industries")}

NEED_TYPES = {
    "breakthrough": N_("技术攻关"),
    "process_improvement": N_("工艺改进"),
    "new_product": N_("新产品开发"),
    "testing": N_("检测测试"),
    "equipment_upgrade": N_("设备改造"),
    "introduce_achievement": N_("引进成果"),
    "talent_team": N_("人才团队"),
    "joint_platform": N_("联合平台"),
}
BUDGET_BANDS = {
    "under_10": N_("10万元以下"),
    "10_50": N_("10万～50万元"),
    "50_100": N_("50万～100万元"),
    "100_500": N_("100万～500万元"),
    "over_500": N_("500万元以上"),
    "negotiable": N_("面议"),
}
# band → (from, below) in 分; None: open
BUDGET_LIMITS: dict[str, tuple[int, int | None]] = {
    "under_10": (0, 10 * FEN_PER_WAN),
    "10_50": (10 * FEN_PER_WAN, 50 * FEN_PER_WAN),
    "50_100": (50 * FEN_PER_WAN, 100 * FEN_PER_WAN),
    "100_500": (100 * FEN_PER_WAN, 500 * FEN_PER_WAN),
    "over_500": (500 * FEN_PER_WAN, None),
}
COOPERATION_MODES = {
    "entrusted_development": N_("委托开发"),
    "joint_development": N_("合作开发"),
    "assignment": N_("转让"),
    "license": N_("许可"),
    "equity": N_("作价入股"),
    "technical_service": N_("技术服务"),
    "consulting": N_("技术咨询"),
    "joint_platform": N_("共建平台"),
}
# 促进科技成果转化法 art. 16 names self-investment, transfer, licence, cooperation, equity and others.
TRANSFER_MODES = {
    "assignment": N_("转让"),
    "license_exclusive": N_("独占许可"),
    "license_sole": N_("排他许可"),
    "license_ordinary": N_("普通许可"),
    "equity": N_("作价入股"),
    "joint_development": N_("合作开发"),
    "technical_service": N_("技术服务"),
    "consulting": N_("技术咨询"),
    "self_invest": N_("自行投资转化"),
    "free_trial": N_("先用后转"),
    "negotiable": N_("面议"),
}
# 蚌埠重点任务分工 row 63: 协议定价, 挂牌交易, 拍卖
PRICING_METHODS = {"negotiated": N_("协议定价"), "listed": N_("挂牌交易"), "auctioned": N_("拍卖")}
OWNERSHIPS = {
    "unit": N_("单位所有"),
    "shared": N_("共有"),
    "granted": N_("赋权"),
    "enterprise": N_("企业所有"),
    "disputed": N_("存在争议"),
}
IP_KINDS = {
    "invention": N_("发明专利"),
    "utility_model": N_("实用新型"),
    "design": N_("外观设计"),
    "software": N_("软件著作权"),
    "layout": N_("集成电路布图设计"),
    "plant_variety": N_("植物新品种"),
    "trade_secret": N_("技术秘密"),
    "other": N_("其他"),
}
IP_RIGHT_STATUSES = {
    "pending": N_("申请中"),
    "valid": N_("有效"),
    "lapsed": N_("失效"),
    "licensed": N_("许可中"),
}
# 知识产权状态 of the achievement as a whole (our choice of words)
IP_STATUSES = {
    "granted": N_("已获授权或登记"),
    "pending": N_("已申请，未授权"),
    "secret": N_("以技术秘密保护"),
    "unfiled": N_("尚未申请"),
}
FORMS = {
    "technology": N_("新技术"),
    "process": N_("新工艺"),
    "product": N_("新产品"),
    "material": N_("新材料"),
    "equipment": N_("新装备"),
    "variety": N_("农业·生物新品种"),
    "mineral": N_("矿产新品种"),
    "software": N_("计算机软件"),
    "standard": N_("标准"),
    "other": N_("其他"),
}
ORIGIN_KINDS = {
    "original": N_("原始性创新"),
    "absorbed": N_("国外引进消化吸收创新"),
    "developed": N_("国内技术二次开发"),
}
# 成果水平 is claimed only with an evaluation certificate
LEVELS = {
    "not_evaluated": N_("未评价"),
    "international_leading": N_("国际领先"),
    "international_advanced": N_("国际先进"),
    "domestic_leading": N_("国内领先"),
    "domestic_advanced": N_("国内先进"),
}
EVALUATION_METHODS = {
    "appraisal": N_("鉴定"),
    "acceptance": N_("验收"),
    "review": N_("评审"),
    "admission": N_("行业准入"),
    "third_party": N_("第三方评价"),
}
DISCLOSURES = {
    Disclosure.PUBLIC.value: N_("全部公开"),
    Disclosure.MASKED.value: N_("脱敏公开"),
    Disclosure.OFFICERS_ONLY.value: N_("仅联络员可见"),
}
SOURCES = {
    "self_reported": N_("自报"),
    "scout": N_("情报员"),
    "visit": N_("入企走访"),
    "task_force": N_("专班"),
    "chain_specialist": N_("双链专员"),
    "envoy": N_("特派员"),
    "lingyang": N_("羚羊"),
    "roadshow": N_("路演"),
    "facility_list": N_("大装置清单"),
    "outside_city": N_("市外引进"),
    "import": N_("批量导入"),
    "sheet": N_("表格导入"),
}
ATTACHMENT_PURPOSES = {
    "general": N_("补充材料"),
    "trl_evidence": N_("成熟度依据"),
    "evaluation": N_("评价证书"),
    "authorization": N_("单位授权"),
}
# GB/T 22900 scale, in our own words
TRL_LABELS = {
    1: N_("1 级 基本原理"),
    2: N_("2 级 概念与设想"),
    3: N_("3 级 可行性论证"),
    4: N_("4 级 实验室部件验证"),
    5: N_("5 级 相关环境部件验证"),
    6: N_("6 级 相关环境原型"),
    7: N_("7 级 使用环境原型"),
    8: N_("8 级 系统完成并鉴定"),
    9: N_("9 级 实际应用"),
}
STAGES = {"early": N_("初期（实验室、小试）"), "middle": N_("中期（中试）"), "mature": N_("成熟应用")}
STAGE_LEVELS = {"early": (1, 2, 3, 4), "middle": (5, 6, 7), "mature": (8, 9)}

# column → the codes it may hold
CHOICES: dict[str, Mapping[str, str]] = {
    "field_code": FIELDS,
    "industry_code": INDUSTRIES,
    "local_industry": LOCAL_INDUSTRIES,
    "need_type": NEED_TYPES,
    "budget_band": BUDGET_BANDS,
    "cooperation_modes": COOPERATION_MODES,
    "transfer_modes": TRANSFER_MODES,
    "pricing_method": PRICING_METHODS,
    "ownership": OWNERSHIPS,
    "ip_status": IP_STATUSES,
    "form": FORMS,
    "origin_kind": ORIGIN_KINDS,
    "level_claim": LEVELS,
    "evaluation_method": EVALUATION_METHODS,
    "disclosure": DISCLOSURES,
    "source": SOURCES,
    "kind": IP_KINDS,
    "status": IP_RIGHT_STATUSES,
}


def stage_of(trl: int | None) -> str | None:
    """``early``, ``middle`` or ``mature`` for a TRL (1–4, 5–7, 8–9: our choice), None without one."""
    return next((stage for stage, levels in STAGE_LEVELS.items() if trl in levels), None)


def local_industries(region_code: str) -> dict[str, str]:
    """The industries that the city of ``region_code``, or a zone of it, has named as its own."""
    return {
        code: name
        for code, name in LOCAL_INDUSTRIES.items()
        if covers(_LOCAL_REGIONS[code], region_code) or covers(region_code, _LOCAL_REGIONS[code])
    }


def labels(column: str, codes: Iterable[str]) -> list[str]:
    """The labels of several codes of one column; unknown ones are left out."""
    known = CHOICES[column]
    return [known[code] for code in codes if code in known]


def code_of(column: str, label: str) -> str | None:
    """The code whose label is ``label`` (as in an imported table), or None."""
    return next((code for code, text in CHOICES[column].items() if label in {text, code}), None)
