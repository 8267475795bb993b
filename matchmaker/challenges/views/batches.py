"""榜单: what goes out together, for everybody to read and for officers to put together."""

from __future__ import annotations

from flask import render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.catalog.public_queries import region_names
from matchmaker.challenges.board import ordered
from matchmaker.challenges.board_forms import BatchContentForm, BatchForm
from matchmaker.challenges.cards import cards
from matchmaker.challenges.models import Challenge, ChallengeBatch
from matchmaker.challenges.policies import PERMISSIONS, Permission
from matchmaker.challenges.queries.public import posted
from matchmaker.challenges.services.batch import assignable, create_batch, edit_batch
from matchmaker.challenges.views.blueprint import blueprint
from matchmaker.challenges.workflow import CHALLENGE
from matchmaker.core.errors import NotFound
from matchmaker.organizations.models import Region
from matchmaker.organizations.queries import in_region
from matchmaker.web.actor import current_actor
from matchmaker.web.answering import Answer, answer_form
from matchmaker.web.extensions import db
from matchmaker.web.idempotency import replayed
from matchmaker.web.loaders import load
from matchmaker.web.policy import needs, public, require

BATCH = needs(Permission.BATCH, PERMISSIONS)


@blueprint.get("/challenges/batches/<id:batch_id>")
@require(GET=public())
def batch(batch_id: int) -> str:
    """The posted challenges of a batch; without any it looks missing to all but those who put it together."""
    row = db.session.get(ChallengeBatch, batch_id)
    if row is None:
        raise NotFound
    may_edit = PERMISSIONS.allows(current_actor(), Permission.BATCH, row)
    found = ordered(posted(db.session, batch_id=batch_id))
    if not found and not may_edit:
        raise NotFound
    names = region_names(db.session)
    return render_template(
        "challenges/batch.html",
        batch=row,
        region=names.get(row.region_code, ""),
        cards=cards(found, names),
        total=sum(each.reward or 0 for each in found),
        may_edit=may_edit,
    )


@blueprint.route("/challenges/batches/new", methods=["GET", "POST"])
@require(GET=BATCH, POST=BATCH)
def new_batch() -> Answer:
    """A name and a region; challenges are put in on the next page."""
    actor = current_actor()
    query = select(Region.code, Region.name).where(in_region(Region.code, actor.region_codes)).order_by(Region.code)
    form = BatchForm(request.form, regions=[(code, name) for code, name in db.session.execute(query)])
    if request.method == "GET":
        return render_template("challenges/batch_new.html", form=form)

    def once(session: Session) -> str:
        title, introduction = form.title.data or "", form.introduction.data or ""
        row = create_batch(session, form.region.data, title, introduction, actor=actor)
        return url_for("challenges.change_batch", batch_id=row.id)

    return answer_form(form, once, lambda: render_template("challenges/batch_new.html", form=form), _("榜单已保存。"))


@blueprint.route("/challenges/batches/<id:batch_id>/edit", methods=["GET", "POST"])
@require(GET=BATCH, POST=BATCH)
def change_batch(batch_id: int) -> Answer:
    """Name, introduction, and which challenges are in it."""
    row, actor = load(ChallengeBatch, batch_id, Permission.BATCH, PERMISSIONS), current_actor()
    if (answered := replayed()) is not None:
        return answered
    offered = _offered(row)
    chosen = [each.id for each in offered if each.batch_id == batch_id]
    form = BatchContentForm(request.form, obj=row, data={"challenges": chosen}, offered=map(_line, offered))
    if request.method == "GET":
        return render_template("challenges/batch_edit.html", batch=row, form=form)

    def once(session: Session) -> str:
        title, introduction, ticked = form.title.data or "", form.introduction.data or "", form.challenges.data or []
        edited = session.get_one(ChallengeBatch, batch_id)
        edit_batch(session, edited, title, introduction, ticked, actor=actor, version=form.version.data)
        return url_for("challenges.batch", batch_id=batch_id)

    def page() -> str:
        found = load(ChallengeBatch, batch_id, Permission.BATCH, PERMISSIONS)
        return render_template("challenges/batch_edit.html", batch=found, form=form)

    return answer_form(form, once, page, _("榜单已保存。"))


def _offered(row: ChallengeBatch) -> list[Challenge]:
    query = select(Challenge).where(*assignable(row)).order_by(Challenge.id.desc())
    return list(db.session.scalars(query))


def _line(row: Challenge) -> tuple[int, str]:
    return row.id, f"{row.title}（{_(CHALLENGE.labels[row.state])}）"
