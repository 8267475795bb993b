"""Writing a challenge until it can be posted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session

from matchmaker.challenges.models import (
    BEFORE_POSTING,
    TENDER,
    Challenge,
    ChallengeCriterion,
    ChallengeIndicator,
    ChallengeState,
    ChallengeTie,
    FundingKind,
    Profile,
    Tie,
)
from matchmaker.challenges.policies import PERMISSIONS, Permission
from matchmaker.challenges.services.step import advance
from matchmaker.challenges.services.telling import tell_decision, tell_officers
from matchmaker.challenges.workflow import CHALLENGE
from matchmaker.core import audit
from matchmaker.core.authz import Actor
from matchmaker.core.errors import Conflict, Invalid
from matchmaker.core.i18n import N_
from matchmaker.core.workflow import check_version

TEXTS = frozenset({"title", "background", "problem", "goal", "ownership", "conditions"})
AMOUNTS = frozenset({"reward", "own_funds", "public_funds", "solver_share", "months"})
EDITABLE = TEXTS | AMOUNTS | {"funding_kind"}
SUBMITTED = N_("榜题已提交，不能再改；需要修改请先退回。")
REFUSED_TENDER = N_("依法必须招标或政府采购的事项不能揭榜，请走招标采购程序。")


def draft_challenge(session: Session, *, actor: Actor, profile: Profile, **values: Any) -> Challenge:
    """A new draft without a need behind it: ``organization_id``, ``region_code`` and ``title`` are required."""
    challenge = Challenge(profile=profile, created_by=actor.user_id, **values)
    PERMISSIONS.require(actor, Permission.PREPARE, challenge)
    return CHALLENGE.begin(session, challenge, actor=actor, profile=profile)


def fill_challenge(
    session: Session, challenge: Challenge, values: Mapping[str, Any], *, actor: Actor, version: int | None = None
) -> None:
    """Change a draft. ``values``: fields of EDITABLE, and ``indicators`` and ``criteria`` as lists of dicts.

    Raises Invalid for what no challenge may be, Conflict when it is no draft.
    """
    PERMISSIONS.require(actor, Permission.PREPARE, challenge)
    check_version(challenge, version)
    if challenge.state != ChallengeState.DRAFT:
        raise Conflict(SUBMITTED)
    if problems := _problems(values):
        raise Invalid(fields=problems)
    for name in EDITABLE & values.keys():
        given = values[name]
        setattr(challenge, name, given.strip() if name in TEXTS else given)
    if "indicators" in values:
        challenge.indicators = [
            ChallengeIndicator(position=place, **line) for place, line in enumerate(values["indicators"], 1)
        ]
    if "criteria" in values:
        challenge.criteria = criteria_of(values["criteria"])
    session.flush()
    audit.record(session, actor, "challenge.filled", "challenge", challenge.id, fields=sorted(values))


def criteria_of(lines: Iterable[Mapping[str, Any]]) -> list[ChallengeCriterion]:
    """Rows of a score sheet."""
    return [ChallengeCriterion(position=place, **line) for place, line in enumerate(lines, 1)]


def set_ties(
    session: Session, challenge: Challenge, kind: Tie, organization_ids: Iterable[int], *, actor: Actor
) -> None:
    """Name the issuer's affiliates, who may not solve, or the invited universities; before the posting only."""
    PERMISSIONS.require(actor, Permission.PREPARE, challenge)
    if challenge.state not in BEFORE_POSTING:
        raise Conflict(N_("张榜以后不能再改。"))
    wanted = sorted(set(organization_ids) - {challenge.organization_id})
    session.execute(delete(ChallengeTie).where(ChallengeTie.challenge_id == challenge.id, ChallengeTie.kind == kind))
    session.add_all(ChallengeTie(challenge_id=challenge.id, organization_id=each, kind=kind) for each in wanted)
    session.flush()
    audit.record(session, actor, f"challenge.ties_{kind}", "challenge", challenge.id, organizations=wanted)


def submit_challenge(session: Session, challenge: Challenge, *, actor: Actor, version: int | None = None) -> None:
    """Hand the draft to the county's check; Invalid while something is missing."""
    advance(session, challenge, "submit", actor=actor, version=version, values={"state_reason": ""})
    tell_officers(session, challenge, "submitted", N_("有榜题待初筛"))


def prescreen(session: Session, challenge: Challenge, *, actor: Actor, version: int | None = None) -> None:
    """The county found it complete and its issuer in good standing."""
    advance(session, challenge, "prescreen", actor=actor, version=version)
    tell_decision(session, challenge, "prescreened", N_("榜题已通过初筛"))


def return_challenge(
    session: Session, challenge: Challenge, *, reason: str, actor: Actor, version: int | None = None
) -> None:
    """Send it back to its issuer for refining; what was argued counts no more."""
    again = {"judging": challenge.judging + 1}
    advance(session, challenge, "return", actor=actor, reason=reason, version=version, values=again)
    tell_decision(session, challenge, "return", N_("榜题已退回，请修改后再提交"), reason)


def _problems(values: Mapping[str, Any]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    kind = values.get("funding_kind")
    if kind == TENDER:
        found["funding_kind"] = [REFUSED_TENDER]
    elif kind is not None and kind not in set(FundingKind):
        found["funding_kind"] = [N_("请选择资金性质。")]
    if "title" in values and not values["title"].strip():
        found["title"] = [N_("请填写榜题名称。")]
    if any((values.get(name) or 0) < 0 for name in AMOUNTS):
        found["reward"] = [N_("金额和时限不能为负数。")]
    if (values.get("solver_share") or 0) > (values.get("public_funds") or 0):
        found["solver_share"] = [N_("付给揭榜方的部分不能超过财政资金。")]
    return found
