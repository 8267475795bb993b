"""Defining what a place is judged by, and what it is to reach."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from matchmaker.core import audit, clock
from matchmaker.core.authz import Actor
from matchmaker.core.errors import Conflict, Invalid
from matchmaker.core.i18n import N_
from matchmaker.statistics.metrics import METRICS, Metric, Window
from matchmaker.statistics.models import Kpi, KpiTarget
from matchmaker.statistics.policies import PERMISSIONS, Permission


def define(session: Session, *, actor: Actor, **values: Any) -> Kpi:
    """A new indicator; ``values`` are columns of Kpi.

    Raises Invalid for a title that is taken, without a source, or a term without a beginning.
    """
    row = Kpi(**values)
    PERMISSIONS.require(actor, Permission.SET_TARGETS, row)
    if not row.title.strip():
        raise Invalid(fields={"title": [N_("请填写指标名称。")]})
    if not row.source.strip():
        raise Invalid(fields={"source": [N_("请写明依据的文件和条款。")]})
    if row.span == Window.TERM and row.valid_from is None:
        raise Invalid(fields={"valid_from": [N_("任期指标请填写生效日期，从那一年算起。")]})
    if Metric(row.metric) is not Metric.EXTERNAL:
        row.unit = METRICS[Metric(row.metric)].unit
    try:
        with session.begin_nested():
            session.add(row)
            session.flush()
    except IntegrityError as error:
        raise Invalid(fields={"title": [N_("本地区已有同名指标。")]}) from error
    audit.record(session, actor, "kpi.defined", "kpi", row.id, title=row.title, metric=row.metric)
    return row


def set_targets(session: Session, kpi: Kpi, year: int, values: Mapping[str, int | None], *, actor: Actor) -> None:
    """Set what is to be reached by the end of ``year``: place ("" for the whole) → value; None takes it back.

    Raises Conflict for a year that is over, Invalid for values that are not
    positive.
    """
    PERMISSIONS.require(actor, Permission.SET_TARGETS, kpi)
    if year < clock.today().year:
        raise Conflict(N_("往年的目标不能再改。"))
    if any(value is not None and value <= 0 for value in values.values()):
        raise Invalid(N_("目标须大于零；不设目标请留空。"))
    present = {
        row.place: row
        for row in session.scalars(select(KpiTarget).where(KpiTarget.kpi_id == kpi.id, KpiTarget.year == year))
    }
    for place, value in values.items():
        row = present.get(place)
        if value is None:
            if row is not None:
                session.delete(row)
        elif row is None:
            session.add(KpiTarget(kpi_id=kpi.id, place=place, year=year, value=value, set_by=actor.user_id))
        else:
            row.value, row.set_by, row.set_at = value, actor.user_id, clock.now()
    session.flush()
    session.expire(kpi, ["targets"])
    audit.record(session, actor, "kpi.targets_set", "kpi", kpi.id, year=year, targets=dict(values))
