"""Indicators with their targets, past and coming."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from matchmaker.core import clock
from matchmaker.statistics.cut import Cut
from matchmaker.statistics.forms import KpiForm, TargetForm
from matchmaker.statistics.metrics import UNIT_LABELS, WINDOW_LABELS, Metric, Unit, Window
from matchmaker.statistics.models import COUNTED_WHEN_LABELS, FORCE_LABELS, CountedWhen, Force, Kpi
from matchmaker.statistics.policies import PERMISSIONS, Permission
from matchmaker.statistics.queries import figures, kpis
from matchmaker.statistics.queries.places import place_names
from matchmaker.statistics.services.targets import define, set_targets
from matchmaker.statistics.views.blueprint import blueprint
from matchmaker.statistics.views.board import READ
from matchmaker.web.actor import current_actor
from matchmaker.web.answering import Answer, answer_form
from matchmaker.web.extensions import db
from matchmaker.web.forms import BaseForm
from matchmaker.web.loaders import load
from matchmaker.web.policy import needs, require

SET = needs(Permission.SET_TARGETS, PERMISSIONS)


@dataclass(frozen=True, slots=True)
class Line:
    """An indicator in words, and how its figure stands today where this platform counts it."""

    kpi: Kpi
    force: str
    unit: str
    span: str
    counted_when: str
    value: int | None
    place: str
    may_set: bool


@blueprint.get("/statistics/targets")
@require(GET=READ)
def targets() -> str:
    """All indicators that concern one's places: what holds, what was, what is still to be set."""
    actor = current_actor()
    found = kpis.indicators(db.session, actor.region_codes)
    lines = [_line(kpi) for kpi in found]
    may_define = any(
        PERMISSIONS.allows(actor, Permission.SET_TARGETS, Kpi(region_code=each)) for each in actor.region_codes
    )
    return render_template("statistics/targets.html", lines=lines, may_define=may_define, today=clock.today())


@blueprint.route("/statistics/targets/new", methods=["GET", "POST"])
@require(GET=SET, POST=SET)
def new_kpi() -> Answer:
    """Define an indicator of one's own region."""
    actor = current_actor()
    form = KpiForm(request.form)
    region = min(actor.region_codes)

    def once(session: Session) -> str:
        when = form.counted_when.data if form.metric.data == Metric.RESULTS else None
        names = ("title", "metric", "span", "unit", "source", "force", "valid_from", "valid_to", "note")
        values = {name: form[name].data or (None if name.startswith("valid") else "") for name in names}
        define(session, actor=actor, region_code=region, counted_when=when, **values)
        return url_for("statistics.targets")

    return _write(form, once, _("指标已建立，可以设定目标。"), "statistics/kpi_form.html")


@blueprint.route("/statistics/targets/<id:kpi_id>", methods=["GET", "POST"])
@require(GET=SET, POST=SET)
def set_target(kpi_id: int) -> Answer:
    """Set, change or take back one target of an indicator."""
    kpi, actor = load(Kpi, kpi_id, Permission.SET_TARGETS, PERMISSIONS), current_actor()
    form = TargetForm(request.form, places=place_names(db.session, [kpi.region_code]), year=clock.today().year)

    def once(session: Session) -> str:
        row = session.get_one(Kpi, kpi_id)
        set_targets(session, row, form.year.data or 0, {form.place.data or "": form.amount(row.unit)}, actor=actor)
        return url_for("statistics.set_target", kpi_id=kpi_id)

    unit = _(UNIT_LABELS[Unit(kpi.unit)])
    return _write(form, once, _("目标已保存。"), "statistics/target_form.html", kpi=kpi, unit=unit)


def _write(form: BaseForm, once: Callable[[Session], str], done: str, template: str, **context: object) -> Answer:
    def page() -> str:
        return render_template(template, form=form, **context)

    return page() if request.method == "GET" else answer_form(form, once, page, done)


def _line(kpi: Kpi) -> Line:
    actor = current_actor()
    return Line(
        kpi,
        _(FORCE_LABELS[Force(kpi.force)]),
        _(UNIT_LABELS[Unit(kpi.unit)]),
        _(WINDOW_LABELS[Window(kpi.span)]),
        _(COUNTED_WHEN_LABELS[CountedWhen(kpi.counted_when)]) if kpi.counted_when else "",
        _value(kpi) if kpi.metric != Metric.EXTERNAL and actor.covers(kpi.region_code) else None,
        kpi.region.name,
        PERMISSIONS.allows(actor, Permission.SET_TARGETS, kpi),
    )


def _value(kpi: Kpi) -> int:
    year = clock.today().year
    cut = Cut(
        Metric(kpi.metric),
        (kpi.region_code,),
        year,
        first_year=kpi.first_year(year),
        outside_only=kpi.outside_only,
        counted_when=kpi.counted_when or CountedWhen.SIGNED,
    )
    return sum(figures.by_place(db.session, cut).values())
