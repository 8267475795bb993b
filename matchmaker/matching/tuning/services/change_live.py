"""Which version is in use: putting one into use, going back to an earlier one, doing without."""

from __future__ import annotations

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from matchmaker.core import clock, jobs
from matchmaker.core.authz import Actor
from matchmaker.core.errors import Conflict, Invalid
from matchmaker.core.i18n import N_
from matchmaker.matching.tuning.judging import needs_reason, obstacles
from matchmaker.matching.tuning.models import EngineTuning
from matchmaker.matching.tuning.queries import live
from matchmaker.matching.tuning.workflow import TUNING

REFRESH = "matching.refresh_all"


def go_live(session: Session, row: EngineTuning, *, actor: Actor, reason: str = "", version: int | None = None) -> None:
    """Put a candidate into use in place of the present version; all suggestions are computed anew.

    Raises Conflict when another version has come into use since it was
    compared, Invalid when the figures forbid it or ask for a reason.
    """
    present = live(session)
    if row.base_id != (present.id if present else None):
        raise Conflict(N_("现用版本已经变了，请先和现用版本重新比较。"))
    if found := obstacles(row):
        raise Invalid("".join(found))
    if needs_reason(row) and not reason.strip():
        raise Invalid(fields={"reason": [N_("内置评测集上变差了，仍要启用请写明理由。")]})
    _take_over(session, present, row, "go_live", actor, reason, version)


def roll_back(session: Session, row: EngineTuning, *, actor: Actor, version: int | None = None) -> None:
    """Go back to a version that was in use before; all suggestions are computed anew."""
    _take_over(session, live(session), row, "roll_back", actor, "", version)


def switch_off(session: Session, row: EngineTuning, *, actor: Actor, version: int | None = None) -> None:
    """Take the version in use away without another one; all suggestions are computed anew."""
    TUNING.apply(session, row, "retire", actor=actor, version=version)
    jobs.enqueue(session, REFRESH, dedup_key="all")


def discard(session: Session, row: EngineTuning, *, actor: Actor, version: int | None = None) -> None:
    """Drop a candidate; it stays in the list of versions."""
    TUNING.apply(session, row, "discard", actor=actor, version=version)


def _take_over(
    session: Session,
    present: EngineTuning | None,
    row: EngineTuning,
    action: str,
    actor: Actor,
    reason: str,
    version: int | None,
) -> None:
    if present is not None and present.id != row.id:
        TUNING.apply(session, present, "retire", actor=actor)
    values = {"live_at": clock.now(), "live_by": actor.user_id}
    try:
        with session.begin_nested():
            TUNING.apply(session, row, action, actor=actor, reason=reason, version=version, values=values)
    except IntegrityError as error:  # somebody else put another first version into use at the same moment
        raise Conflict from error
    jobs.enqueue(session, REFRESH, dedup_key="all")
