"""导入的需求: what is complete is published in one action, what is not is listed with what it lacks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload
from werkzeug.wrappers import Response

from matchmaker.catalog import mandatory
from matchmaker.catalog.blueprint import blueprint
from matchmaker.catalog.contents import contents
from matchmaker.catalog.forms.reviewing import BatchForm
from matchmaker.catalog.models import Need, NeedState, RecordKind
from matchmaker.catalog.policies import PERMISSIONS, Permission
from matchmaker.catalog.ports import LIKELY
from matchmaker.catalog.services.draft_record import EDITABLE
from matchmaker.catalog.services.publish_imported import (
    Chosen,
    Done,
    doubt,
    imported_needs,
    missing,
    publish_imported,
)
from matchmaker.catalog.services.publish_record import FLOOR
from matchmaker.catalog.services.take_rows import SOURCE
from matchmaker.catalog.views.advice import similar_to
from matchmaker.catalog.views.editing import UNPROCESSABLE, Answer
from matchmaker.catalog.views.sides import NEED
from matchmaker.core import clock
from matchmaker.core.jobs import Job, JobStatus
from matchmaker.organizations.queries import setting
from matchmaker.web.actor import current_actor
from matchmaker.web.extensions import db
from matchmaker.web.idempotency import perform, replayed
from matchmaker.web.policy import needs, require
from matchmaker.web.requests import ticked_versions

REVIEW = needs(Permission.NEED_REVIEW, PERMISSIONS)
MOST = 200
TOLD = 5
PUBLISH = "publish"


@blueprint.route("/review/imported-needs", methods=["GET", "POST"])
@require(GET=REVIEW, POST=REVIEW)
def imported() -> Answer:
    """The imported needs of the region that are not out yet."""
    form = BatchForm(request.form if request.method == "POST" else None)
    if request.method == "GET":
        return _page(form)
    if (answer := replayed()) is not None:
        return answer
    chosen = _chosen(form)
    if form.validate() and chosen:
        return _publish(form, chosen)
    if not chosen:
        form.form_errors = [*form.form_errors, _("请至少勾选一条。")]
    form.refresh_key()
    return _page(form), UNPROCESSABLE


@blueprint.get("/review/imported-needs/progress")
@require(GET=REVIEW)
def imported_progress() -> str:
    """How far matching is with what was published since ``?since=`` (seconds of the epoch; else today)."""
    since = _since(request.args.get("since", type=int))
    query = (
        select(Need)
        .where(Need.source == SOURCE, Need.state == NeedState.PUBLISHED, Need.published_at >= since)
        .where(Need.published_by == current_actor().user_id)
    )
    rows = db.session.scalars(query.order_by(Need.id).limit(MOST)).unique().all()
    waiting = _being_matched([row.id for row in rows])
    return render_template(
        "catalog/imported_progress.html",
        rows=rows,
        done=len(rows) - len(waiting[JobStatus.QUEUED]) - len(waiting[JobStatus.PARKED]),
        parked=len(waiting[JobStatus.PARKED]),
        in_work=bool(waiting[JobStatus.QUEUED]),
    )


def _publish(form: BatchForm, chosen: Sequence[Chosen]) -> Response:
    actor, publishes = current_actor(), request.form.get("action") == PUBLISH
    alike = _alike([each.need_id for each in chosen]) if publishes else frozenset()
    since, done = int(clock.now().timestamp()), [Done()]

    def call(session: Session) -> str:
        done[0] = publish_imported(
            session, chosen, note=form.note.data or "", alike=alike, publishes=publishes, actor=actor
        )
        return url_for("catalog.imported_progress", since=since) if done[0].published else url_for("catalog.imported")

    answer = perform(call)
    _tell(done[0])
    return answer


def _tell(done: Done) -> None:
    told = [
        _("已发布 %(n)d 条。", n=done.published) if done.published else "",
        _("已提交 %(n)d 条，等待审核。", n=done.submitted) if done.submitted else "",
    ]
    if any(told):
        flash("".join(told), "success")
    for listed, words in ((done.kept_back, _("只提交，没有发布")), (done.refused, _("没有改动"))):
        for title, why in listed[:TOLD]:
            flash(_("%(what)s“%(title)s”：%(why)s", what=words, title=title, why=_(why)), "error")
        if len(listed) > TOLD:
            flash(_("%(what)s的还有 %(n)d 条，见列表。", what=words, n=len(listed) - TOLD), "error")


def _chosen(form: BatchForm) -> list[Chosen]:
    """The ticked needs, classified by their own row's choice, else by the one for all that say nothing."""
    usual = {name: form[name].data or "" for name in ("field_code", "need_type")}
    found = []
    for key, version in ticked_versions("ticked", MOST):
        given = {name: request.form.get(f"{name}-{key}", "") for name in usual}
        classes = {name: given[name] if given[name] in form.codes(name) else usual[name] for name in usual}
        found.append(Chosen(key, version, **classes))
    return found


