"""A challenge is approved: mode, places, weights, and money that suffices by the city's rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from matchmaker.challenges.models import Challenge, ChallengeState, Mode, Profile
from matchmaker.challenges.policies import PERMISSIONS, Permission
from matchmaker.challenges.services.guards import WHOLE, required_funds
from matchmaker.challenges.services.prepare import criteria_of
from matchmaker.challenges.services.step import advance, require_city
from matchmaker.challenges.services.telling import tell_decision
from matchmaker.core.authz import Actor
from matchmaker.core.errors import Conflict, Invalid
from matchmaker.core.i18n import N_
from matchmaker.core.money import exact_wan
from matchmaker.core.workflow import check_version

FEWEST_RUNNERS, MOST_RUNNERS = 2, 9
FUNDS = ("own_funds", "public_funds", "solver_share")
MONEY = ("reward", *FUNDS)
LEAST = N_("按本市规则不少于 {amount} 万元。")


def approve(
    session: Session,
    challenge: Challenge,
    *,
    mode: Mode,
    places: int = 1,
    race_reason: str = "",
    money: Mapping[str, int | None] | None = None,
    criteria: Sequence[Mapping[str, Any]] | None = None,
    actor: Actor,
    version: int | None = None,
) -> None:
    """Approve with ``mode``; a race says why it is worth it (难度大、风险大) and how many may run.

    ``money`` (names of MONEY, 分) and ``criteria`` replace what the draft
    said. A firm's own challenge is approved by the county, all others by the
    city. What the city's rule asks of the funds on this day is kept with it.
    Raises Invalid at the field that does not do.
    """
    own = challenge.profile == Profile.ENTERPRISE
    PERMISSIONS.require(actor, Permission.PRESCREEN if own else Permission.DECIDE, challenge)
    if not own:
        require_city(challenge, actor)
    check_version(challenge, version)
    if challenge.state not in {ChallengeState.ARGUED, ChallengeState.PRESCREENED}:
        raise Conflict
    for name, amount in (money or {}).items():
        setattr(challenge, name, amount or (None if name == "reward" else 0))
    if problems := _problems(session, challenge, mode, places, race_reason, criteria):
        raise Invalid(fields=problems)
    challenge.mode, challenge.race_reason = mode, race_reason.strip() if mode is Mode.RACE else ""
    challenge.places = places if mode is Mode.RACE else 1
    if criteria is not None:
        challenge.criteria = criteria_of(criteria)
    detail = {"mode": mode, "reward": challenge.reward}
    if own:
        advance(session, challenge, "approve_own", actor=actor, detail=detail)
    else:
        least_own, least_solver = required_funds(session, challenge)
        kept = {"minimum_own_funds": least_own, "minimum_solver_share": least_solver}
        advance(session, challenge, "approve", actor=actor, values=kept, detail={**detail, **kept})
    tell_decision(session, challenge, "approved", N_("榜题已审定，准备张榜"))


def _problems(
    session: Session,
    challenge: Challenge,
    mode: Mode,
    places: int,
    race_reason: str,
    criteria: Sequence[Mapping[str, Any]] | None,
) -> dict[str, list[str]]:
    found = _money_problems(session, challenge)
    if mode is Mode.RACE and not race_reason.strip():
        found["race_reason"] = [N_("赛马须写明难度大、风险大的理由。")]
    if mode is Mode.RACE and not FEWEST_RUNNERS <= places <= MOST_RUNNERS:
        found["places"] = [N_("赛马须有 2 至 9 支团队。")]
    if criteria is not None and sum(line["weight"] for line in criteria) != WHOLE:
        found["criteria"] = [N_("评分权重合计须为 100。")]
    return found


def _money_problems(session: Session, challenge: Challenge) -> dict[str, list[str]]:
    if not challenge.reward:
        return {"reward": [N_("请填写榜金。")]}
    if challenge.solver_share > challenge.public_funds:
        return {"solver_share": [N_("付给揭榜方的部分不能超过财政资金。")]}
    if challenge.profile == Profile.ENTERPRISE:
        return {}
    least = dict(zip(("own_funds", "solver_share"), required_funds(session, challenge), strict=True))
    return {
        name: [LEAST.format(amount=exact_wan(amount))]
        for name, amount in least.items()
        if getattr(challenge, name) < amount
    }
