"""What waits for those who own records: enterprises, university offices, researchers."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, func, or_, select

from matchmaker.catalog.models import Achievement, Need, RecordKind, Refinement, RefinementState
from matchmaker.core import clock
from matchmaker.core.authz import Actor, Role
from matchmaker.deals.models import Deal, DealReply, DealState, Side
from matchmaker.deals.work.models import DealFollowUp, DealTask, Owner
from matchmaker.home.queries.lines import columns
from matchmaker.matching.models import Level, Suggestion, SuggestionState
from matchmaker.scouting.models import ConfirmationState, UnitConfirmation

MODELS: dict[RecordKind, Any] = {RecordKind.NEED: Need, RecordKind.ACHIEVEMENT: Achievement}
SOON = timedelta(days=30)
GOOD_LEVELS = (Level.STRONG, Level.FAIR)
RUNNING = (DealState.ABOUT_TO_SIGN, DealState.NEGOTIATING, DealState.INTRODUCED)
RETURNED_RANK, DRAFT_RANK = 0, 1


def own(actor: Actor, model: Any) -> ColumnElement[bool]:
    """The condition that the actor looks after the record, as its unit or as its author."""
    by_person = model.entered_by == actor.user_id
    if actor.has(Role.ENTERPRISE, Role.UNIVERSITY_OFFICE):
        return or_(by_person, model.organization_id.in_(actor.organization_ids))
    return and_(by_person)


def unfinished(actor: Actor, kind: RecordKind) -> Any:
    """Returned records first, then drafts."""
    model = MODELS[kind]
    returned = model.state == "returned"
    rank = case((returned, RETURNED_RANK), else_=DRAFT_RANK)
    note = case((returned, model.state_reason), else_="")
    listed = columns(model.id, model.title, kind=kind.value, note=note, at=model.updated_at, rank=rank)
    return select(*listed).where(own(actor, model), model.state.in_(("returned", "draft")))


def refinements(actor: Actor) -> Any:
    """Refined texts that the enterprise has to agree to or decline."""
    listed = columns(Refinement.id, Need.title, kind="need", note=Refinement.note, at=Refinement.created_at)
    return (
        select(*listed)
        .join(Need, Need.id == Refinement.need_id)
        .where(Refinement.state == RefinementState.OFFERED, Refinement.organization_id.in_(actor.organization_ids))
    )


def confirmations(actor: Actor) -> Any:
    """Records that a scout entered and the unit has to confirm, with the day the question lapses."""
    title = func.coalesce(Need.title, Achievement.title)
    row = UnitConfirmation
    listed = columns(row.id, title, kind=row.record_kind, at=row.expires_at)
    query = joined_to_records(select(*listed).select_from(row))
    return query.where(row.state == ConfirmationState.WAITING, row.organization_id.in_(actor.organization_ids))


def joined_to_records(query: Any) -> Any:
    """A Select from UnitConfirmation with the record of either kind beside it."""
    of = UnitConfirmation
    return query.outerjoin(Need, and_(of.record_kind == "need", Need.id == of.record_id)).outerjoin(
        Achievement, and_(of.record_kind == "achievement", Achievement.id == of.record_id)
    )


def replies(actor: Actor) -> Any:
    """Introductions to which one of the actor's organisations has still to answer."""
    return _deals(actor, [DealState.INVITED], at=Deal.reply_due_at).where(or_(*(_open(actor, side) for side in Side)))


def running(actor: Actor) -> Any:
    """Deals under way, those about to be signed first."""
    rank = case(*((Deal.state == state, place) for place, state in enumerate(RUNNING)), else_=len(RUNNING))
    return _deals(actor, RUNNING, at=Deal.state_at, rank=rank)


