"""分流: the officer's list, one need's page, the assignee's report."""

from __future__ import annotations

from datetime import date, timedelta

from flask import render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from matchmaker.accounts.models import User
from matchmaker.catalog import disclosure, vocabulary
from matchmaker.catalog.models import Need
from matchmaker.catalog.queries import sees_all
from matchmaker.catalog.services.announce import own_page
from matchmaker.core import clock
from matchmaker.core.authz import Role
from matchmaker.scouting import services
from matchmaker.scouting.forms import OutcomeForm, ReasonForm, RouteForm
from matchmaker.scouting.models import ROUTE_LABELS, RouteKind, RoutingState, RoutingTask
from matchmaker.scouting.policies import PERMISSIONS, Permission
from matchmaker.scouting.queries.routing import candidates
from matchmaker.scouting.queries.routing import tasks as listed
from matchmaker.scouting.views.blueprint import blueprint
from matchmaker.scouting.workflow import ROUTING
from matchmaker.web.actor import current_actor
from matchmaker.web.answering import Answer, answer_form
from matchmaker.web.extensions import db
from matchmaker.web.forms import BaseForm
from matchmaker.web.loaders import load
from matchmaker.web.pagination import page_href, paginate, requested_page
from matchmaker.web.policy import needs, require

ROUTE = needs(Permission.ROUTE, PERMISSIONS)
WORK = needs(Permission.ROUTE_WORK, PERMISSIONS)
TONES = {"waiting": "warn", "assigned": "progress", "done": "good"}
DAYS = 14


@blueprint.get("/routing")
@require(GET=WORK)
def routing() -> str:
    """The needs to be routed in an officer's region, or what was given to oneself; ?state= shows the others."""
    actor = current_actor()
    routes = actor.has(Role.OFFICER)
    state = request.args.get("state", RoutingState.WAITING.value if routes else RoutingState.ASSIGNED.value)
    query = listed(actor)
    if state in set(RoutingState):
        query = query.where(RoutingTask.state == state)
    page = paginate(db.session, query, number=requested_page(), size=25)
    return render_template(
        "scouting/routing.html",
        page=page,
        page_href=page_href,
        state=state,
        is_officer=routes,
        labels=ROUTING.labels if routes else {key: word for key, word in ROUTING.labels.items() if key != "waiting"},
        tones=TONES,
        routes=ROUTE_LABELS,
        titles={task.id: shown_title(task.need) for task in page.items},
        now=clock.now(),
        last_day=last_day,
    )


@blueprint.get("/routing/<id:task_id>")
@require(GET=WORK)
def routing_task(task_id: int) -> str:
    """The need, what was tried, and what may be done."""
    return _page(_load(task_id))


@blueprint.post("/routing/<id:task_id>/assign")
@require(POST=ROUTE)
def assign_task(task_id: int) -> Answer:
    """Send the need to somebody."""
    task, actor = _load(task_id, Permission.ROUTE), current_actor()
    form = RouteForm(request.form)
    form.offer(_routes(), candidates(db.session, task.need, actor))

    def route(session: Session) -> str:
        person = form.assignee_id.data or ""
        services.route_need(
            session,
            session.get_one(RoutingTask, task_id),
            RouteKind(form.route.data),
            actor=actor,
            due_on=form.due_on.data or clock.today(),
            assignee_id=int(person) if person.isdecimal() and len(person) < 19 else None,  # noqa: PLR2004
            department=form.department.data or "",
            note=form.note.data or "",
            version=form.version.data,
        )
        return url_for("scouting.routing")

    return answer_form(form, route, lambda: _page(_load(task_id), route_form=form), _("已分流并通知承办人。"))


@blueprint.post("/routing/<id:task_id>/report")
@require(POST=WORK)
def report_task(task_id: int) -> Answer:
    """What came of it."""
    _load(task_id)
    form, actor = OutcomeForm(request.form), current_actor()

    def report(session: Session) -> str:
        task = session.get_one(RoutingTask, task_id)
        services.report_task(session, task, form.outcome.data or "", actor=actor, version=form.version.data)
        return url_for("scouting.routing_task", task_id=task_id)

    return answer_form(form, report, lambda: _page(_load(task_id), report_form=form), _("结果已记录，并告知需求单位。"))


@blueprint.post("/routing/<id:task_id>/close")
@require(POST=ROUTE)
def close_task(task_id: int) -> Answer:
    """办结 with a reason."""
    _load(task_id, Permission.ROUTE)
    form, actor = ReasonForm(request.form), current_actor()

    def close(session: Session) -> str:
        task = session.get_one(RoutingTask, task_id)
        services.close_task(session, task, form.reason.data or "", actor=actor, version=form.version.data)
        return url_for("scouting.routing")

    return answer_form(form, close, lambda: _page(_load(task_id), close_form=form), _("已办结，并告知需求单位。"))


def shown_title(need: Need) -> str:
    """The need's name as far as the present reader may know it."""
    if sees_all(current_actor(), need):
        return need.title
    return disclosure.public_title(need) or str(_("（脱敏需求）"))


def last_day(task: RoutingTask) -> date | None:
    """The last day on which a report is in time."""
    return clock.china_date(task.due_at - timedelta(seconds=1)) if task.due_at else None


def need_page(need: Need) -> str:
    """Where the present reader may read the need in full."""
    return f"/needs/{need.id}" if disclosure.is_open(need) else own_page(need)


def _load(task_id: int, permission: Permission = Permission.ROUTE_WORK) -> RoutingTask:
    return load(RoutingTask, task_id, permission, PERMISSIONS)


def _routes() -> list[tuple[str, str]]:
    return [(kind.value, label) for kind, label in ROUTE_LABELS.items() if kind is not RouteKind.CLOSED]


def _page(task: RoutingTask, **forms: BaseForm) -> str:
    actor, need = current_actor(), task.need
    steps = {step.action: step for step in ROUTING.available(actor, task)}
    context: dict[str, BaseForm] = {"report_form": OutcomeForm(), "close_form": ReasonForm(), **forms}
    if "assign" in steps and "route_form" not in context:
        context["route_form"] = _route_form(task)
    for form in context.values():
        form.version.data = task.version
    whole = sees_all(actor, need)
    assignee = db.session.get(User, task.assignee_id) if task.assignee_id else None
    return render_template(
        "scouting/routing_task.html",
        task=task,
        need=need,
        title=shown_title(need),
        text=need.problem if whole else disclosure.public_body(need),
        whole=whole or disclosure.is_open(need),
        field=vocabulary.FIELDS.get(need.field_code or "", ""),
        steps=steps,
        state=(ROUTING.labels[task.state], TONES[task.state]),
        route=ROUTE_LABELS[RouteKind(task.route)] if task.route else "",
        assignee=assignee.name if assignee else "",
        due_on=last_day(task),
        need_href=need_page(need),
        late=task.state == RoutingState.ASSIGNED and task.due_at is not None and task.due_at < clock.now(),
        **context,
    )


def _route_form(task: RoutingTask) -> RouteForm:
    due = last_day(task) or clock.today() + timedelta(days=DAYS)
    form = RouteForm(
        route=task.route or RouteKind.FOUR_SEARCH,
        assignee_id=str(task.assignee_id or ""),
        department=task.department,
        note=task.note,
        due_on=due,
    )
    form.offer(_routes(), candidates(db.session, task.need, current_actor()))
    return form
