"""What waits for liaison officers and experts, by the regions they answer for."""

from __future__ import annotations

from typing import Any

from sqlalchemy import and_, case, exists, func, or_, select, union_all

from matchmaker.catalog.models import Achievement, Need, NeedState, RecordKind, Refinement, RefinementState
from matchmaker.core import clock
from matchmaker.core.authz import Actor
from matchmaker.deals.contracts.models import Contract, Instalment
from matchmaker.deals.models import Deal, DealState
from matchmaker.deals.work.models import DealFollowUp, DealTask, Owner
from matchmaker.deals.work.queries import stands_still
from matchmaker.home.queries.lines import columns
from matchmaker.home.queries.owners import GOOD_LEVELS, joined_to_records
from matchmaker.matching.duplicate_queries import Sides
from matchmaker.matching.models import DuplicatePair, Level, Suggestion, SuggestionState
from matchmaker.organizations.models import Organization, OrganizationState
from matchmaker.organizations.queries import in_region
from matchmaker.scouting.models import ConfirmationState, RoutingState, RoutingTask, UnitConfirmation

JUST_BELOW_HALF = 0.4999
ASKED_RANK, STRONG_RANK, FAIR_RANK = 0, 1, 2


def unverified(actor: Actor) -> Any:
    """Organisations to be verified."""
    listed = columns(Organization.id, Organization.name, kind=Organization.kind, at=Organization.created_at)
    here = in_region(Organization.region_code, actor.region_codes)
    return select(*listed).where(Organization.state == OrganizationState.UNVERIFIED, here)


def to_review(actor: Actor) -> Any:
    """Records submitted for review, by the day they are due."""
    return union_all(
        *(_submitted(actor, model, kind) for model, kind in ((Need, "need"), (Achievement, "achievement")))
    )


def _submitted(actor: Actor, model: Any, kind: str) -> Any:
    listed = columns(model.id, model.title, kind=kind, note=Organization.name, at=model.review_due_at)
    here = in_region(model.region_code, actor.region_codes)
    query = select(*listed).join(Organization, Organization.id == model.organization_id)
    return query.where(model.state == "submitted", here)


def to_refine(actor: Actor) -> Any:
    """Needs being refined for which no refined text lies with the enterprise."""
    offered = exists().where(Refinement.need_id == Need.id, Refinement.state == RefinementState.OFFERED)
    listed = columns(Need.id, Need.title, kind="need", note=Organization.name, at=Need.state_at)
    query = select(*listed).join(Organization, Organization.id == Need.organization_id)
    return query.where(Need.state == NeedState.REFINING, ~offered, in_region(Need.region_code, actor.region_codes))


def to_decide(actor: Actor) -> Any:
    """Suggestions somebody has asked about, then strong and fair ones; held ones once their time is over."""
    row = Suggestion
    rank = case((row.asked_by.is_not(None), ASKED_RANK), (row.level == Level.STRONG, STRONG_RANK), else_=FAIR_RANK)
    listed = columns(row.id, Need.title, note=Achievement.title, at=row.created_at, rank=rank)
    due = or_(
        row.state == SuggestionState.PROPOSED,
        and_(row.state == SuggestionState.HELD, row.hold_until <= clock.now()),
    )
    return (
        select(*listed)
        .join(Need, Need.id == row.need_id)
        .join(Achievement, Achievement.id == row.achievement_id)
        .where(due, or_(row.asked_by.is_not(None), row.level.in_(GOOD_LEVELS)))
        .where(in_region(row.region_code, actor.region_codes))
    )


def to_compare(actor: Actor) -> Any:
    """Near-duplicates to be judged, the most alike first; named after the officer's own record, which is no secret."""
    return union_all(*(_alike(actor, kind) for kind in RecordKind))