def _deals(actor: Actor, states: Any, **given: Any) -> Any:
    mine = Deal.need_organization_id.in_(actor.organization_ids)
    title = case((mine, Need.title), else_=Achievement.title)
    return (
        select(*columns(Deal.id, title, **given))
        .join(Need, Need.id == Deal.need_id)
        .join(Achievement, Achievement.id == Deal.achievement_id)
        .where(Deal.state.in_(states))
        .where(or_(mine, Deal.achievement_organization_id.in_(actor.organization_ids)))
    )


def deal_tasks(actor: Actor) -> Any:
    """Open tasks of the sides on which the actor's organisations stand."""
    mine = or_(
        and_(DealTask.owner == Owner.NEED, Deal.need_organization_id.in_(actor.organization_ids)),
        and_(DealTask.owner == Owner.ACHIEVEMENT, Deal.achievement_organization_id.in_(actor.organization_ids)),
    )
    query = select(*columns(Deal.id, DealTask.title, day=DealTask.due_on)).join(Deal, Deal.id == DealTask.deal_id)
    return query.where(DealTask.done_at.is_(None), Deal.state != DealState.CLOSED, mine)


def follow_ups(actor: Actor) -> Any:
    """What is to be told of signed deals, from a month before its day on."""
    mine = Deal.need_organization_id.in_(actor.organization_ids)
    title = case((mine, Need.title), else_=Achievement.title)
    soon = clock.today() + SOON
    return (
        select(*columns(Deal.id, title, day=DealFollowUp.due_on, number=DealFollowUp.months))
        .join(Deal, Deal.id == DealFollowUp.deal_id)
        .join(Need, Need.id == Deal.need_id)
        .join(Achievement, Achievement.id == Deal.achievement_id)
        .where(DealFollowUp.outcome.is_(None), DealFollowUp.due_on <= soon)
        .where(or_(mine, Deal.achievement_organization_id.in_(actor.organization_ids)))
    )


def _open(actor: Actor, side: Side) -> ColumnElement[bool]:
    owner = Deal.need_organization_id if side is Side.NEED else Deal.achievement_organization_id
    answered = exists().where(DealReply.deal_id == Deal.id, DealReply.side == side)
    return and_(owner.in_(actor.organization_ids), ~answered)


def suggested(actor: Actor, kind: RecordKind) -> Any:
    """Published records with undecided suggestions of a good level, the best match first."""
    model = MODELS[kind]
    key = Suggestion.need_id if kind is RecordKind.NEED else Suggestion.achievement_id
    found = (
        select(key.label("id"), func.count().label("pairs"), func.max(Suggestion.created_at).label("at"))
        .where(
            Suggestion.state == SuggestionState.PROPOSED,
            Suggestion.level.in_(GOOD_LEVELS),
            Suggestion.asked_by.is_(None),
        )
        .group_by(key)
        .subquery()
    )
    listed = columns(model.id, model.title, kind=kind.value, at=found.c.at, number=found.c.pairs, rank=-found.c.pairs)
    return select(*listed).join(found, found.c.id == model.id).where(own(actor, model), model.state == "published")


def asked(actor: Actor) -> Any:
    """Achievements for which an enterprise has asked for an introduction that is not decided yet."""
    listed = columns(
        Achievement.id, Achievement.title, kind="achievement", at=func.min(Suggestion.asked_at), number=func.count()
    )
    return (
        select(*listed)
        .join(Suggestion, Suggestion.achievement_id == Achievement.id)
        .where(
            own(actor, Achievement),
            Suggestion.asked_side == "need",
            Suggestion.state.in_((SuggestionState.PROPOSED, SuggestionState.HELD)),
        )
        .group_by(Achievement.id, Achievement.title)
    )


def expiring(actor: Actor, kind: RecordKind) -> Any:
    """Published records whose term ends within a month."""
    model = MODELS[kind]
    listed = columns(model.id, model.title, kind=kind.value, at=model.expires_at)
    return select(*listed).where(own(actor, model), model.state == "published", model.expires_at <= clock.now() + SOON)
