"""Saving the issuer's draft as a whole, and submitting it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from matchmaker.challenges.completeness import missing
from matchmaker.challenges.models import Challenge, Tie
from matchmaker.challenges.queries.ties import ties_of
from matchmaker.challenges.services.county_check import declare_credit
from matchmaker.challenges.services.prepare import fill_challenge, set_ties, submit_challenge
from matchmaker.core.authz import Actor
from matchmaker.core.errors import Invalid
from matchmaker.core.i18n import N_
from matchmaker.organizations.models import OrganizationKind
from matchmaker.organizations.queries.listing import find_unit

NOT_FOUND = N_("平台上没有找到这个单位，请核对全称或信用代码；未在平台登记的不用填。")
NOT_A_UNIVERSITY = N_("这个单位不是高校。")
TWICE = N_("关联单位不能同时是受邀高校。")


@dataclass(frozen=True, slots=True)
class Draft:
    """What the form says. ``ties``: names or codes as typed, a row each, blank ones included.

    ``credit_clean`` None: nothing declared yet.
    """

    values: Mapping[str, Any]
    ties: Mapping[Tie, Sequence[str]] = field(default_factory=dict)
    credit_clean: bool | None = None
    credit_statement: str = ""


def save_draft(
    session: Session, challenge: Challenge, draft: Draft, *, actor: Actor, version: int | None = None
) -> None:
    """Keep everything; Invalid (with the fields' names of the form) for what no challenge may be."""
    fill_challenge(session, challenge, draft.values, actor=actor, version=version)
    for kind, found in _resolved(session, draft.ties).items():
        if set(found) != ties_of(session, challenge, kind).keys():
            set_ties(session, challenge, kind, found, actor=actor)
    if draft.credit_clean is not None:
        declare_credit(session, challenge, clean=draft.credit_clean, statement=draft.credit_statement, actor=actor)


def submit_draft(
    session: Session, challenge: Challenge, draft: Draft, *, actor: Actor, version: int | None = None
) -> None:
    """Save and hand in; Invalid at every field that is still missing."""
    save_draft(session, challenge, draft, actor=actor, version=version)
    problems = {name: [N_("提交前请填写。")] for name in missing(challenge)}
    if draft.credit_clean is None:
        problems["credit_clean"] = [N_("提交前请声明信用情况。")]
    if problems:
        raise Invalid(fields=problems)
    submit_challenge(session, challenge, actor=actor)


def _resolved(session: Session, ties: Mapping[Tie, Sequence[str]]) -> dict[Tie, list[int]]:
    names = {Tie.AFFILIATE: "affiliates", Tie.INVITED: "invited"}
    problems: dict[str, list[str]] = {}
    found: dict[Tie, list[int]] = {}
    for kind, typed in ties.items():
        found[kind] = []
        for place, name in enumerate(typed):
            unit = find_unit(session, name) if name.strip() else None
            if unit is not None and (kind is Tie.AFFILIATE or unit.kind == OrganizationKind.UNIVERSITY):
                found[kind].append(unit.id)
            elif name.strip():
                problems[f"{names[kind]}-{place}"] = [NOT_A_UNIVERSITY if unit else NOT_FOUND]
    if set(found.get(Tie.AFFILIATE, ())) & set(found.get(Tie.INVITED, ())):
        problems["invited"] = [TWICE]
    if problems:
        raise Invalid(fields=problems)
    return found