def _alike(ids: Sequence[int]) -> frozenset[int]:
    """Those of the needs that resemble a public one."""
    query = imported_needs(current_actor()).where(Need.id.in_(ids))
    rows = db.session.scalars(query.options(selectinload(Need.indicators))).unique()
    return frozenset(
        row.id for row in rows if any(hit.score >= LIKELY for hit in similar_to(RecordKind.NEED, contents(row), row.id))
    )


def _page(form: BatchForm) -> str:
    query, actor = imported_needs(current_actor()).options(selectinload(Need.indicators)), current_actor()
    rows = db.session.scalars(query.limit(MOST)).unique().all()
    total = db.session.scalar(select(func.count()).select_from(imported_needs(actor).order_by(None).subquery())) or 0
    lines = [_line(row) for row in rows]
    floor = int(setting(db.session, FLOOR, min(actor.region_codes, default=None)))
    alone = [line for line in lines if line["doubt"] and not line["is_draft"]]
    ready = [line for line in lines if not line["missing"] and line not in alone]
    return render_template(
        "catalog/imported.html",
        side=NEED,
        form=form,
        ready=ready,
        alone=alone,
        incomplete=[line for line in lines if line["missing"] and line not in alone],
        low=sum(line["row"].quality < floor for line in ready if not line["doubt"]),
        floor=floor,
        others=total - len(rows),
        given=request.form,
        ticked={key for key, _version in ticked_versions("ticked", MOST)} if request.method == "POST" else None,
    )


def _line(row: Need) -> dict[str, Any]:
    lacks = missing(row)
    return {
        "row": row,
        "missing": [_(text) for texts in lacks.values() for text in texts],
        "unverified": "organization" in lacks,
        "is_draft": row.state in EDITABLE,
        "unclassified": mandatory.for_publish(
            RecordKind.NEED, {**contents(row), "region_code": row.region_code}
        ).keys(),
        "doubt": _(doubt(row)) if doubt(row) else "",
    }


def _since(seconds: int | None) -> datetime:
    try:
        return datetime.fromtimestamp(seconds or 0, UTC) if seconds else clock.start_of_day(clock.today())
    except (OverflowError, ValueError, OSError):
        return clock.start_of_day(clock.today())


def _being_matched(ids: Sequence[int]) -> dict[JobStatus, set[str]]:
    """The needs whose comparison is still to come, and those where it was given up."""
    keys = [f"{RecordKind.NEED}:{key}" for key in ids]
    query = select(Job.dedup_key, Job.status).where(Job.kind == "record.published", Job.dedup_key.in_(keys))
    found: dict[JobStatus, set[str]] = {JobStatus.QUEUED: set(), JobStatus.PARKED: set()}
    for key, status in db.session.execute(query.where(Job.status != JobStatus.DONE)):
        found[JobStatus.PARKED if status == JobStatus.PARKED else JobStatus.QUEUED].add(str(key))
    found[JobStatus.PARKED] -= found[JobStatus.QUEUED]
    return found
