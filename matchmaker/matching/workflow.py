"""What becomes of a suggestion and of a near-duplicate, as data."""

from __future__ import annotations

from matchmaker.core.i18n import N_
from matchmaker.core.workflow import Reason, Workflow, transition
from matchmaker.matching.models import DuplicatePair, DuplicateState, Suggestion, SuggestionState
from matchmaker.matching.policies import PERMISSIONS, Permission

S, D, P = SuggestionState, DuplicateState, Permission

SUGGESTION = Workflow(
    name="suggestion",
    model=Suggestion,
    states=S,
    initial=S.PROPOSED,
    labels={
        S.PROPOSED: N_("待决定"),
        S.HELD: N_("暂缓"),
        S.APPROVED: N_("已通过"),
        S.REJECTED: N_("不通过"),
        S.SUPERSEDED: N_("已被取代"),
    },
    table=PERMISSIONS,
    transitions=(
        transition(
            "approve",
            [S.PROPOSED, S.HELD],
            S.APPROVED,
            P.DECIDE,
            N_("通过"),
            tone="primary",
            reason=Reason.OPTIONAL,
            done=N_("已通过，已请双方答复，进展在“对接”里看。"),
        ),
        transition(
            "hold", [S.PROPOSED, S.HELD], S.HELD, P.DECIDE, N_("暂缓"), reason=Reason.OPTIONAL, done=N_("已暂缓。")
        ),
        transition(
            "reject",
            [S.PROPOSED, S.HELD],
            S.REJECTED,
            P.DECIDE,
            N_("不通过"),
            tone="danger",
            reason=Reason.OPTIONAL,
            done=N_("已记为不通过。"),
        ),
        transition("recall", [S.HELD], S.PROPOSED, P.DECIDE, N_("放回待决定")),
        transition("supersede", [S.PROPOSED], S.SUPERSEDED, P.DECIDE, N_("取代")),
        transition("revive", [S.SUPERSEDED], S.PROPOSED, P.DECIDE, N_("重新推荐")),
        transition(
            "reconsider",
            [S.REJECTED],
            S.PROPOSED,
            P.DECIDE,
            N_("重新考虑"),
            reason=Reason.REQUIRED,
            done=N_("已放回待决定。"),
        ),
    ),
)

DUPLICATE = Workflow(
    name="duplicate_pair",
    model=DuplicatePair,
    states=D,
    initial=D.OPEN,
    labels={
        D.OPEN: N_("待核对"),
        D.DISMISSED: N_("不是重复"),
        D.CONFIRMED: N_("已确认重复"),
        D.LAPSED: N_("不再相似"),
    },
    table=PERMISSIONS,
    transitions=(
        transition(
            "confirm",
            [D.OPEN],
            D.CONFIRMED,
            P.COMPARE,
            N_("确认重复"),
            tone="primary",
            reason=Reason.OPTIONAL,
            done=N_("已确认重复。请接着退回或下架其中一条。"),
        ),
        transition(
            "dismiss",
            [D.OPEN],
            D.DISMISSED,
            P.COMPARE,
            N_("不是重复"),
            reason=Reason.OPTIONAL,
            done=N_("已记为不是重复；两边文字没有大的改动就不再提示。"),
        ),
        transition(
            "reconsider",
            [D.DISMISSED, D.CONFIRMED],
            D.OPEN,
            P.COMPARE,
            N_("重新核对"),
            reason=Reason.REQUIRED,
            done=N_("已放回待核对。"),
        ),
        transition("lapse", [D.OPEN, D.CONFIRMED], D.LAPSED, P.COMPARE, N_("不再相似")),
        transition("revive", [D.LAPSED, D.DISMISSED], D.OPEN, P.COMPARE, N_("再次相似")),
    ),
)
