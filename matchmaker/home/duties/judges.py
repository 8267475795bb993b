"""What waits for those who argue or judge a challenge."""

from __future__ import annotations

from matchmaker.core.authz import Role
from matchmaker.core.i18n import N_
from matchmaker.home.duties.duty import ANY, duty
from matchmaker.home.queries import arguing, experts

EXPERT, ENTERPRISE, UNIVERSITY = Role.EXPERT, Role.ENTERPRISE, Role.UNIVERSITY_OFFICE

EXPERTS = (
    duty(
        "argue",
        N_("待我论证的榜题"),
        EXPERT,
        lines=arguing.to_argue,
        action=N_("论证"),
        places={ANY: "/argument-seats/{id}"},
        why=N_("发榜单位：%(note)s"),
    ),
)

JUDGES = (
    duty(
        "declare",
        N_("待我声明回避的评审"),
        EXPERT,
        ENTERPRISE,
        UNIVERSITY,
        lines=experts.to_declare,
        action=N_("声明"),
        places={ANY: "/seats/{id}/conflict"},
        why=N_("发榜单位：%(note)s"),
    ),
    duty(
        "judge",
        N_("待我评审的榜题"),
        EXPERT,
        ENTERPRISE,
        UNIVERSITY,
        lines=experts.to_score,
        action=N_("评分"),
        places={ANY: "/seats/{id}"},
        why=N_("还有 %(number)s 份揭榜书没有评分"),
    ),
)
