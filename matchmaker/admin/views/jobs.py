"""Background work: what runs, what waits, what has stopped."""

from __future__ import annotations

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from matchmaker.admin import words
from matchmaker.admin.forms import JobFilter
from matchmaker.admin.policies import PERMISSIONS, Permission
from matchmaker.admin.queries import background_jobs, job_counts, undelivered
from matchmaker.admin.services import retry_job, retry_messages
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
        messages=undelivered(db.session),
    )


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


@blueprint.post("/jobs/messages/retry")
@require(POST=JOBS)
def retry_undelivered() -> Response:
    """Try the messages that were given up once more."""
    if (answer := replayed()) is not None:
        return answer
    actor = current_actor()

    def act(session: Session) -> str:
        retry_messages(session, actor=actor)
        return url_for("admin.jobs")

    answer = perform(act)
    flash(_("已重新排队发送。"), "success")
    return answer
