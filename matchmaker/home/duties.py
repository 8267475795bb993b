"""Which kinds of things wait for whom: one table, read by the workbench."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from matchmaker.catalog.models import RecordKind
from matchmaker.challenges.workflow import CHALLENGE
from matchmaker.core.authz import Actor, Role
from matchmaker.core.i18n import N_
from matchmaker.home.queries import (
    arguing,
    challenges,
    claims,
    experts,
    officers,
    outcomes,
    owners,
    scouts,
    undertakings,
)
from matchmaker.scouting.models import ROUTE_LABELS

OFFICER, EXPERT, SCOUT, LEADER = Role.OFFICER, Role.EXPERT, Role.SCOUT, Role.LEADER
ENTERPRISE, UNIVERSITY, RESEARCHER = Role.ENTERPRISE, Role.UNIVERSITY_OFFICE, Role.RESEARCHER
NEED, ACHIEVEMENT = RecordKind.NEED, RecordKind.ACHIEVEMENT
MINE = {"need": "/my/needs/{id}", "achievement": "/my/achievements/{id}"}
EDIT = {"need": "/needs/{id}/edit", "achievement": "/achievements/{id}/edit"}
CONFIRMATION = "/confirmations/{id}"
CASE = {"": "/challenges/{id}/case"}
CHALLENGE_STATES = {str(state): label for state, label in CHALLENGE.labels.items()}
PLEDGE = "/bids/{id}/pledge"
RECORDS = {ACHIEVEMENT: N_("成果"), NEED: N_("需求")}
ANY = ""


@dataclass(frozen=True)
class Duty:
    """One kind of thing to do.

    ``lines`` selects ``queries.lines.columns`` for an actor. ``clock`` is the
    setting whose working days run from a line's ``at``; "due" when ``at`` is
    itself the end; "" when nothing is ever late. ``places``: a line's kind
    ("" any) → address, as in notices, with {id}; ``list_place``: the address of
    the full list. A duty whose places do not exist is not shown, a list that
    does not exist not linked. ``marks``: rank or kind → word before ``why``,
    which may use %(note)s and %(number)s. ``is_news``: worth knowing, but
    nobody waits for it.
    """

    key: str
    title: str
    roles: frozenset[Role]
    lines: Callable[[Actor], Any]
    action: str
    places: Mapping[str, str]
    list_place: str = ""
    clock: str = ""
    why: str = "%(note)s"
    marks: Mapping[int | str, str] = field(default_factory=dict)
    is_news: bool = False


def _duty(key: str, title: str, *roles: Role, **given: Any) -> Duty:
    return Duty(key, title, frozenset(roles), **given)


OFFICERS = (
    _duty(
        "verify",
        N_("待核验的单位"),
        OFFICER,
        lines=officers.unverified,
        action=N_("核验"),
        places={ANY: "/organizations/{id}/verification"},
        list_place="/organizations?state=unverified",
        clock="clock.verify_days",
    ),
    _duty(
        "review",
        N_("待审核的成果和需求"),
        OFFICER,
        lines=officers.to_review,
        action=N_("审核"),
        places={"need": "/review/needs/{id}", "achievement": "/review/achievements/{id}"},
        list_place="/review",
        clock="due",
    ),
    _duty(
        "refine",
        N_("待凝练的需求"),
        OFFICER,
        EXPERT,
        lines=officers.to_refine,
        action=N_("凝练"),
        places={ANY: "/needs/{id}/refine"},
        list_place="/refining",
        clock="clock.refine_days",
    ),
    _duty(
        "decide",
        N_("待决定的匹配推荐"),
        OFFICER,
        lines=officers.to_decide,
        action=N_("比较并决定"),
        places={ANY: "/suggestions/{id}"},
        list_place="/suggestions",
        clock="clock.decide_days",
        why=N_("推荐成果：%(note)s"),
        marks={
            officers.ASKED_RANK: N_("已有一方请求引荐"),
            officers.STRONG_RANK: N_("强"),
            officers.FAIR_RANK: N_("较强"),
        },
    ),
    _duty(
        "compare",
        N_("疑似重复的记录"),
        OFFICER,
        lines=officers.to_compare,
        action=N_("对照"),
        places={ANY: "/duplicates/{id}"},
        list_place="/duplicates",
        why=N_("与另一条记录相似度 %(number)s%%"),
        marks={kind.value: label for kind, label in RECORDS.items()},
    ),
    _duty(
        "phone",
        N_("需要电话催办的答复"),
        OFFICER,
        lines=officers.overdue_replies,
        action=N_("查看并催办"),
        places={ANY: "/deals/{id}"},
        list_place="/deals/call-list",
        clock="due",
        why=N_("推荐成果：%(note)s"),
    ),
    _duty(
        "standstill",
        N_("停滞的对接"),
        OFFICER,
        lines=officers.standing_deals,
        action=N_("了解情况"),
        places={ANY: "/deals/{id}"},
        list_place="/deals",
        why=N_("提醒双方后仍没有进展：%(note)s"),
    ),
    _duty(
        "deal_tasks",
        N_("对接中由联络员办的事"),
        OFFICER,
        lines=officers.deal_tasks,
        action=N_("查看"),
        places={ANY: "/deals/{id}/tasks"},
        clock="due",
    ),
    _duty(
        "silent_follow_ups",
        N_("逾期未填的签约后跟踪"),
        OFFICER,
        lines=officers.silent_follow_ups,
        action=N_("过问或代填"),
        places={ANY: "/deals/{id}/follow-ups"},
        clock="due",
        why=N_("签约满 %(number)s 个月"),
    ),
    _duty(
        "route",
        N_("待分流的需求"),
        OFFICER,
        lines=officers.to_route,
        action=N_("分流"),
        places={ANY: "/routing/{id}"},
        list_place="/routing",
    ),
    _duty(
        "lapsed",
        N_("单位逾期未确认的代填记录"),
        OFFICER,
        lines=officers.lapsed_confirmations,
        action=N_("处理"),
        places={ANY: CONFIRMATION},
        list_place="/confirmations",
        clock="due",
    ),
    _duty(
        "claims",
        N_("待办理的政策申领"),
        OFFICER,
        lines=claims.to_handle,
        action=N_("办理"),
        places={ANY: "/claims/{id}"},
        list_place="/claims",
        marks=dict(enumerate((N_("待受理"), N_("待决定"), N_("待拨付")))),
    ),
    _duty(
        "statements",
        N_("待答复的揭榜团队陈述"),
        OFFICER,
        lines=outcomes.statements,
        action=N_("查看并答复"),
        places={ANY: "/bids/{id}/statement/answer"},
    ),
    _duty(
        "settle",
        N_("待结算的退出团队"),
        OFFICER,
        lines=outcomes.to_settle,
        action=N_("结算"),
        places={ANY: "/bids/{id}/settlement"},
    ),
    _duty(
        "challenge_follow_ups",
        N_("待跟踪的揭榜成果"),
        OFFICER,
        lines=outcomes.follow_ups,
        action=N_("记录使用情况"),
        places={ANY: "/follow-ups/{id}"},
        clock="due",
        why=N_("兑付完满 %(number)s 个月"),
    ),
)
OWNERS = (
    _duty(
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
    _duty(
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
    _duty(
        "own_tasks",
        N_("对接中由本单位办的事"),
        ENTERPRISE,
        UNIVERSITY,
        lines=owners.deal_tasks,
        action=N_("查看"),
        places={ANY: "/deals/{id}/tasks"},
        clock="due",
    ),
    _duty(
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
    _duty(
        "agree",
        N_("待确认的凝练文本"),
        ENTERPRISE,
        lines=owners.refinements,
        action=N_("对照并答复"),
        places={ANY: "/refinements/{id}"},
    ),
    _duty(
        "needs",
        N_("未完成和被退回的需求"),
        ENTERPRISE,
        lines=partial(owners.unfinished, kind=NEED),
        action=N_("继续填写"),
        places=EDIT,
        list_place="/my/needs",
        marks={owners.RETURNED_RANK: N_("已退回"), owners.DRAFT_RANK: N_("草稿")},
    ),
    _duty(
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
    _duty(
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
    _duty(
        "found",
        N_("为需求找到的成果"),
        ENTERPRISE,
        is_news=True,
        lines=partial(owners.suggested, kind=NEED),
        action=N_("查看推荐"),
        places={ANY: "/needs/{id}/suggestions"},
        why=N_("%(number)s 条较强以上的推荐，可请求引荐"),
    ),
    _duty(
        "wanted",
        N_("企业请求引荐的成果"),
        UNIVERSITY,
        is_news=True,
        lines=owners.asked,
        action=N_("查看"),
        places={ANY: "/achievements/{id}/suggestions"},
        why=N_("%(number)s 家企业已请求引荐，联络员正在办理"),
    ),
    _duty(
        "useful",
        N_("可能用得上成果的需求"),
        UNIVERSITY,
        is_news=True,
        lines=partial(owners.suggested, kind=ACHIEVEMENT),
        action=N_("查看推荐"),
        places={ANY: "/achievements/{id}/suggestions"},
        why=N_("%(number)s 条较强以上的推荐，可请求引荐"),
    ),
    _duty(
        "expiring_needs",
        N_("即将到期的需求"),
        ENTERPRISE,
        lines=partial(owners.expiring, kind=NEED),
        action=N_("确认或续期"),
        places=MINE,
        list_place="/my/needs/confirm",
        clock="due",
    ),
    _duty(
        "expiring_achievements",
        N_("即将到期的成果"),
        UNIVERSITY,
        lines=partial(owners.expiring, kind=ACHIEVEMENT),
        action=N_("确认或续期"),
        places=MINE,
        list_place="/my/achievements/confirm",
        clock="due",
    ),
    _duty(
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
EXPERTS = (
    _duty(
        "argue",
        N_("待我论证的榜题"),
        EXPERT,
        lines=arguing.to_argue,
        action=N_("论证"),
        places={ANY: "/argument-seats/{id}"},
        why=N_("发榜单位：%(note)s"),
    ),
)
SCOUTS = (
    _duty(
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
    _duty(
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
    _duty(
        "records",
        N_("被退回和未提交的记录"),
        SCOUT,
        lines=scouts.records,
        action=N_("继续填写"),
        places=EDIT,
        list_place="/my/achievements",
        marks={scouts.RETURNED_RANK: N_("已退回"), scouts.DRAFT_RANK: N_("草稿")},
    ),
    _duty(
        "leads",
        N_("待登记的线索"),
        SCOUT,
        lines=scouts.leads,
        action=N_("登记"),
        places={ANY: "/leads/{id}"},
        list_place="/leads",
        marks={"need": N_("需求线索"), "achievement": N_("成果线索")},
    ),
    _duty(
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
JUDGES = (
    _duty(
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
    _duty(
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
CHALLENGES = (
    _duty(
        "challenges",
        N_("待办理的榜题"),
        OFFICER,
        LEADER,
        lines=challenges.to_handle,
        action=N_("办理"),
        places=CASE,
        list_place="/challenges/desk",
        clock="challenge.step_days",
        marks=CHALLENGE_STATES,
    ),
    _duty(
        "openings",
        N_("待授权启封的榜题"),
        OFFICER,
        LEADER,
        lines=challenges.to_open,
        action=N_("查看"),
        places=CASE,
        list_place="/challenges/desk",
        clock="challenge.step_days",
    ),
    _duty(
        "extensions",
        N_("待确认的揭榜延期"),
        OFFICER,
        lines=challenges.extensions,
        action=N_("确认"),
        places={ANY: "/challenges/{id}/extension"},
        clock="due",
    ),
    _duty(
        "questions",
        N_("待答复的榜题提问"),
        ENTERPRISE,
        lines=challenges.questions,
        action=N_("答复"),
        places={ANY: "/challenges/{id}#questions"},
        clock="challenge.step_days",
        why=N_("%(number)s 个问题，答复会公开"),
    ),
    _duty(
        "own_challenges",
        N_("待本单位办理的榜题"),
        ENTERPRISE,
        lines=challenges.own,
        action=N_("办理"),
        places=CASE,
        list_place="/my/challenges",
        marks=CHALLENGE_STATES,
    ),
)
UNDERTAKINGS = (
    _duty(
        "draw_pledge",
        N_("待拟定的军令状"),
        OFFICER,
        lines=undertakings.to_draw,
        action=N_("拟定"),
        places={ANY: PLEDGE},
    ),
    _duty(
        "city_pledge",
        N_("待市科技局确认的军令状"),
        OFFICER,
        lines=undertakings.to_confirm_for_the_city,
        action=N_("核对并确认"),
        places={ANY: PLEDGE},
    ),
    _duty(
        "confirm_pledge",
        N_("待本单位确认的军令状"),
        ENTERPRISE,
        UNIVERSITY,
        lines=undertakings.to_confirm,
        action=N_("核对并确认"),
        places={ANY: PLEDGE},
    ),
    _duty(
        "review_milestone",
        N_("待考核的攻关节点"),
        OFFICER,
        lines=undertakings.to_review,
        action=N_("考核"),
        places={ANY: PLEDGE},
        clock="due",
    ),
    _duty(
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
DUTIES: tuple[Duty, ...] = (*EXPERTS, *JUDGES, *OFFICERS, *OWNERS, *SCOUTS, *CHALLENGES, *UNDERTAKINGS)


def duties_of(actor: Actor) -> list[Duty]:
    """The duties of all roles the actor holds, in the order of the table."""
    return [duty for duty in DUTIES if not duty.roles.isdisjoint(actor.roles)]
