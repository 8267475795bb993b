"""What each figure of the quality page is called and how it is defined, for page and files alike."""

from __future__ import annotations

from dataclasses import dataclass

from matchmaker.core.i18n import N_


@dataclass(frozen=True, slots=True)
class Measure:
    """``whole`` says what the numbers are out of; ``nothing`` stands in place of a figure there is none for."""

    label: str
    definition: str
    whole: str
    nothing: str


_NO_DECISION = N_("尚无决定")
_DECISIONS = N_("%(whole)d 条决定中通过 %(part)d 条")

RATES = {
    "precision_3": Measure(
        N_("前 3 名准确率"),
        N_(
            "各项需求的推荐名单中排在前 3 名、联络员已作出决定的推荐里，“通过”所占的比例。"
            "名次按作出决定时的待决定名单；暂缓和尚未决定的不计。期间按作出决定的日期计。"
        ),
        _DECISIONS,
        _NO_DECISION,
    ),
    "precision_5": Measure(
        N_("前 5 名准确率"),
        N_(
            "各项需求的推荐名单中排在前 5 名、联络员已作出决定的推荐里，“通过”所占的比例。"
            "名次按作出决定时的待决定名单；暂缓和尚未决定的不计。期间按作出决定的日期计。"
        ),
        _DECISIONS,
        _NO_DECISION,
    ),
    "acceptance": Measure(
        N_("推荐采纳率"),
        N_(
            "联络员已作出决定的全部推荐里，“通过”所占的比例：通过 ÷（通过＋不通过）。"
            "暂缓和尚未决定的不计。期间按作出决定的日期计。"
        ),
        _DECISIONS,
        _NO_DECISION,
    ),
    "agreement": Measure(
        N_("双方同意率"),
        N_(
            "推荐通过后即发起对接，请双方答复。这里是已发起的对接里，双方都同意、已经引荐的比例；"
            "还在等答复的也算在总数里。期间按发起对接的日期计。"
        ),
        N_("发起 %(whole)d 次对接，双方同意 %(part)d 次"),
        N_("尚无对接"),
    ),
}

WAITS = {
    "suggestion": Measure(
        N_("发布到首次推荐"),
        N_(
            "需求首次发布到系统给出第一条推荐，相隔几个自然日（北京时间，当天为 0 天）。"
            "中位数：一半需求不超过这个天数；中间一半：去掉最快和最慢的各四分之一后，其余需求所用的天数。"
            "没有推荐的需求不计天数，另行列出。期间按需求首次发布的日期计。"
        ),
        N_("%(count)d 项需求有过推荐，%(pending)d 项没有"),
        N_("尚无推荐"),
    ),
    "introduction": Measure(
        N_("发布到首次引荐"),
        N_(
            "需求首次发布到双方第一次同意、由联络员引荐，相隔几个自然日（北京时间，当天为 0 天）。"
            "中位数：一半需求不超过这个天数；中间一半：去掉最快和最慢的各四分之一后，其余需求所用的天数。没有引荐的需求不计天数，另行列出。期间按需求首次发布的日期计。"
        ),
        N_("%(count)d 项需求有过引荐，%(pending)d 项没有"),
        N_("尚无引荐"),
    ),
}

INTERVAL = N_(
    "95%% 区间按威尔逊（E. B. Wilson，1927）方法计算：只凭这些决定，真实的比例大致落在区间之内。"
    "决定越少，区间越宽；区间有重叠时，不宜说谁高谁低。"
)
REASONS = N_(
    "联络员决定“不通过”时至少选一个原因，可以选几个。这里只数联络员同意告知双方的原因，"
    "次数相加可能多于或少于不通过的条数。期间按作出决定的日期计。"
)
GAPS = N_(
    "需求、成果：现在仍在发布的条数，不公开内容的记录只计数。有较强推荐：至少有一条“强”或“较强”的推荐，"
    "且没有被判为不通过、没有被取代。缺口：没有这种推荐的需求所占的比例。期间按发布日期计。"
)
PLACES = N_("需求和成果按登记的所在地计；脱敏公开和不公开的记录不显示县区，只计入所在的市")

FROZEN = {
    "ndcg_at_10": (
        N_("排序质量 nDCG@10"),
        N_("每个需求把判定过的成果按匹配度排序，看前 10 名里相关的排得多靠前；1 为与人工判定完全一致。"),
    ),
    "title_words_ndcg_at_10": (
        N_("只比标题用词的 nDCG@10"),
        N_("对照：只按标题的分词 TF-IDF 排序，其余相同。"),
    ),
    "recall_at_50": (
        N_("召回率@50"),
        N_("判为“较强”以上的成果，有多少排进全部成果的前 50 名。"),
    ),
    "calibration": (
        N_("等级预测 1/(1+MAE)"),
        N_("由匹配度推算的等级与人工判定的等级平均相差多少；1 为没有差别。"),
    ),
}
JUDGED = N_(
    "内置评测集是虚构的 %(needs)d 个需求和 %(achievements)d 项成果，"
    "%(judgements)d 对由维护方的一名判定者按四个等级逐对判定，没有第二人复核，也没有技术转移人员参与。"
    "它不随本平台的记录变化，用来比较引擎的先后版本，绝对分数只说明这套题的难度。"
    "95%% 区间按需求重复抽样得出。"
)
