"""确认仍有效: all listings that are due on one page, the exceptions chosen, the rest confirmed by one button."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import flash, render_template, request
from flask_babel import gettext as _
from sqlalchemy import Select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from matchmaker.catalog.contents import Record
from matchmaker.catalog.forms.acting import ClosingForm
from matchmaker.catalog.models import RecordKind
from matchmaker.catalog.queries import MODELS, due_for_confirmation, mine
from matchmaker.catalog.services.confirm_listed import ENDINGS, HOLDS, LATER, Reply, Settled, confirm_listed
from matchmaker.catalog.views.editing import UNPROCESSABLE, Answer
from matchmaker.catalog.views.sides import Side
from matchmaker.core.errors import Invalid
from matchmaker.core.i18n import N_
from matchmaker.web.actor import current_actor
from matchmaker.web.extensions import db
from matchmaker.web.idempotency import perform, replayed
from matchmaker.web.requests import ticked_versions

MOST = 200
TOLD = 5
ANSWERS = {
    HOLDS: N_("仍有效"),
    "archive": N_("不再提供，归档"),
    "solve": N_("已解决"),
    "give_up": N_("未解决，不再征集"),
    LATER: N_("要先修改，这次不确认"),
}


def confirm_page(side: Side) -> Answer:
    """The listings due for confirmation, ?all=1 all that are public; a POST settles those shown."""
    form = ClosingForm(request.form if request.method == "POST" else None)
    if request.method == "GET":
        return _page(side, form)
    if (answer := replayed()) is not None:
        return answer
    if not form.validate():
        return _refused(side, form)
    try:
        return _settle(side, _replies(side), form.reason.data or "")
    except Invalid as error:
        form.take_errors(error)
        return _refused(side, form)


def _settle(side: Side, replies: Sequence[Reply], reason: str) -> Response:
    actor, settled = current_actor(), [Settled()]

    def call(session: Session) -> str:
        settled[0] = confirm_listed(session, side.kind, replies, reason=reason, actor=actor)
        return side.href("confirm")

    answer = perform(call)
    _tell(settled[0])
    return answer


def _tell(settled: Settled) -> None:
    told = [
        _("已确认 %(n)d 条仍然有效。", n=settled.confirmed) if settled.confirmed else "",
        _("%(n)d 条已办结。", n=settled.ended) if settled.ended else "",
        _("%(n)d 条留待修改。", n=settled.later) if settled.later else "",
    ]
    if any(told):
        flash("".join(told), "success")
    for title, why in settled.refused[:TOLD]:
        flash(_("没有改动“%(title)s”：%(why)s", title=title, why=_(why)), "error")
    if len(settled.refused) > TOLD:
        flash(_("还有 %(n)d 条也没有改动，请在列表中核对。", n=len(settled.refused) - TOLD), "error")


def _replies(side: Side) -> list[Reply]:
    """What was answered for the listings that the form names; strange answers count as 要先修改."""
    known = {HOLDS, *ENDINGS[side.kind]}
    given = {key: request.form.get(f"answer-{key}", HOLDS) for key, _version in ticked_versions("shown", MOST)}
    return [
        Reply(key, version, given[key] if given[key] in known else LATER)
        for key, version in ticked_versions("shown", MOST)
    ]


def _refused(side: Side, form: ClosingForm) -> Answer:
    form.refresh_key()
    return _page(side, form), UNPROCESSABLE


def _page(side: Side, form: ClosingForm) -> str:
    shows_all = "all" in request.args
    rows = db.session.scalars(_listed(side, shows_all=shows_all).limit(MOST + 1)).unique().all()
    return render_template(
        "catalog/confirm_listed.html",
        side=side,
        form=form,
        rows=rows[:MOST],
        has_more=len(rows) > MOST,
        shows_all=shows_all,
        most=MOST,
        answers=[(name, _(ANSWERS[name])) for name in (HOLDS, *ENDINGS[side.kind], LATER)],
        given={name: value for name, value in request.form.items() if name.startswith("answer-")},
        closes_achievements=side.kind is RecordKind.ACHIEVEMENT,
    )


def _listed(side: Side, *, shows_all: bool) -> Select[Record]:
    model: Any = MODELS[side.kind]
    query = mine(side.kind, current_actor()).where(model.state == "published")
    if not shows_all:
        query = query.where(model.id.in_(due_for_confirmation(db.session, side.kind, current_actor())))
    return query.order_by(None).order_by(model.confirmed_at, model.id)