def _alike(actor: Actor, kind: RecordKind) -> Any:
    sides, row = Sides.of(kind), DuplicatePair
    own = in_region(sides.lower.region_code, actor.region_codes)
    title = case((own, sides.lower.title), else_=sides.higher.title)
    percent = func.round(row.likeness * 100 - JUST_BELOW_HALF)  # whole per cent, rounded down on either database
    listed = columns(row.id, title, kind=kind.value, at=row.created_at, number=percent, rank=100 - percent)
    return sides.joined(select(*listed).select_from(row)).where(sides.waiting(actor))


def overdue_replies(actor: Actor) -> Any:
    """Introductions one side has not answered in time: to be phoned."""
    query = _deals(actor, columns(Deal.id, Need.title, note=Achievement.title, at=Deal.reply_due_at))
    return query.where(Deal.state == DealState.INVITED, Deal.reply_due_at <= clock.now())


def standing_deals(actor: Actor) -> Any:
    """Deals that stand still although both sides were reminded, the longest first."""
    return _deals(actor, columns(Deal.id, Need.title, note=Achievement.title, at=Deal.state_at)).where(stands_still())


def deal_tasks(actor: Actor) -> Any:
    """Open tasks that are the officers' to do."""
    query = _deals(actor, columns(Deal.id, DealTask.title, note=Need.title, day=DealTask.due_on))
    query = query.join(DealTask, DealTask.deal_id == Deal.id)
    return query.where(DealTask.owner == Owner.OFFICER, DealTask.done_at.is_(None), Deal.state != DealState.CLOSED)


def silent_follow_ups(actor: Actor) -> Any:
    """Signed deals of which nobody has told what became of them, although reminded."""
    query = _deals(actor, columns(Deal.id, Need.title, day=DealFollowUp.due_on, number=DealFollowUp.months))
    query = query.join(DealFollowUp, DealFollowUp.deal_id == Deal.id)
    return query.where(DealFollowUp.outcome.is_(None), DealFollowUp.escalated_at.is_not(None))


def late_instalments(actor: Actor) -> Any:
    """Instalments whose day has passed and of which nothing was paid, of contracts with a side in the regions."""
    listed = columns(Contract.id, Contract.name, note=Contract.buyer_name, day=Instalment.due_on)
    either = (Contract.buyer_region_code, Contract.seller_region_code)
    return (
        select(*listed)
        .join(Instalment, Instalment.contract_id == Contract.id)
        .where(Instalment.paid_on.is_(None), Instalment.due_on < clock.today())
        .where(or_(*(in_region(column, actor.region_codes) for column in either)))
    )


def _deals(actor: Actor, listed: list[Any]) -> Any:
    """The deals with a side in the actor's regions, beside both records."""
    either = (Deal.region_code, Deal.achievement_region_code)
    return (
        select(*listed)
        .select_from(Deal)
        .join(Need, Need.id == Deal.need_id)
        .join(Achievement, Achievement.id == Deal.achievement_id)
        .where(or_(*(in_region(column, actor.region_codes) for column in either)))
    )


def to_route(actor: Actor) -> Any:
    """Needs without a fair match that wait to be sent somewhere."""
    listed = columns(RoutingTask.id, Need.title, note=Organization.name, at=RoutingTask.created_at)
    return (
        select(*listed)
        .join(Need, Need.id == RoutingTask.need_id)
        .join(Organization, Organization.id == Need.organization_id)
        .where(RoutingTask.state == RoutingState.WAITING, in_region(RoutingTask.region_code, actor.region_codes))
    )


def lapsed_confirmations(actor: Actor) -> Any:
    """Records a unit has not confirmed in time and that still await somebody's decision."""
    row = UnitConfirmation
    title = case((row.record_kind == "need", Need.title), else_=Achievement.title)
    listed = columns(row.id, title, kind=row.record_kind, note=Organization.name, at=row.expires_at)
    query = joined_to_records(select(*listed).select_from(row))
    return query.join(Organization, Organization.id == row.organization_id).where(
        row.state == ConfirmationState.EXPIRED,
        or_(Need.state == "proposed", Achievement.state == "proposed"),
        in_region(row.region_code, actor.region_codes),
    )
