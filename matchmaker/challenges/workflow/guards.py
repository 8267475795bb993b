"""What an action asks for besides state and permission, in words; ``services.guards`` looks whether it holds."""

from __future__ import annotations

from matchmaker.core.i18n import N_

GUARDS: dict[str, tuple[str, ...]] = {
    "submit": ("whole",),
    "prescreen": ("issuer_verified",),
    "argue": ("argued_well",),
    "approve": ("weights_whole", "mode_given", "funds_suffice"),
    "approve_own": ("weights_whole", "mode_given"),
    "post": ("keys_made", "dates_open"),
    "repost": ("keys_made", "dates_open", "repost_left"),
    "start_receiving": ("receiving_due",),
    "close_receiving": ("deadline_passed",),
    "start_review": ("formalities_done", "somebody_qualified", "panel_whole"),
    "none_valid": ("formalities_done", "nobody_qualified"),
    "choose": ("formalities_done", "somebody_qualified"),
    "rank": ("panel_whole", "all_sheets_in"),
    "end_publicity": ("publicity_over", "no_open_objection"),
    "start_work": ("placed_signed", "race_ruled"),
    "start_work_own": ("placed_signed", "race_ruled"),
    "accept": ("somebody_works",),
    "conclude": ("nobody_works",),
    "conclude_own": ("nobody_works",),
    "settle": ("passed_paid", "left_settled"),
}
GUARD_WORDS = {
    "whole": N_("目标、考核指标、时限、产权归属、资金、揭榜条件齐全，资金性质依法不需招标"),
    "issuer_verified": N_("发榜单位已核验"),
    "argued_well": N_("参加论证、没有回避的专家不少于规定人数，组成符合本市规则，需求与资金均获多数通过"),
    "weights_whole": N_("评分权重合计 100"),
    "mode_given": N_("已定单一揭榜或赛马；赛马写明难度、风险理由"),
    "funds_suffice": N_("资金不低于本市规则"),
    "keys_made": N_("密钥已由至少三名指定人员生成"),
    "dates_open": N_("揭榜期不短于规定天数"),
    "repost_left": N_("再次张榜未超过规定次数"),
    "receiving_due": N_("已到开始揭榜时间"),
    "deadline_passed": N_("已过截止时间"),
    "formalities_done": N_("每份揭榜书都有资格结论"),
    "somebody_qualified": N_("至少一份资格通过"),
    "nobody_qualified": N_("没有一份资格通过"),
    "panel_whole": N_("评审专家为奇数且不少于规定人数，其中有最终用户，全部声明过是否回避"),
    "all_sheets_in": N_("全部评分表已交"),
    "publicity_over": N_("公示期满"),
    "no_open_objection": N_("没有未处理或成立的异议"),
    "placed_signed": N_("拟立项的团队都已签订或退出，至少一支签订"),
    "race_ruled": N_("赛马已定下胜出规则"),
    "somebody_works": N_("至少一支团队在攻关"),
    "nobody_works": N_("每支团队都有结论"),
    "passed_paid": N_("已通过的节点都已付款"),
    "left_settled": N_("淘汰、退出的团队都已结算付清"),
}
