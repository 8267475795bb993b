"""The business settings there are, what they mean and what holds until somebody decides.

A region's value is a row of ``models.Setting``; see ``queries.settings``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from matchmaker.core.i18n import N_

OUR_CHOICE = N_("本平台约定，可调整")


@dataclass(frozen=True, slots=True)
class SettingRule:
    """One setting. ``kind``: number (whole, within bounds), choice (of ``choices``) or text.

    ``default`` None leaves the matter to the program; ``source`` says where
    the default comes from. ``regional`` holds what a region's own document
    says: code → (value, source).
    """

    group: str
    label: str
    default: Any
    kind: str = "number"
    unit: str = ""
    minimum: int = 1
    maximum: int = 365
    choices: tuple[tuple[str, str], ...] = ()
    source: str = OUR_CHOICE
    per_region: bool = True
    regional: Mapping[str, tuple[Any, str]] = field(default_factory=dict)


REVIEW, CLOCKS, RECORDS = N_("审核"), N_("办理时限"), N_("成果与需求")
CHALLENGES, PRICING = N_("揭榜挂帅"), N_("成果定价")
INTEGRITY = N_("诚信记录")
MATCHING, SCOUTING, SITE = N_("匹配"), N_("科技情报员"), N_("网站信息")
WORKING_DAYS = N_("个工作日")
LEARNING = (
    ("off", N_("不学习")),
    ("propose", N_("每周学习，由管理员看过效果再启用")),
    ("automatic", N_("每周学习，两项检验都不变差即自动启用")),
)
LANES = (
    ("trusted_first", N_("已核验的高校院所自行发布成果，联络员抽查；其余先审后发")),
    ("all_reviewed", N_("一律先审后发")),
)

RULES: dict[str, SettingRule] = {
    "review.lane": SettingRule(REVIEW, N_("成果和需求的发布方式"), "trusted_first", "choice", choices=LANES),
    "clock.verify_days": SettingRule(CLOCKS, N_("单位核验"), 1, unit=WORKING_DAYS, maximum=60),
    "clock.review_days": SettingRule(CLOCKS, N_("成果、需求审核"), 2, unit=WORKING_DAYS, maximum=60),
    "clock.refine_days": SettingRule(CLOCKS, N_("需求凝练"), 5, unit=WORKING_DAYS, maximum=60),
    "clock.decide_days": SettingRule(CLOCKS, N_("匹配推荐的决定"), 3, unit=WORKING_DAYS, maximum=60),
    "clock.reply_days": SettingRule(CLOCKS, N_("双方答复对接意向"), 5, unit=WORKING_DAYS, maximum=60),
    "clock.introduced_days": SettingRule(
        CLOCKS, N_("已引荐的对接多久没有进展即催办"), 10, unit=WORKING_DAYS, maximum=120
    ),
    "clock.negotiating_days": SettingRule(
        CLOCKS, N_("洽谈中的对接多久没有进展即催办"), 20, unit=WORKING_DAYS, maximum=120
    ),
    "clock.about_to_sign_days": SettingRule(
        CLOCKS, N_("拟签约的对接多久没有进展即催办"), 15, unit=WORKING_DAYS, maximum=120
    ),
    "clock.escalate_days": SettingRule(
        CLOCKS, N_("对接催办后多久没有进展即提请联络员过问"), 5, unit=WORKING_DAYS, maximum=60
    ),
    "clock.follow_up_days": SettingRule(
        CLOCKS, N_("签约后的跟踪提醒后多久未填即提请联络员过问"), 10, unit=WORKING_DAYS, maximum=60
    ),
    "pricing.notice_days": SettingRule(
        PRICING,
        N_("协议定价公示的最少天数"),
        15,
        unit=N_("天"),
        source=N_("待核实：一般掌握为 15 天，请按现行规定和本地做法核对后确认"),
    ),
    "freshness.confirm_months": SettingRule(RECORDS, N_("多久提醒确认仍然有效"), 6, unit=N_("个月"), maximum=60),
    "freshness.expire_months": SettingRule(RECORDS, N_("多久未确认即过期"), 12, unit=N_("个月"), maximum=60),
    "quality.publish_floor": SettingRule(
        RECORDS, N_("发布所需的最低完整度"), 60, unit=N_("分"), minimum=0, maximum=100
    ),
    "confirmation.link_days": SettingRule(RECORDS, N_("单位确认链接的有效期"), 14, unit=N_("天"), maximum=60),
    "matching.top": SettingRule(MATCHING, N_("每条需求列出的推荐数"), 10, unit=N_("条"), maximum=50),
    "matching.floor": SettingRule(
        MATCHING, N_("列入推荐的最低匹配度（留空由匹配引擎决定）"), None, unit=N_("分"), minimum=0, maximum=100
    ),
    "matching.learning": SettingRule(
        MATCHING, N_("从联络员的决定中学习"), "propose", "choice", choices=LEARNING, per_region=False
    ),
    "routing.unmatched_days": SettingRule(SCOUTING, N_("需求多久没有较强匹配即分流"), 7, unit=N_("天"), maximum=90),
    "scouting.stale_days": SettingRule(SCOUTING, N_("定点联系多久未走访即提醒"), 60, unit=N_("天")),
    "scouting.yearly_number": SettingRule(
        SCOUTING,
        N_("每年选派科技情报员的最少人数"),
        2,
        unit=N_("名"),
        minimum=0,
        source=N_("亳州高新区实施方案任务一：每年不少于 2 名"),
    ),
    "scouting.chain_specialists": SettingRule(
        SCOUTING,
        N_("全市应有的双链融合专员人数（0 为不作要求）"),
        0,
        unit=N_("名"),
        minimum=0,
        maximum=2000,
        regional={
            "340300": (
                35,
                N_("蚌埠重点任务分工第25项：35 名左右；三年行动方案征求意见稿为 100 名以上，不作依据"),
            )
        },
    ),
    "scouting.envoys": SettingRule(
        SCOUTING, N_("全市应有的科技特派员人数（0 为不作要求）"), 0, unit=N_("名"), minimum=0, maximum=2000
    ),
    "scouting.brokers": SettingRule(
        SCOUTING, N_("全市应有的技术经纪人人数（0 为不作要求）"), 0, unit=N_("名"), minimum=0, maximum=2000
    ),
    "scouting.agencies_per_county": SettingRule(
        SCOUTING,
        N_("每个县区至少应有的转移机构"),
        1,
        unit=N_("家"),
        minimum=0,
        source=N_("蚌埠重点任务分工第70项：每个县区至少共建 1 家；其他市请按本地文件设定"),
    ),
    "challenge.council_share": SettingRule(
        CHALLENGES,
        N_("咨询委员会和论证专家中企业人员的最低比例"),
        "0",
        "choice",
        choices=(("0", N_("不作要求")), ("1/3", N_("三分之一")), ("1/2", N_("二分之一"))),
        source=N_("淮北行动方案等未规定比例"),
        regional={
            "340300": ("1/2", N_("蚌埠重点任务分工第14项：企业科技人员占比不低于 50%")),
            "341600-Z1": ("1/3", N_("亳州高新区实施方案任务十二：企业人才和专家不少于三分之一")),
        },
    ),
    "challenge.argument_experts": SettingRule(CHALLENGES, N_("论证专家的最少人数"), 3, unit=N_("名"), maximum=30),
    "challenge.review_experts": SettingRule(
        CHALLENGES, N_("评审专家的最少人数（须为奇数）"), 5, unit=N_("名"), maximum=31
    ),
    "challenge.open_days": SettingRule(CHALLENGES, N_("揭榜期的最少天数"), 15, unit=N_("天")),
    "challenge.publicity_days": SettingRule(CHALLENGES, N_("公示天数"), 5, unit=N_("天"), maximum=60),
    "challenge.supplement_days": SettingRule(CHALLENGES, N_("形式补正的期限"), 3, unit=N_("个工作日"), maximum=60),
    "challenge.step_days": SettingRule(
        CHALLENGES, N_("每一步的办理时限，过后在工作台上标为逾期"), 5, unit=WORKING_DAYS, maximum=60
    ),
    "challenge.milestone_notice_days": SettingRule(
        CHALLENGES, N_("节点到期前多久提醒"), 10, unit=N_("个工作日"), maximum=60
    ),
    "challenge.reposts": SettingRule(
        CHALLENGES, N_("揭榜未成后可再次张榜的次数"), 1, unit=N_("次"), minimum=0, maximum=5
    ),
    "challenge.own_funds_percent": SettingRule(
        CHALLENGES,
        N_("企业研发总预算至少为市财政资金的"),
        400,
        unit=N_("%"),
        minimum=0,
        maximum=10_000,
        source=N_("参照赣州2023年榜单：不低于4倍；待本市确认"),
    ),
    "challenge.solver_percent": SettingRule(
        CHALLENGES,
        N_("市财政资金中付给揭榜方的最低比例"),
        40,
        unit=N_("%"),
        minimum=0,
        maximum=100,
        source=N_("参照赣州2023年榜单：不低于40%；待本市确认"),
    ),
    "challenge.appeal_days": SettingRule(CHALLENGES, N_("对决定提出申诉的期限"), 15, unit=N_("天")),
    "challenge.credit_years": SettingRule(
        CHALLENGES,
        N_("初筛时看发榜单位几年内的诚信记录"),
        3,
        unit=N_("年"),
        maximum=10,
        source=N_("参照长沙：近三年信用良好；待本市确认"),
    ),
    "integrity.answer_days": SettingRule(INTEGRITY, N_("单位陈述、申辩的期限"), 10, unit=WORKING_DAYS, maximum=60),
    "integrity.keep_years": SettingRule(INTEGRITY, N_("诚信记录的有效期"), 3, unit=N_("年"), maximum=10),
    "challenge.statement_days": SettingRule(
        CHALLENGES, N_("淘汰或未通过的团队提出陈述的期限"), 5, unit=N_("个工作日"), maximum=60
    ),
    "challenge.follow_up_months": SettingRule(
        CHALLENGES,
        N_("兑付完后跟踪使用情况的时间"),
        "6,12,24",
        "choice",
        choices=(
            ("6,12,24", N_("6、12、24 个月")),
            ("12,24", N_("12、24 个月")),
            ("6,12,24,36", N_("6、12、24、36 个月")),
        ),
    ),
    "site.site_name": SettingRule(SITE, N_("网站名称"), "科技成果供需对接平台", "text", per_region=False),
    "site.sponsor": SettingRule(SITE, N_("主办单位"), "", "text", per_region=False),
    "site.icp": SettingRule(SITE, N_("ICP 备案号"), "", "text", per_region=False),
    "site.police_record": SettingRule(SITE, N_("公安备案号"), "", "text", per_region=False),
    "site.open_data_license": SettingRule(
        SITE,
        N_("开放数据的使用许可"),
        N_(
            "可以免费复制、加工、传播和用于商业，请注明出处和下载日期；不得据此识别个人，不得冒用发布单位或本平台的名义。数据按现状提供，以公开页面为准。"
        ),
        "text",
        per_region=False,
    ),
    "site.report_error": SettingRule(SITE, N_("纠错举报的联系方式"), "", "text", per_region=False),
}
DEFAULTS: dict[str, Any] = {key: rule.default for key, rule in RULES.items()}


def default_for(key: str, chain: Iterable[str | None]) -> Any:
    """What holds of ``key`` where nobody decided: the nearest region's own document, else the default."""
    rule = RULES[key]
    return next((rule.regional[code][0] for code in chain if code and code in rule.regional), rule.default)


def source_for(key: str, chain: Iterable[str | None]) -> str:
    """Where ``default_for`` has its value from."""
    rule = RULES[key]
    return next((rule.regional[code][1] for code in chain if code and code in rule.regional), rule.source)
