"""What an owner may do with a record now, each with its consequence in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from matchmaker.catalog import services
from matchmaker.catalog.contents import Record, kind_of
from matchmaker.catalog.services.lane import reasons_for_review, waits_for_unit
from matchmaker.catalog.workflow import WORKFLOWS
from matchmaker.core.authz import Actor
from matchmaker.core.i18n import N_
from matchmaker.core.workflow import Reason
from matchmaker.web.extensions import db

Act = Callable[[Session, Any, Actor, str, int | None], object]
CONSEQUENCES = {
    "unit_confirm": N_("确认后转对接联络员审核，审核通过才公开。脱敏文字一并视为同意公开。"),
    "unit_decline": N_("退给情报员，不会公开。理由只给情报员和对接联络员看。"),
    "withdraw": N_("从公开页面、搜索和匹配中撤下。以后可以改回草稿重新提交。"),
    "archive": N_("不再提供这项成果，从公开页面和匹配中撤下。以后可以改回草稿。"),
    "solve": N_("表示问题已解决，从公开页面和匹配中撤下。"),
    "give_up": N_("不再征集，从公开页面和匹配中撤下。理由会给对接联络员看。"),
    "renew": N_("按原内容重新公开，有效期重新计算。"),
    "reopen": N_("改回草稿。如果现在是公开的，会先从公开页面和匹配中撤下，改好后需要重新提交。"),
    "confirm_fresh": N_("表示内容仍然准确，有效期重新计算。"),
    "approve_masked": N_("这段脱敏文字将给公众看。"),
}
WITHOUT_TRANSITION = {"confirm_fresh": N_("确认仍然有效"), "approve_masked": N_("同意公开脱敏文字")}
DONE = {"confirm_fresh": N_("已确认仍然有效。"), "approve_masked": N_("已同意公开脱敏文字。")}
ACTS: dict[str, Act] = {
    "submit": lambda s, row, actor, _reason, version: services.submit(s, row, actor=actor, version=version),
    "unit_confirm": lambda s, row, actor, _reason, version: services.unit_confirm(s, row, actor=actor, version=version),
    "unit_decline": lambda s, row, actor, reason, version: services.unit_decline(
        s, row, actor=actor, reason=reason, version=version
    ),
    "withdraw": lambda s, row, actor, reason, version: services.withdraw(
        s, row, actor=actor, reason=reason, version=version
    ),
    "archive": lambda s, row, actor, reason, version: services.archive(
        s, row, actor=actor, reason=reason, version=version
    ),
    "solve": lambda s, row, actor, reason, version: services.solve(s, row, actor=actor, reason=reason, version=version),
    "give_up": lambda s, row, actor, reason, version: services.give_up(
        s, row, actor=actor, reason=reason, version=version
    ),
    "renew": lambda s, row, actor, _reason, version: services.renew(s, row, actor=actor, version=version),
    "reopen": lambda s, row, actor, _reason, version: services.reopen(s, row, actor=actor, version=version),
    "confirm_fresh": lambda s, row, actor, _reason, version: services.confirm_fresh(
        s, row, actor=actor, version=version
    ),
    "approve_masked": lambda s, row, actor, _reason, version: services.approve_masked(
        s, row, actor=actor, version=version
    ),
}


@dataclass(frozen=True, slots=True)
class Offered:
    """A button: what it does, what that means, whether a reason is asked for."""

    action: str
    label: str
    consequence: str
    tone: str = "neutral"
    reason: str = Reason.NONE.value


def offered(row: Record, actor: Actor) -> list[Offered]:
    """The buttons for ``actor``, the primary one first."""
    steps = {step.action: step for step in WORKFLOWS[kind_of(row)].available(actor, row)}
    found = [
        Offered(step.action, _(step.label), _(CONSEQUENCES[step.action]), step.tone, step.reason.value)
        for step in steps.values()
        if step.action in CONSEQUENCES
    ]
    submission = _submission(row, actor, steps)
    extra = [Offered(name, _(WITHOUT_TRANSITION[name]), _(CONSEQUENCES[name])) for name in _extra(row, actor)]
    every = [*submission, *extra, *found]
    return sorted(every, key=lambda each: {"primary": 0, "neutral": 1, "danger": 2}[each.tone])


def _submission(row: Record, actor: Actor, steps: dict[str, Any]) -> list[Offered]:
    """Handing in, or publishing at once: one button either way."""
    if not steps.keys() & {"submit", "publish_own"} or waits_for_unit(row, actor):
        return []
    reasons = reasons_for_review(db.session, row, actor=actor)
    if not reasons:
        label, text = _("提交并发布"), _("立即公开并开始匹配，对接联络员会抽查。")
        return [Offered("submit", label, text, "primary")]
    if "submit" not in steps:
        return []
    return [Offered("submit", _("提交审核"), " ".join(_(reason) for reason in reasons), "primary")]


def _extra(row: Record, actor: Actor) -> list[str]:
    own = row.organization_id in actor.organization_ids
    found = ["confirm_fresh"] if row.state == "published" else []
    if own and row.state != "proposed" and row.masked_text and row.masked_approved_at is None:
        found.append("approve_masked")
    return found


def done_text(row: Record, action: str) -> str:
    """What is said after ``action``; ``row`` as it stands now."""
    if action in DONE:
        return str(_(DONE[action]))
    if action == "submit" and row.state == "published":
        action = "publish_own"
    return str(_(WORKFLOWS[kind_of(row)].transition(action).done))
