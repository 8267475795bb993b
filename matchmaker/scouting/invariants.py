"""What must be true of scouting beyond what constraints can say."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, and_, or_, select, union_all

from matchmaker.catalog.models import Achievement, Need
from matchmaker.core.invariants import Invariant
from matchmaker.scouting.models import ConfirmationState, Lead, LeadState, UnitConfirmation

MODELS = (("achievement", Achievement), ("need", Need))
OPEN = (ConfirmationState.WAITING, ConfirmationState.EXPIRED)


def unasked() -> Select[Any]:
    """Records that wait for a unit which was never asked."""
    parts = [
        select(model.id, model.title).where(
            model.state == "proposed",
            ~select(UnitConfirmation.id)
            .where(
                UnitConfirmation.record_kind == kind,
                UnitConfirmation.record_id == model.id,
                UnitConfirmation.state.in_(OPEN),
            )
            .exists(),
        )
        for kind, model in MODELS
    ]
    rows = union_all(*parts).subquery()
    return select(rows.c.id, rows.c.title)


def answered_for_others() -> Select[Any]:
    """Questions put to another unit than the record's."""
    return (
        select(UnitConfirmation.id)
        .outerjoin(Need, and_(UnitConfirmation.record_kind == "need", Need.id == UnitConfirmation.record_id))
        .outerjoin(
            Achievement,
            and_(UnitConfirmation.record_kind == "achievement", Achievement.id == UnitConfirmation.record_id),
        )
        .where(
            or_(
                Need.organization_id != UnitConfirmation.organization_id,
                Achievement.organization_id != UnitConfirmation.organization_id,
            )
        )
    )


def letters_without_file() -> Select[Any]:
    """Confirmations by a letter that is not there."""
    return select(UnitConfirmation.id).where(
        UnitConfirmation.state == ConfirmationState.CONFIRMED,
        UnitConfirmation.channel == "authorisation",
        UnitConfirmation.attachment_id.is_(None),
    )


def leads_without_record() -> Select[Any]:
    """Registered leads whose record does not exist."""
    return (
        select(Lead.id)
        .outerjoin(Need, and_(Lead.kind == "need", Need.id == Lead.record_id))
        .outerjoin(Achievement, and_(Lead.kind == "achievement", Achievement.id == Lead.record_id))
        .where(Lead.state == LeadState.REGISTERED, Need.id.is_(None), Achievement.id.is_(None))
    )


INVARIANTS = (
    Invariant("proposed_is_asked", "待单位确认的记录必须有发给单位的确认", unasked),
    Invariant("confirmation_asks_owner", "确认必须发给记录所属的单位", answered_for_others),
    Invariant("letter_has_file", "凭授权书确认的必须有授权书", letters_without_file),
    Invariant("registered_lead_has_record", "已登记的线索必须有对应的记录", leads_without_record),
)
