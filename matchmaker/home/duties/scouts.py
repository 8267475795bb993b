"""What waits for scouts."""

from __future__ import annotations

from matchmaker.core.authz import Role
from matchmaker.core.i18n import N_
from matchmaker.home.duties.duty import ANY, duty
from matchmaker.home.queries import scouts
from matchmaker.scouting.models import ROUTE_LABELS

EXPERT, SCOUT = Role.EXPERT, Role.SCOUT
EDIT = {"need": "/needs/{id}/edit", "achievement": "/achievements/{id}/edit"}
CONFIRMATION = "/confirmations/{id}"

SCOUTS = (
    duty(
        "contacts",
        N_("近期应联系的单位"),
        SCOUT,
        lines=scouts.contacts,
        action=N_("记录走访"),
        places={ANY: "/contacts/new?organization={id}"},
        list_place="/contacts",
        clock="due",
        why=N_("上次了解到：%(note)s"),
    ),
    duty(
        "tasks",
        N_("派给我的分流任务"),
        SCOUT,
        EXPERT,
        lines=scouts.tasks,
        action=N_("办理"),
        places={ANY: "/routing/{id}"},
        list_place="/routing",
        clock="due",
        marks={kind.value: label for kind, label in ROUTE_LABELS.items()},
    ),
    duty(
        "records",
        N_("被退回和未提交的记录"),
        SCOUT,
        lines=scouts.records,
        action=N_("继续填写"),
        places=EDIT,
        list_place="/my/achievements",
        marks={scouts.RETURNED_RANK: N_("已退回"), scouts.DRAFT_RANK: N_("草稿")},
    ),
    duty(
        "leads",
        N_("待登记的线索"),
        SCOUT,
        lines=scouts.leads,
        action=N_("登记"),
        places={ANY: "/leads/{id}"},
        list_place="/leads",
        marks={"need": N_("需求线索"), "achievement": N_("成果线索")},
    ),
    duty(
        "unanswered",
        N_("等待单位确认的记录"),
        SCOUT,
        lines=scouts.unanswered,
        action=N_("查看"),
        places={ANY: CONFIRMATION},
        list_place="/confirmations",
        clock="due",
    ),
)
