"""What waits for officers and issuers until a challenge is decided."""

from __future__ import annotations

from matchmaker.challenges.workflow import CHALLENGE
from matchmaker.core.authz import Role
from matchmaker.core.i18n import N_
from matchmaker.home.duties.duty import ANY, duty
from matchmaker.home.queries import challenges

OFFICER, LEADER, ENTERPRISE = Role.OFFICER, Role.LEADER, Role.ENTERPRISE
CASE = {"": "/challenges/{id}/case"}
CHALLENGE_STATES = {str(state): label for state, label in CHALLENGE.labels.items()}

CHALLENGES = (
    duty(
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
    duty(
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
    duty(
        "extensions",
        N_("待确认的揭榜延期"),
        OFFICER,
        lines=challenges.extensions,
        action=N_("确认"),
        places={ANY: "/challenges/{id}/extension"},
        clock="due",
    ),
    duty(
        "questions",
        N_("待答复的榜题提问"),
        ENTERPRISE,
        lines=challenges.questions,
        action=N_("答复"),
        places={ANY: "/challenges/{id}#questions"},
        clock="challenge.step_days",
        why=N_("%(number)s 个问题，答复会公开"),
    ),
    duty(
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
