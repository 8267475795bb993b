"""From visit to registered contract: the roster's numbers, the rows behind each, and both as files."""

from __future__ import annotations

from typing import Any

from flask import Response, render_template, request, url_for
from flask_babel import gettext as _

from matchmaker.core.authz import Actor, Role
from matchmaker.core.errors import NotFound
from matchmaker.core.i18n import N_
from matchmaker.scouting.models import SCOUT_KIND_LABELS, ScoutKind
from matchmaker.statistics.policies import PERMISSIONS, Permission
from matchmaker.statistics.queries import credit
from matchmaker.statistics.queries.credit import MONEY, STEP_LABELS, Credit, Step
from matchmaker.statistics.views.blueprint import blueprint
from matchmaker.statistics.views.reading import asked_cut, asked_id, rows_page
from matchmaker.web import exports
from matchmaker.web.actor import current_actor
from matchmaker.web.columns import Column, Kind
from matchmaker.web.extensions import db
from matchmaker.web.policy import needs, require

READ = needs(Permission.CREDIT, PERMISSIONS)


def _number(step: Step) -> Column[Credit]:
    return Column(STEP_LABELS[step], lambda row: row.counts[step], Kind.NUMBER)


PEOPLE: tuple[Column[Credit], ...] = (
    Column(N_("姓名"), lambda row: row.profile.user.name, width=12),
    Column(N_("类别"), lambda row: _(SCOUT_KIND_LABELS[ScoutKind(row.profile.kind)]), width=16),
    Column(N_("派出单位"), lambda row: row.profile.unit, width=32),
    Column(N_("驻点单位"), lambda row: row.profile.host, width=32),
    Column(N_("任期开始"), lambda row: row.profile.term_start, Kind.DATE),
    Column(N_("任期结束"), lambda row: row.profile.term_end, Kind.DATE),
    *(_number(step) for step in Step),
    Column(N_("登记合同金额（万元）"), lambda row: row.amount, Kind.MONEY),
)
ROWS: tuple[Column[Any], ...] = (
    Column(N_("日期"), lambda row: row.day, Kind.DATE),
    Column(N_("名称"), lambda row: row.title, width=40),
    Column(N_("单位"), lambda row: row.unit, width=32),
    Column(N_("金额（万元）"), lambda row: row.amount, Kind.MONEY),
)


@blueprint.get("/scout-credit")
@require(GET=READ)
def scout_credit() -> str:
    """The roster of one's regions with its numbers, or one's own."""
    actor, year = current_actor(), asked_cut(current_actor()).year
    return render_template(
        "statistics/credit.html",
        year=year,
        people=_people(actor, year),
        steps=STEP_LABELS,
        kinds=SCOUT_KIND_LABELS,
        may_open=lambda step: _may_open(actor, step),
        oversees=_oversees(actor),
    )


@blueprint.get("/scout-credit/export")
@require(GET=READ)
def export_scout_credit() -> Response:
    """The same as a file."""
    actor, year = current_actor(), asked_cut(current_actor()).year
    people = _people(actor, year)
    return exports.export(_("走访到合同"), "scout-credit", PEOPLE, people, total=len(people))


@blueprint.get("/scout-credit/rows")
@require(GET=READ)
def credit_rows() -> str:
    """What one number of one person counts."""
    actor, year = current_actor(), asked_cut(current_actor()).year
    step, (key, name) = _asked_step(actor), _asked_scout(actor)
    label = _(STEP_LABELS[step])
    return render_template(
        "statistics/counted_rows.html",
        title=_("%(name)s：%(what)s", name=name, what=label) if name else label,
        period=_("%(year)s年", year=year),
        page=rows_page(credit.behind(step, year, [key])),
        heads=(_("名称"), _("单位")),
        href=lambda _row: "",
        has_money=step in MONEY,
        back=(_("走访到合同"), url_for("statistics.scout_credit", year=year)),
        export="statistics.export_credit_rows",
        remarks=(),
    )


@blueprint.get("/scout-credit/rows/export")
@require(GET=READ)
def export_credit_rows() -> Response:
    """The same as a file."""
    actor, year = current_actor(), asked_cut(current_actor()).year
    step, (key, _name) = _asked_step(actor), _asked_scout(actor)
    return exports.export_query(_(STEP_LABELS[step]), "scout-credit-rows", ROWS, credit.behind(step, year, [key]))


def _oversees(actor: Actor) -> bool:
    return actor.has(Role.OFFICER) or actor.has(Role.LEADER)


def _people(actor: Actor, year: int) -> list[Credit]:
    if _oversees(actor):
        return credit.credit_of(db.session, year, roots=actor.region_codes)
    return credit.credit_of(db.session, year, scout_id=actor.user_id)


def _may_open(actor: Actor, step: str) -> bool:
    """Leads are for scouts and officers, as everywhere; leaders see their number."""
    return step != Step.LEADS or actor.has(Role.OFFICER) or actor.has(Role.SCOUT)


def _asked_step(actor: Actor) -> Step:
    step = request.args.get("step", Step.VISITS.value)
    if step not in set(Step) or not _may_open(actor, step):
        raise NotFound
    return Step(step)


def _asked_scout(actor: Actor) -> tuple[int, str]:
    """Whose rows: oneself unless one oversees the roster that has the person asked for; NotFound for others."""
    asked = asked_id("scout")
    if asked in {0, actor.user_id}:
        return actor.user_id or 0, ""
    known = credit.enrolled(db.session, actor.region_codes) if _oversees(actor) else {}
    if asked not in known:
        raise NotFound
    return asked, known[asked]
