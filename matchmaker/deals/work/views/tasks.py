"""The tasks of a deal."""

from __future__ import annotations

from collections.abc import Callable

from flask import render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from matchmaker.core import clock
from matchmaker.core.errors import NotFound
from matchmaker.deals.models import Deal, DealState
from matchmaker.deals.policies import PERMISSIONS as DEALS
from matchmaker.deals.policies import Permission as DealPermission
from matchmaker.deals.views.blueprint import blueprint, load_deal
from matchmaker.deals.work.forms import TaskForm
from matchmaker.deals.work.models import OWNER_LABELS, DealTask
from matchmaker.deals.work.policies import PERMISSIONS, Permission
from matchmaker.deals.work.queries import tasks_of
from matchmaker.deals.work.services.keep_task import add_task, mark_task
from matchmaker.web.actor import current_actor
from matchmaker.web.answering import Answer, answer_form
from matchmaker.web.extensions import db
from matchmaker.web.forms import BaseForm
from matchmaker.web.policy import needs, require

READ, KEEP = needs(DealPermission.READ, DEALS), needs(Permission.KEEP_TASKS, PERMISSIONS)


@blueprint.route("/deals/<id:deal_id>/tasks", methods=["GET", "POST"])
@require(GET=READ, POST=KEEP)
def tasks(deal_id: int) -> Answer:
    """What is to be done, and the setting of one more task."""
    row, actor = load_deal(deal_id, DealPermission.READ), current_actor()
    if request.method == "GET":
        return _page(row, TaskForm())
    form = TaskForm(request.form)

    def call(session: Session) -> None:
        given = (form.title.data or "", form.owner.data or "", form.due_on.data)
        add_task(session, session.get_one(Deal, deal_id), *given, actor=actor)

    return _write(row, form, call, _("任务已安排，并已告知办理的一方。"))


@blueprint.post("/deals/<id:deal_id>/tasks/<id:task_id>")
@require(POST=KEEP)
def mark(deal_id: int, task_id: int) -> Answer:
    """Mark a task done, or open it again."""
    row, actor = load_deal(deal_id, DealPermission.READ), current_actor()
    found = db.session.get(DealTask, task_id)
    if found is None or found.deal_id != deal_id:
        raise NotFound
    done = request.form.get("done") == "1"

    def call(session: Session) -> None:
        mark_task(session, session.get_one(Deal, deal_id), session.get_one(DealTask, task_id), done=done, actor=actor)

    return _write(row, BaseForm(request.form), call, _("已记为办完。") if done else _("任务已重新打开。"))


def _write(row: Deal, form: BaseForm, call: Callable[[Session], None], done: str) -> Answer:
    deal_id = row.id

    def once(session: Session) -> str:
        call(session)
        return url_for("deals.tasks", deal_id=deal_id)

    shown = form if isinstance(form, TaskForm) else TaskForm()
    return answer_form(form, once, lambda: _page(load_deal(deal_id, DealPermission.READ), shown), done)


def _page(row: Deal, form: TaskForm) -> str:
    may_keep = PERMISSIONS.allows(current_actor(), Permission.KEEP_TASKS, row)
    open_to_new = row.introduced_at is not None and row.state != DealState.CLOSED
    return render_template(
        "deals/tasks.html",
        deal=row,
        tasks=tasks_of(db.session, row.id),
        owners=OWNER_LABELS,
        today=clock.today(),
        may_keep=may_keep,
        form=form if may_keep and open_to_new else None,
    )
