"""A version's text with all that a contract can hold, rare characters among it."""

from __future__ import annotations

from typing import Any

WAN = 1_000_000
RARE = "𠮷䶮㛃𬭚镕"


def text(**changes: Any) -> dict[str, Any]:
    """The text of a contract of three parties with a lump sum."""
    whole: dict[str, Any] = {
        "number": "JB340300-2026-0012",
        "revision": 2,
        "title": f"低温固化粘结剂（{RARE}）",
        "profile": "government",
        "parties": [
            {"party": "issuer", "name": "淮畔玻璃材料有限公司"},
            {"party": "team", "name": "皖北理工大学"},
            {"party": "bureau", "name": "蚌埠市科学技术局"},
        ],
        "leader": "赵测试",
        "partners": ["涡水化工研究院"],
        "amount": 200 * WAN + 33,
        "starts_on": "2027-01-01",
        "ends_on": "2028-06-30",
        "issuer_duties": "提供试验条件。\n按时付款。",
        "team_duties": "按期完成；不得转包 <script> #let x = 1 $E=mc^2$ *加粗* @甲 \\换行。",
        "bureau_duties": "组织考核。",
        "rewards": "达标兑付。",
        "ownership": "双方共有。",
        "leader_promise": "攻关期间不调离、不辞职。",
        "payment_terms": "通过后十个工作日内付款。",
        "lump_sum": True,
        "excluded_spending": "罚款、滞纳金\n\n捐款。",
        "indicators": [{"name": "固化温度", "target": "≤120", "unit": "℃", "method": "DSC"}],
        "milestones": [
            {"position": 1, "title": "小试", "due_on": "2027-06-30", "share": 40, "amount": 80 * WAN + 13},
            {"position": 2, "title": "产线验证", "due_on": "2028-06-30", "share": 60, "amount": 120 * WAN + 20},
        ],
    }
    return {**whole, **changes}
