"""An entry's way: notice, decision, and perhaps an early end."""

from __future__ import annotations

from matchmaker.core.i18n import N_
from matchmaker.core.workflow import Reason, Workflow, transition
from matchmaker.organizations.integrity.models import IntegrityEntry, IntegrityState
from matchmaker.organizations.integrity.policies import PERMISSIONS, Permission

S = IntegrityState
INTEGRITY = Workflow(
    name="integrity",
    model=IntegrityEntry,
    states=S,
    initial=S.NOTIFIED,
    labels={
        S.NOTIFIED: N_("已告知，待决定"),
        S.ENTERED: N_("已列入"),
        S.DISMISSED: N_("不予列入"),
        S.REMOVED: N_("已移出"),
    },
    table=PERMISSIONS,
    transitions=(
        transition(
            "enter",
            [S.NOTIFIED],
            S.ENTERED,
            Permission.DECIDE,
            N_("列入诚信记录"),
            reason=Reason.REQUIRED,
            done=N_("已列入，并已告知单位。"),
            tone="danger",
        ),
        transition(
            "dismiss",
            [S.NOTIFIED],
            S.DISMISSED,
            Permission.DECIDE,
            N_("不予列入"),
            reason=Reason.REQUIRED,
            done=N_("决定不予列入，并已告知单位。"),
        ),
        transition(
            "remove",
            [S.ENTERED],
            S.REMOVED,
            Permission.DECIDE,
            N_("移出诚信记录"),
            reason=Reason.REQUIRED,
            done=N_("已移出，并已告知单位。"),
        ),
    ),
)
