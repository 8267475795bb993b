"""The figures of one's places: the year's totals, one of them by month and by unit."""

from __future__ import annotations

from dataclasses import replace

from flask import render_template, request
from flask_babel import gettext as _

from matchmaker.core import clock
from matchmaker.core.authz import Actor
from matchmaker.core.money import to_wan
from matchmaker.statistics.cut import MONTHS, Cut
from matchmaker.statistics.definition import period
from matchmaker.statistics.forms import FigureForm
from matchmaker.statistics.metrics import COUNTED, METRICS, UNIT_LABELS, Metric, Unit, Window
from matchmaker.statistics.models import FORCE_LABELS, ClosedYear, CountedWhen, Force, Kpi
from matchmaker.statistics.policies import PERMISSIONS, Permission
from matchmaker.statistics.queries import contracts, figures, kpis
from matchmaker.statistics.queries.figures import Grid
from matchmaker.statistics.queries.places import place_names
from matchmaker.statistics.standing import Standing, cumulated, pace, standings
from matchmaker.statistics.views.blueprint import blueprint
from matchmaker.statistics.views.reading import asked_cut
from matchmaker.web.actor import current_actor
from matchmaker.web.charts import Chart, Series
from matchmaker.web.extensions import db
from matchmaker.web.policy import needs, require

READ = needs(Permission.READ, PERMISSIONS)


@blueprint.get("/statistics")
@require(GET=READ)
def index() -> str:
    """For officers and leaders: where their places stand."""
    actor = current_actor()
    asked = asked_cut(actor)
    cut = replace(asked, first_year=asked.first_year or asked.year, month=None, place="")
    years = sorted({*contracts.years(db.session, cut.roots), cut.year, clock.today().year}, reverse=True)
    form = FigureForm(request.args, years=years, data={"metric": cut.metric.value, "year": str(cut.year)})
    is_plain = cut.first_year == cut.year and not cut.outside_only and cut.counted_when == CountedWhen.SIGNED
    indicator = _indicator(kpis.indicators(db.session, cut.roots), cut)
    closed = kpis.closed_year(db.session, cut.roots[0], cut.year) if len(cut.roots) == 1 and is_plain else None
    # One reading of the ledger for both years: the page is asked for while others write.
    grid = figures.grid(db.session, replace(cut, first_year=min(cut.first_year or cut.year, cut.year - 1)))
    rows = _standings(cut, grid, indicator, kpis.frozen(closed, cut.metric))
    months = grid.by_month(cut.year)
    return render_template(
        "statistics/index.html",
        form=form,
        cut=cut,
        narrowed=_narrowed(cut),
        period=period(cut),
        rule=METRICS[cut.metric],
        unit=_(UNIT_LABELS[METRICS[cut.metric].unit]),
        totals=_totals(cut),
        rows=rows,
        total=sum(row.value for row in rows),
        months=list(zip(range(1, MONTHS + 1), [months.get(each, 0) for each in range(1, MONTHS + 1)], strict=True)),
        chart=_chart(cut, months, _open_target(indicator, cut.year) if cut.first_year == cut.year else None),
        ranked=_ranked(cut, rows),
        indicator=indicator,
        target=_target(indicator, cut.year),
        force=_(FORCE_LABELS[Force(indicator.force)]) if indicator else "",
        closed=closed,
        may_close=is_plain and _may_close(actor, cut, closed),
    )


def _totals(cut: Cut) -> list[tuple[Metric, str, Unit, int]]:
    """The year's figures of the register, each with its metric, words and unit. One statement."""
    sums = contracts.of_flows(db.session, cut)
    rules = [(metric, METRICS[metric]) for metric in COUNTED]
    return [(metric, _(rule.label), rule.unit, getattr(sums[rule.flow], rule.column)) for metric, rule in rules]


def _standings(cut: Cut, grid: Grid, indicator: Kpi | None, reported: dict[str, int] | None) -> list[Standing]:
    targets = {each.place: each.value for each in indicator.targets if each.year == cut.year} if indicator else {}
    of_year = cut.first_year == cut.year
    return standings(
        place_names(db.session, cut.roots),
        grid.by_place(cut.year, cut.first_year),
        grid.by_place(cut.year - 1) if of_year else {},
        targets,
        reported,
    )


def _indicator(found: list[Kpi], cut: Cut) -> Kpi | None:
    """The indicator the chosen figure is judged by: with a target and in force before others."""
    spans = {Window.YEAR} if cut.first_year == cut.year else {Window.TERM}
    fitting = [
        kpi
        for kpi in found
        if kpi.metric == cut.metric
        and kpi.span in spans
        and kpi.first_year(cut.year) == cut.first_year
        and kpi.outside_only == cut.outside_only
        and kpi.region_code in cut.roots
    ]
    return max(fitting, key=lambda kpi: (_target(kpi, cut.year) is not None, kpi.force == Force.IN_FORCE), default=None)


def _target(indicator: Kpi | None, year: int) -> int | None:
    if indicator is None:
        return None
    return next((each.value for each in indicator.targets if each.year == year and not each.place), None)


def _open_target(indicator: Kpi | None, year: int) -> int | None:
    """The target of a year that runs, if what it comes from is in force: only then is there a pace to keep."""
    today = clock.today()
    is_open = indicator is not None and year == today.year and indicator.holds_on(today)
    return _target(indicator, year) if is_open else None


def _narrowed(cut: Cut) -> dict[str, object]:
    """What the links to the rows carry on, so that they hold what the figure counts."""
    since = cut.first_year if cut.first_year != cut.year else None
    return {"metric": cut.metric, "year": cut.year, "since": since, "outside": 1 if cut.outside_only else None}


def _shown(cut: Cut, value: float) -> float:
    return float(to_wan(round(value))) if METRICS[cut.metric].unit is Unit.MONEY else value


def _chart(cut: Cut, months: dict[int, int], target: int | None) -> Chart:
    """The running total; an even pace beside it while the year is open."""
    today = clock.today()
    last = today.month if cut.year == today.year else MONTHS
    told: list[float | int | None] = [_shown(cut, each) for each in cumulated(months, last)]
    series = [Series(_("当年累计"), [*told, *[None] * (MONTHS - last)], "line")]
    if target is not None:
        series.append(Series(_("序时进度"), [_shown(cut, each) for each in pace(target)], "pace"))
    names = [_("%(month)s月", month=month) for month in range(1, MONTHS + 1)]
    return Chart(_("%(year)s年逐月累计", year=cut.year), names, series, _(UNIT_LABELS[METRICS[cut.metric].unit]))


def _ranked(cut: Cut, rows: list[Standing]) -> Chart:
    told = [row for row in rows if row.value]
    series = [Series(period(cut), [_shown(cut, row.value) for row in told])]
    return Chart(_("各单位"), [row.place for row in told], series, _(UNIT_LABELS[METRICS[cut.metric].unit]), lying=True)


def _may_close(actor: Actor, cut: Cut, closed: ClosedYear | None) -> bool:
    if closed is not None or len(cut.roots) != 1 or cut.year >= clock.today().year:
        return False
    return PERMISSIONS.allows(actor, Permission.CLOSE, ClosedYear(region_code=cut.roots[0], year=cut.year))
