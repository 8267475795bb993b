"""What waits for those who draw, confirm and carry out a pledge."""

from __future__ import annotations

from matchmaker.core.authz import Role
from matchmaker.core.i18n import N_
from matchmaker.home.duties.duty import ANY, duty
from matchmaker.home.queries import undertakings

OFFICER, ENTERPRISE, UNIVERSITY = Role.OFFICER, Role.ENTERPRISE, Role.UNIVERSITY_OFFICE
PLEDGE = "/bids/{id}/pledge"

UNDERTAKINGS = (
    duty(
        "draw_pledge",
        N_("待拟定的军令状"),
        OFFICER,
        lines=undertakings.to_draw,
        action=N_("拟定"),
        places={ANY: PLEDGE},
    ),
    duty(
        "city_pledge",
        N_("待市科技局确认的军令状"),
        OFFICER,
        lines=undertakings.to_confirm_for_the_city,
        action=N_("核对并确认"),
        places={ANY: PLEDGE},
    ),
    duty(
        "confirm_pledge",
        N_("待本单位确认的军令状"),
        ENTERPRISE,
        UNIVERSITY,
        lines=undertakings.to_confirm,
        action=N_("核对并确认"),
        places={ANY: PLEDGE},
    ),
    duty(
        "review_milestone",
        N_("待考核的攻关节点"),
        OFFICER,
        lines=undertakings.to_review,
        action=N_("考核"),
        places={ANY: PLEDGE},
        clock="due",
    ),
    duty(
        "report_milestone",
        N_("待报告的攻关节点"),
        ENTERPRISE,
        UNIVERSITY,
        lines=undertakings.to_report,
        action=N_("报告"),
        places={ANY: PLEDGE},
        clock="due",
    ),
)
