"""Leads, unit confirmations and routing tasks, as data."""

from __future__ import annotations

from matchmaker.core.i18n import N_
from matchmaker.core.workflow import Reason, Workflow, transition
from matchmaker.scouting.models import (
    ConfirmationState,
    Lead,
    LeadState,
    RoutingState,
    RoutingTask,
    UnitConfirmation,
)
from matchmaker.scouting.policies import PERMISSIONS, Permission

L, C, T, P = LeadState, ConfirmationState, RoutingState, Permission

LEAD = Workflow(
    name="lead",
    model=Lead,
    states=L,
    initial=L.OPEN,
    labels={L.OPEN: N_("跟进中"), L.REGISTERED: N_("已登记"), L.DROPPED: N_("已放弃")},
    table=PERMISSIONS,
    transitions=(
        transition(
            "register", [L.OPEN], L.REGISTERED, P.LEAD_WRITE, N_("登记成记录"), tone="primary", done=N_("已登记。")
        ),
        transition("drop", [L.OPEN], L.DROPPED, P.LEAD_WRITE, N_("放弃"), reason=Reason.REQUIRED, done=N_("已放弃。")),
        transition("reopen", [L.DROPPED], L.OPEN, P.LEAD_WRITE, N_("重新跟进"), done=N_("已重新打开。")),
    ),
)

CONFIRMATION = Workflow(
    name="unit_confirmation",
    model=UnitConfirmation,
    states=C,
    initial=C.WAITING,
    labels={
        C.WAITING: N_("待单位确认"),
        C.CONFIRMED: N_("单位已确认"),
        C.DECLINED: N_("单位未同意"),
        C.EXPIRED: N_("逾期未答"),
        C.CANCELLED: N_("已取消"),
    },
    table=PERMISSIONS,
    transitions=(
        transition(
            "confirm", [C.WAITING], C.CONFIRMED, P.CONFIRMATION_ANSWER, N_("确认"), tone="primary", done=N_("已确认。")
        ),
        transition(
            "decline",
            [C.WAITING],
            C.DECLINED,
            P.CONFIRMATION_ANSWER,
            N_("不同意"),
            reason=Reason.REQUIRED,
            done=N_("已告知情报员。"),
            tone="danger",
        ),
        transition(
            "authorise",
            [C.WAITING, C.EXPIRED],
            C.CONFIRMED,
            P.CONFIRMATION_DECIDE,
            N_("凭授权书确认"),
            done=N_("已凭单位授权书确认。"),
        ),
        transition("expire", [C.WAITING], C.EXPIRED, P.CONFIRMATION_DECIDE, N_("逾期")),
        transition(
            "renew", [C.EXPIRED], C.WAITING, P.CONFIRMATION_DECIDE, N_("重新请单位确认"), done=N_("已重新发出。")
        ),
        transition(
            "cancel",
            [C.WAITING],
            C.CANCELLED,
            P.CONFIRMATION_MANAGE,
            N_("取消，改回草稿"),
            done=N_("已取消，记录改回草稿。"),
            tone="danger",
        ),
        transition(
            "give_up",
            [C.EXPIRED],
            C.CANCELLED,
            P.CONFIRMATION_DECIDE,
            N_("不再等待，退给情报员"),
            done=N_("已退给情报员，记录改回草稿。"),
            tone="danger",
        ),
    ),
)

ROUTING = Workflow(
    name="routing_task",
    model=RoutingTask,
    states=T,
    initial=T.WAITING,
    labels={T.WAITING: N_("待分流"), T.ASSIGNED: N_("办理中"), T.DONE: N_("已办结")},
    table=PERMISSIONS,
    transitions=(
        transition(
            "assign",
            [T.WAITING, T.ASSIGNED],
            T.ASSIGNED,
            P.ROUTE,
            N_("分流"),
            tone="primary",
            done=N_("已分流并通知承办人。"),
        ),
        transition(
            "report",
            [T.ASSIGNED],
            T.DONE,
            P.ROUTE_WORK,
            N_("报告结果"),
            reason=Reason.REQUIRED,
            tone="primary",
            done=N_("结果已记录。"),
        ),
        transition(
            "close", [T.WAITING, T.ASSIGNED], T.DONE, P.ROUTE, N_("办结"), reason=Reason.REQUIRED, done=N_("已办结。")
        ),
    ),
)
