"""Moving a deal on, and noting what happened."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.accounts.services.notices import Message
from matchmaker.core import audit, clock
from matchmaker.core.authz import Actor
from matchmaker.core.errors import Conflict, Invalid
from matchmaker.core.i18n import N_
from matchmaker.deals.contracts.services.keep_contract import note_signed
from matchmaker.deals.demands import Terms, unmet
from matchmaker.deals.models import HAND_WRITTEN, MILESTONE_LABELS, Deal, DealLog, DealMilestone, Side
from matchmaker.deals.policies import PERMISSIONS, Permission
from matchmaker.deals.queries import sides_of
from matchmaker.deals.services.telling import page_of, tell_officers, tell_side
from matchmaker.deals.work.services.plan_follow_ups import plan_follow_ups
from matchmaker.deals.workflow import DEAL

STEPS = ("start_talks", "prepare_signing", "sign")
EARLIEST = date(2000, 1, 1)


def advance(
    session: Session,
    deal: Deal,
    action: str,
    *,
    actor: Actor,
    amount: int | None = None,
    signed_on: date | None = None,
    terms: Terms | None = None,
    version: int | None = None,
) -> None:
    """Do one of STEPS; signing takes the day (required), the amount in 分 and the terms (optional).

    Raises Invalid for a missing or future day, a negative amount, and where
    the seller is state-held for missing terms or milestones (see ``demands``);
    Conflict when the deal is no longer where the step starts.
    """
    if action not in STEPS:
        raise Invalid(N_("没有这一步。"))
    values: dict[str, object] = {}
    if action == "sign":
        terms = terms or Terms()
        values = {"signed_on": _past_day(signed_on, "signed_on"), "amount": _amount(amount), **terms.columns}
        _require_demanded(session, deal, terms)
    DEAL.apply(session, deal, action, actor=actor, version=version, values=values)
    if action == "sign":
        note_signed(session, deal, actor=actor)
        plan_follow_ups(session, deal)
    label = DEAL.labels[deal.state]
    mine = sides_of(actor, deal)
    for side in Side:
        if side in mine:
            continue
        body = N_("“%(title)s”的对接进展：%(state)s。") % {"title": deal.record(side).title, "state": label}
        message = Message("deal.advanced", N_("对接有了进展：%(state)s") % {"state": label}, body, page_of(deal))
        tell_side(session, deal, side, message, dedup_key=f"deal:{deal.id}:{side}:{deal.state}")
    body = N_("需求“%(need)s”与成果“%(achievement)s”：%(state)s。") % {
        "need": deal.need.title,
        "achievement": deal.achievement.title,
        "state": label,
    }
    message = Message("deal.advanced", N_("对接有了进展：%(state)s") % {"state": label}, body, page_of(deal))
    tell_officers(session, deal, message, dedup_key=f"deal:{deal.id}:{deal.state}", but=actor.user_id)


def add_milestone(
    session: Session, deal: Deal, kind: str, happened_on: date | None, note: str = "", *, actor: Actor
) -> DealMilestone:
    """Note a dated event (a key of MILESTONE_LABELS), in any order, also after the end.

    Raises Invalid for an unknown kind or a missing, future or absurd day,
    Conflict before the introduction.
    """
    PERMISSIONS.require(actor, Permission.ADVANCE, deal)
    if kind not in MILESTONE_LABELS:
        raise Invalid(fields={"kind": [N_("请选择一项。")]})
    day = _past_day(happened_on, "happened_on")
    if deal.introduced_at is None:
        raise Conflict(N_("双方都同意引荐之后才能记录里程碑。"))
    row = DealMilestone(deal_id=deal.id, kind=kind, happened_on=day, note=note.strip(), recorded_by=actor.user_id)
    session.add(row)
    session.flush()
    audit.record(session, actor, "deal.milestone_added", "deal", deal.id, kind=kind, day=day.isoformat())
    return row


def add_log(session: Session, deal: Deal, kind: str, body: str, *, actor: Actor) -> DealLog:
    """Write a line (note, call or meeting) that stays with the writer's side and the officers.

    Raises Invalid for an unknown kind or an empty line.
    """
    PERMISSIONS.require(actor, Permission.LOG, deal)
    if kind not in HAND_WRITTEN:
        raise Invalid(fields={"log_kind": [N_("请选择一项。")]})
    if not body.strip():
        raise Invalid(fields={"body": [N_("请写下要记录的内容。")]})
    mine = sides_of(actor, deal)
    row = DealLog(
        deal_id=deal.id, kind=kind, side=mine[0] if mine else None, body=body.strip(), author_id=actor.user_id
    )
    session.add(row)
    session.flush()
    audit.record(session, actor, "deal.logged", "deal", deal.id, line=row.id)
    return row


def _require_demanded(session: Session, deal: Deal, terms: Terms) -> None:
    noted = session.scalars(select(DealMilestone.kind).where(DealMilestone.deal_id == deal.id))
    lacking = unmet(terms, set(noted), state_held=deal.achievement.organization.state_held)
    if lacking:
        raise Invalid(
            N_("卖方是国有单位，以“%(mode)s”成交，签约前要先记录里程碑：%(names)s。")
            % {"mode": terms.mode_label, "names": "、".join(MILESTONE_LABELS[each.milestone] for each in lacking)}
        )


def _past_day(day: date | None, field: str) -> date:
    if day is None:
        raise Invalid(fields={field: [N_("请填写日期。")]})
    if day > clock.today():
        raise Invalid(fields={field: [N_("日期不能晚于今天。")]})
    if day < EARLIEST:
        raise Invalid(fields={field: [N_("日期太早，请核对年份。")]})
    return day


def _amount(amount: int | None) -> int | None:
    if amount is not None and amount < 0:
        raise Invalid(fields={"amount": [N_("金额不能为负数。")]})
    return amount
