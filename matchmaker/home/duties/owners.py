"""What waits for enterprises, universities and researchers about what they own."""

from __future__ import annotations

from functools import partial

from matchmaker.catalog.models import RecordKind
from matchmaker.core.authz import Role
from matchmaker.core.i18n import N_
from matchmaker.home.duties.duty import ANY, duty
from matchmaker.home.queries import claims, owners

ENTERPRISE, UNIVERSITY, RESEARCHER = Role.ENTERPRISE, Role.UNIVERSITY_OFFICE, Role.RESEARCHER
NEED, ACHIEVEMENT = RecordKind.NEED, RecordKind.ACHIEVEMENT
MINE = {"need": "/my/needs/{id}", "achievement": "/my/achievements/{id}"}
EDIT = {"need": "/needs/{id}/edit", "achievement": "/achievements/{id}/edit"}
CONFIRMATION = "/confirmations/{id}"

OWNERS = (
    duty(
        "confirm",
        N_("待本单位确认的代填记录"),
        ENTERPRISE,
        UNIVERSITY,
        lines=owners.confirmations,
        action=N_("查看并确认"),
        places={ANY: CONFIRMATION},
        list_place="/confirmations",
        clock="due",
        why=N_("由科技情报员代填，确认后才会公开"),
    ),
    duty(
        "reply",
        N_("待答复的对接意向"),
        ENTERPRISE,
        UNIVERSITY,
        lines=owners.replies,
        action=N_("答复"),
        places={ANY: "/deals/{id}/reply"},
        list_place="/deals",
        clock="due",
        why=N_("双方都同意后才交换联系方式"),
    ),
    duty(
        "own_tasks",
        N_("对接中由本单位办的事"),
        ENTERPRISE,
        UNIVERSITY,
        lines=owners.deal_tasks,
        action=N_("查看"),
        places={ANY: "/deals/{id}/tasks"},
        clock="due",
    ),
    duty(
        "follow_ups",
        N_("待填写的签约后跟踪"),
        ENTERPRISE,
        UNIVERSITY,
        lines=owners.follow_ups,
        action=N_("填写"),
        places={ANY: "/deals/{id}/follow-ups"},
        clock="due",
        why=N_("签约满 %(number)s 个月"),
    ),
    duty(
        "agree",
        N_("待确认的凝练文本"),
        ENTERPRISE,
        lines=owners.refinements,
        action=N_("对照并答复"),
        places={ANY: "/refinements/{id}"},
    ),
    duty(
        "needs",
        N_("未完成和被退回的需求"),
        ENTERPRISE,
        lines=partial(owners.unfinished, kind=NEED),
        action=N_("继续填写"),
        places=EDIT,
        list_place="/my/needs",
        marks={owners.RETURNED_RANK: N_("已退回"), owners.DRAFT_RANK: N_("草稿")},
    ),
    duty(
        "achievements",
        N_("未完成和被退回的成果"),
        UNIVERSITY,
        RESEARCHER,
        lines=partial(owners.unfinished, kind=ACHIEVEMENT),
        action=N_("继续填写"),
        places=EDIT,
        list_place="/my/achievements",
        marks={owners.RETURNED_RANK: N_("已退回"), owners.DRAFT_RANK: N_("草稿")},
    ),
    duty(
        "own_claims",
        N_("未提交和被退回的政策申领"),
        ENTERPRISE,
        UNIVERSITY,
        lines=claims.unfinished,
        action=N_("继续办理"),
        places={ANY: "/claims/{id}"},
        list_place="/claims",
        marks={claims.RETURNED_RANK: N_("已退回"), claims.DRAFT_RANK: N_("草稿")},
    ),
    duty(
        "found",
        N_("为需求找到的成果"),
        ENTERPRISE,
        is_news=True,
        lines=partial(owners.suggested, kind=NEED),
        action=N_("查看推荐"),
        places={ANY: "/needs/{id}/suggestions"},
        why=N_("%(number)s 条较强以上的推荐，可请求引荐"),
    ),
    duty(
        "wanted",
        N_("企业请求引荐的成果"),
        UNIVERSITY,
        is_news=True,
        lines=owners.asked,
        action=N_("查看"),
        places={ANY: "/achievements/{id}/suggestions"},
        why=N_("%(number)s 家企业已请求引荐，联络员正在办理"),
    ),
    duty(
        "useful",
        N_("可能用得上成果的需求"),
        UNIVERSITY,
        is_news=True,
        lines=partial(owners.suggested, kind=ACHIEVEMENT),
        action=N_("查看推荐"),
        places={ANY: "/achievements/{id}/suggestions"},
        why=N_("%(number)s 条较强以上的推荐，可请求引荐"),
    ),
    duty(
        "expiring_needs",
        N_("即将到期的需求"),
        ENTERPRISE,
        lines=partial(owners.expiring, kind=NEED),
        action=N_("确认或续期"),
        places=MINE,
        list_place="/my/needs/confirm",
        clock="due",
    ),
    duty(
        "expiring_achievements",
        N_("即将到期的成果"),
        UNIVERSITY,
        lines=partial(owners.expiring, kind=ACHIEVEMENT),
        action=N_("确认或续期"),
        places=MINE,
        list_place="/my/achievements/confirm",
        clock="due",
    ),
    duty(
        "deals",
        N_("进行中的对接"),
        ENTERPRISE,
        UNIVERSITY,
        is_news=True,
        lines=owners.running,
        action=N_("查看进展"),
        places={ANY: "/deals/{id}"},
        list_place="/deals",
        marks={0: N_("拟签约"), 1: N_("洽谈中"), 2: N_("已引荐")},
    ),
)
