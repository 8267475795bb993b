"""Background work: what runs, what waits, what has stopped."""

from __future__ import annotations

from collections.abc import Callable

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from matchmaker.admin import words
from matchmaker.admin.forms import JobFilter
from matchmaker.admin.policies import PERMISSIONS, Permission
from matchmaker.admin.queries import background_jobs, job_counts, undelivered, undelivered_counts
from matchmaker.admin.services import dismiss_message, retry_job, retry_message, retry_messages
from matchmaker.admin.views.blueprint import blueprint
from matchmaker.web.actor import current_actor
from matchmaker.web.extensions import db
from matchmaker.web.idempotency import perform, replayed
from matchmaker.web.pagination import paginate, requested_page
from matchmaker.web.policy import needs, require

PER_PAGE = 25
JOBS = needs(Permission.JOBS, PERMISSIONS)


@blueprint.get("/jobs")
@require(GET=JOBS)
def jobs() -> str:
    """Those that stopped first, with what went wrong."""
    form = JobFilter(request.args, kinds=words.JOBS.items())
    wanted = form.chosen()
    query = background_jobs(wanted.get("status", ""), wanted.get("kind", ""))
    page = paginate(db.session, query, number=requested_page(), size=PER_PAGE)
    counted = job_counts(db.session)
    return render_template(
        "admin/jobs.html",
        form=form,
        page=page,
        figures=[
            {"label": _(label), "value": counted.get(status, 0), "href": url_for("admin.jobs", status=status)}
            for status, (label, _tone) in words.JOB_STATES.items()
        ],
        kinds=words.JOBS,
        states=words.JOB_STATES,
        undelivered=undelivered_counts(db.session),
    )


@blueprint.get("/messages")
@require(GET=JOBS)
def messages() -> str:
    """Mails and notices that did not get through: to whom, what, and why."""
    page = paginate(db.session, undelivered(), number=requested_page(), size=PER_PAGE)
    given_up, waiting = undelivered_counts(db.session)
    return render_template(
        "admin/messages.html", page=page, given_up=given_up, waiting=waiting, channels=words.CHANNELS
    )


@blueprint.post("/messages/<id:message_id>/retry")
@require(POST=JOBS)
def retry_one_message(message_id: int) -> Response:
    """Try one message again at once."""
    return _on_message(retry_message, message_id, _("已重新排队发送。"))


@blueprint.post("/messages/<id:message_id>/dismiss")
@require(POST=JOBS)
def dismiss_one_message(message_id: int) -> Response:
    """Set one message aside."""
    return _on_message(dismiss_message, message_id, _("已从清单中移除，不再发送。"))


@blueprint.post("/jobs/<id:job_id>/retry")
@require(POST=JOBS)
def retry(job_id: int) -> Response:
    """Start a parked job again."""
    if (answer := replayed()) is not None:
        return answer
    actor = current_actor()

    def act(session: Session) -> str:
        retry_job(session, job_id, actor=actor)
        return url_for("admin.jobs")

    answer = perform(act)
    flash(_("已重新排队，几秒后开始执行。"), "success")
    return answer


@blueprint.post("/messages/retry")
@require(POST=JOBS)
def retry_undelivered() -> Response:
    """Try the messages that were given up once more."""
    if (answer := replayed()) is not None:
        return answer
    actor = current_actor()

    def act(session: Session) -> str:
        retry_messages(session, actor=actor)
        return url_for("admin.messages")

    answer = perform(act)
    flash(_("已重新排队发送。"), "success")
    return answer


def _on_message(service: Callable[..., None], message_id: int, said: str) -> Response:
    if (answer := replayed()) is not None:
        return answer
    actor = current_actor()

    def act(session: Session) -> str:
        service(session, message_id, actor=actor)
        return url_for("admin.messages")

    answer = perform(act)
    flash(said, "success")
    return answer
