"""What the people of the main journey type: a membrane process and the firm that lacks one."""

from __future__ import annotations

ACHIEVEMENT = {
    "title": "微孔陶瓷膜连续浓缩发酵液工艺",
    "one_liner": "用陶瓷膜连续浓缩高黏发酵液，收率到97%，不再停机换布。",
    "problem_solved": "氨基酸发酵液黏度高，板框压滤收率低、滤渣含水高，每班都要停机换滤布，后面的提取工序接不上。",
    "advantage": "浓缩收率由91%提高到97%，每吨产品节水1.8吨，连续运行72小时不停机。",
    "completed_by": "膜过程课题组",
    "trl": "7",
    "ip_status": "granted",
    "secrecy_cleared": "yes",
    "field_code": "new_materials",
    "ownership": "unit",
    "disclosure": "public",
    "indicators-0-name": "浓缩收率",
    "indicators-0-value": "97",
    "indicators-0-unit": "%",
    "indicators-0-condition": "30立方米发酵罐连续72小时",
    "indicators-0-baseline": "91",
}
NEED = {
    "title": "高黏发酵液连续浓缩与滤渣减量",
    "one_liner": "发酵液浓缩收率要到96%以上，滤渣含水降下来。",
    "background": "两条氨基酸发酵线，现用板框压滤，每班换布两次。",
    "problem": "发酵液黏度高，板框压滤浓缩收率只有91%，滤渣含水七成半以上，每天停机换布约三小时，后面的提取工序接不上，"
    "产量上不去，换过两种滤布也没有改观。",
    "tried_before": "试过加助滤剂，成本升高而收率不变。",
    "indicators-0-name": "浓缩收率",
    "indicators-0-present": "91",
    "indicators-0-target": "≥96",
    "indicators-0-unit": "%",
    "indicators-0-method": "连续三批取平均",
    "indicators-1-name": "滤渣含水",
    "indicators-1-present": "75",
    "indicators-1-target": "≤60",
    "indicators-1-unit": "%",
    "indicators-1-method": "105℃烘干称重",
    "deadline_months": "12",
    "budget_band": "100_500",
    "disclosure": "public",
}
REFINED = {
    "problem": "氨基酸发酵液（黏度约120 mPa·s）用板框压滤浓缩，收率91%，滤渣含水75%以上；每天停机换布约三小时，"
    "提取工序无法连续。希望改用可连续运行的膜浓缩或等效工艺。",
    "note": "按电话里说的补了黏度，并写明要能连续运行。",
}
APPROVED_ACHIEVEMENT = {"field_code": "new_materials", "ownership": "unit"}
APPROVED_NEED = {"field_code": "new_materials", "need_type": "breakthrough"}
NEW_UNIT = {
    "unit_name": "城东示例膜材料研究所",
    "unit_kind": "institute",
    "unit_region_code": "340304",
    "unit_contact_name": "陈测试",
    "unit_contact_phone": "0552-0000202",
    "unit_contact_email": "transfer@example.org",
    "source": "scout",
}
