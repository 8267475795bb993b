"""Challenges in every state up to the posting, and those that ended before it.

From the posting on a challenge is what its officers' keys, sealed bids and
files make it; the demo city has those.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy.orm import Session

from matchmaker.challenges.models import Challenge, ChallengeState, Mode, Profile
from matchmaker.challenges.services import prepare
from matchmaker.challenges.services.guards import required_funds
from matchmaker.challenges.workflow import CHALLENGE
from matchmaker.core.authz import Actor
from matchmaker.core.workflow import Transition
from matchmaker.organizations.models import Organization

WAN = 1_000_000
S = ChallengeState
STATES = (S.DRAFT, S.COLLECTING, S.PRESCREENED, S.ARGUED, S.APPROVED, S.VETOED, S.WITHDRAWN, S.TERMINATED)
TEXTS: dict[str, Any] = {
    "background": "轴承套圈磨削线十二台，节拍九秒一件。",
    "problem": "磨削烧伤靠人工酸洗抽检，每班二十件，漏检件装机后早期剥落。",
    "goal": "烧伤全检，漏检率低于千分之一，节拍不超过九秒。",
    "ownership": "知识产权由双方共有，发榜单位有优先实施权。",
    "conditions": "有无损检测设备，承担过轴承行业项目。",
    "months": 12,
    "funding_kind": "matched",
    "reward": 100 * WAN,
    "own_funds": 200 * WAN,
    "public_funds": 40 * WAN,
    "solver_share": 30 * WAN,
    "indicators": [{"name": "漏检率", "target": "≤0.1", "unit": "%", "method": "盲样五百件"}],
    "criteria": [{"name": "技术路线", "weight": 60}, {"name": "团队与条件", "weight": 40}],
}


def objects(
    session: Session, issuer: Organization, mark: str, *, actor: Actor, walk: Callable[..., None]
) -> dict[str, int]:
    """State → id of a challenge of ``issuer``."""
    return {state.value: _challenge(session, issuer, mark, state, actor, walk).id for state in STATES}


def _challenge(
    session: Session, issuer: Organization, mark: str, state: ChallengeState, actor: Actor, walk: Callable[..., None]
) -> Challenge:
    title = f"核对用榜题（{CHALLENGE.labels[state]}）{mark}"
    given = {"organization_id": issuer.id, "region_code": issuer.region_code, "title": title}
    row = prepare.draft_challenge(session, actor=actor, profile=Profile.GOVERNMENT, **given)
    prepare.fill_challenge(session, row, TEXTS, actor=actor)

    def values(step: Transition) -> Mapping[str, Any]:
        if step.target == S.APPROVED:
            own, solver = required_funds(session, row)
            return {"mode": Mode.SINGLE, "minimum_own_funds": own, "minimum_solver_share": solver}
        return {"state_reason": "核对"} if step.target == state and state in STATES[-3:] else {}

    walk(session, CHALLENGE, row, state.value, values)
    return row
