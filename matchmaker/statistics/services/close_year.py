"""A year is reported: its figures stand as they were, whatever is corrected afterwards."""

from __future__ import annotations

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from matchmaker.core import audit, clock
from matchmaker.core.authz import Actor
from matchmaker.core.errors import Conflict
from matchmaker.core.i18n import N_
from matchmaker.statistics.cut import Cut
from matchmaker.statistics.metrics import FROZEN
from matchmaker.statistics.models import ClosedYear, FrozenFigure
from matchmaker.statistics.policies import PERMISSIONS, Permission
from matchmaker.statistics.queries import figures


def close_year(session: Session, region_code: str, year: int, *, note: str = "", actor: Actor) -> ClosedYear:
    """Keep the year's figures of all units of the region. Conflict while it lasts, or when it was closed."""
    closed = ClosedYear(region_code=region_code, year=year, note=note.strip(), closed_by=actor.user_id)
    PERMISSIONS.require(actor, Permission.CLOSE, closed)
    if year >= clock.today().year:
        raise Conflict(N_("这一年还没有结束，不能封存。"))
    for metric in FROZEN:
        cut = Cut(metric, (region_code,), year, first_year=year)
        found = figures.by_place(session, cut)
        closed.figures += [FrozenFigure(metric=metric, place=place, value=value) for place, value in found.items()]
    try:
        with session.begin_nested():
            session.add(closed)
            session.flush()
    except IntegrityError as error:
        raise Conflict(N_("这一年已经封存。")) from error
    audit.record(session, actor, "statistics.year_closed", "closed_year", closed.id, region=region_code, year=year)
    return closed
