"""B 岗: naming who stands in."""

from __future__ import annotations

from datetime import date
from typing import cast

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from matchmaker.core import clock
from matchmaker.core.errors import Invalid
from matchmaker.organizations.forms import DeputyForm
from matchmaker.organizations.models import Deputy
from matchmaker.organizations.policies import PERMISSIONS, Permission
from matchmaker.organizations.queries.listing import deputies_of, fellow_officers
from matchmaker.organizations.services.deputies import end_deputy, name_deputy
from matchmaker.organizations.views.blueprint import blueprint
from matchmaker.web.actor import current_actor
from matchmaker.web.extensions import db
from matchmaker.web.idempotency import perform, replayed
from matchmaker.web.loaders import load
from matchmaker.web.policy import needs, require

Answer = str | Response | tuple[str, int]
DEPUTIZE = needs(Permission.DEPUTIZE, PERMISSIONS)


@blueprint.route("/deputies", methods=["GET", "POST"])
@require(GET=DEPUTIZE, POST=DEPUTIZE)
def deputies() -> Answer:
    """Who stands in for me, for whom I stand in, and naming somebody."""
    actor = current_actor()
    officers = [(user.id, f"{user.name}（{user.login}）") for user in fellow_officers(db.session, actor)]
    form = DeputyForm(request.form, officers=officers)
    if request.method == "GET":
        return _page(form)
    if (answer := replayed()) is not None:
        return answer
    if not form.validate():
        form.refresh_key()
        return _page(form), 422

    who = form.deputy_id.data
    starts_on, ends_on = cast("date", form.starts_on.data), cast("date", form.ends_on.data)  # required fields

    def name(session: Session) -> str:
        name_deputy(session, who, starts_on, ends_on, actor=actor)
        return url_for("organizations.deputies")

    try:
        answer = perform(name)
    except Invalid as error:
        form.take_errors(error)
        form.refresh_key()
        return _page(form), 422
    flash(_("已指定代理人，并已通知对方。"), "success")
    return answer


@blueprint.post("/deputies/<id:deputy_id>/end")
@require(POST=DEPUTIZE)
def end(deputy_id: int) -> Response:
    """End one's own arrangement."""
    if (answer := replayed()) is not None:
        return answer
    load(Deputy, deputy_id, Permission.DEPUTIZE, PERMISSIONS)
    actor = current_actor()

    def act(session: Session) -> str:
        end_deputy(session, session.get_one(Deputy, deputy_id), actor=actor)
        return url_for("organizations.deputies")

    answer = perform(act)
    flash(_("代理已结束。"), "success")
    return answer


def _page(form: DeputyForm) -> str:
    actor = current_actor()
    lines = [
        {
            "id": row.id,
            "officer": officer.name,
            "deputy": deputy.name,
            "mine": row.officer_id == actor.user_id,
            "starts_on": row.starts_on,
            "ends_on": row.ends_on,
            "running": row.starts_on <= clock.today(),
        }
        for row, officer, deputy in deputies_of(db.session, actor.user_id or 0)
    ]
    return render_template("organizations/deputies.html", form=form, lines=lines)
