"""What the people of the journey fill in, under the labels they read."""

from __future__ import annotations

from tests.functional.journey_texts import ACHIEVEMENT, NEED, NEW_UNIT

ACHIEVEMENT_TEXTS = {
    "名称": ACHIEVEMENT["title"],
    "一句话简介": ACHIEVEMENT["one_liner"],
    "解决什么问题": ACHIEVEMENT["problem_solved"],
    "比现有方案好多少": ACHIEVEMENT["advantage"],
    "完成单位": ACHIEVEMENT["completed_by"],
    "技术成熟度": "7 级 使用环境原型",
    "知识产权状态": "已获授权或登记",
    "权属": "单位所有",
    "高新领域": "新材料",
}
ACHIEVEMENT_CHOICES = ("全部公开", "可公开")
ACHIEVEMENT_ROWS = [
    {"指标": "浓缩收率", "数值": "97", "单位": "%", "测试条件": "30立方米发酵罐连续72小时", "对比基线": "91"},
]
NEED_TEXTS = {
    "名称": NEED["title"],
    "主要技术问题": NEED["problem"],
    "背景与现状": NEED["background"],
    "已试过的办法": NEED["tried_before"],
    "期望完成时限": NEED["deadline_months"],
    "预算档": "100万～500万元",
}
NEED_ROWS = [
    {"指标": "浓缩收率", "现值": "91", "目标值": "≥96", "单位": "%", "测试方法": "连续三批取平均"},
    {"指标": "滤渣含水", "现值": "75", "目标值": "≤60", "单位": "%", "测试方法": "105℃烘干称重"},
]
UNKNOWN_UNIT = {
    "单位全称": NEW_UNIT["unit_name"],
    "单位类型": "院所",
    "所在地区": "禹会区",
    "联系人": NEW_UNIT["unit_contact_name"],
    "办公电话": NEW_UNIT["unit_contact_phone"],
    "工作邮箱": NEW_UNIT["unit_contact_email"],
}
