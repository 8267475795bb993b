"""What comes next for a challenge and whose turn it is, for the lists of officers and issuers."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter

from matchmaker.catalog.facets import Group, one, places
from matchmaker.challenges.models import Challenge, ChallengeState
from matchmaker.challenges.policies import PERMISSIONS, Permission
from matchmaker.challenges.profiles import PROFILES, walks
from matchmaker.challenges.workflow import CHALLENGE
from matchmaker.core.authz import Actor
from matchmaker.core.i18n import N_
from matchmaker.core.workflow import Transition

S, P = ChallengeState, Permission
# The way forward, besides the steps the workflow marks as primary.
FORWARD = frozenset({"repost", "start_receiving", "close_receiving", "open", "settle"})
WHOSE = {
    P.PREPARE: N_("发榜单位"),
    P.CHOOSE: N_("发榜单位"),
    P.PRESCREEN: N_("县区科技局"),
    P.DECIDE: N_("市科技局"),
    P.OPEN: N_("启封指定人员"),
}
# Here the time itself passes, or the teams work: nobody is late.
PATIENT = frozenset({S.DRAFT, S.POSTED, S.RECEIVING, S.WORKING})
BY_CLOCK = frozenset({S.POSTED, S.RECEIVING})
MINE, LATE = "mine", "late"


@dataclass(frozen=True, slots=True)
class Case:
    """A challenge in a list of those who work on it; ``marks``: mine, late."""

    id: int
    title: str
    organization: str
    region: str
    profile: str
    state: str
    state_at: datetime
    closes_at: datetime | None
    step: str
    whose: str
    marks: tuple[str, ...]


DUE = {MINE: N_("等我办理"), LATE: N_("已逾期")}
STATES = {each.value: CHALLENGE.labels[each] for each in S}
KINDS = {key.value: rule.label for key, rule in PROFILES.items()}
GROUPS = (
    Group("due", N_("办理"), attrgetter("marks"), lambda marks: marks, DUE, ordered=True),
    Group("state", N_("状态"), attrgetter("state"), one, STATES, ordered=True),
    Group("profile", N_("类别"), attrgetter("profile"), one, KINDS, ordered=True),
    Group("region", N_("地区"), attrgetter("region"), places, {}),
)


def next_step(state: str, profile: str) -> Transition | None:
    """The step that leads a challenge on; None at its end."""
    for step in CHALLENGE.transitions:
        leads_on = step.tone == "primary" or step.action in FORWARD
        if leads_on and state in step.sources and walks(profile, step.action):
            return step
    return None


def cases(
    rows: Iterable[tuple[Challenge, str]], actor: Actor, *, to_authorize: Container[int], late_before: datetime
) -> list[Case]:
    """Each challenge with its next step; what waits for ``actor`` first, then what has waited longest.

    ``to_authorize``: challenges whose opening ``actor`` has still to release.
    """
    found = [_case(row, name, actor, to_authorize, late_before) for row, name in rows]
    return sorted(found, key=lambda each: (MINE not in each.marks, LATE not in each.marks, each.state_at, each.id))


def _case(row: Challenge, name: str, actor: Actor, to_authorize: Container[int], late_before: datetime) -> Case:
    step = next_step(row.state, row.profile)
    is_mine = row.id in to_authorize or (step is not None and _is_turn_of(actor, row, step))
    is_late = step is not None and row.state not in PATIENT and row.state_at < late_before
    by_clock = row.state in BY_CLOCK
    return Case(
        id=row.id,
        title=row.title,
        organization=name,
        region=row.region_code,
        profile=row.profile,
        state=row.state,
        state_at=row.state_at,
        closes_at=row.closes_at,
        step=step.label if step else "",
        whose=N_("到时自动") if by_clock else WHOSE.get(P(step.permission), "") if step else "",
        marks=tuple(mark for mark, holds in ((MINE, is_mine), (LATE, is_late)) if holds),
    )


def _is_turn_of(actor: Actor, row: Challenge, step: Transition) -> bool:
    if row.state in BY_CLOCK or not PERMISSIONS.allows(actor, step.permission, row):
        return False
    return step.permission is not P.DECIDE or actor.covers(row.city_code)
