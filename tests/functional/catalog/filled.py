"""What people type into the forms of the catalogue."""

from __future__ import annotations

NEED = {
    "title": "高黏发酵液连续浓缩",
    "problem": "板框压滤收率只有百分之九十一，滤渣含水七成半以上，每天换布停机约三小时，后面的提取工序接不上，"
    "产量上不去，换过两种滤布也没有改观。",
    "indicators-0-name": "收率",
    "indicators-0-present": "91",
    "indicators-0-target": "≥96",
    "indicators-0-unit": "%",
    "indicators-0-method": "连续三批取平均",
    "deadline_months": "12",
    "budget_band": "100_500",
}
ACHIEVEMENT = {
    "title": "微孔陶瓷膜连续浓缩工艺",
    "one_liner": "用陶瓷膜连续浓缩发酵液，收率到97%。",
    "problem_solved": "板框压滤收率低、滤渣含水高，换布停机频繁，黏度大的料液尤其明显，提取工序接不上。",
    "advantage": "收率由91%提高到97%，每吨产品节水1.8吨。",
    "completed_by": "膜过程课题组",
    "trl": "7",
    "ip_status": "granted",
    "secrecy_cleared": "yes",
    "field_code": "new_materials",
    "ownership": "unit",
}
