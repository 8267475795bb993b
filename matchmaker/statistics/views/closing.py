"""Closing a year that was reported."""

from __future__ import annotations

from flask import render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from wtforms import TextAreaField
from wtforms.validators import Length

from matchmaker.core.errors import NotFound
from matchmaker.core.i18n import N_
from matchmaker.statistics.models import ClosedYear
from matchmaker.statistics.policies import PERMISSIONS, Permission
from matchmaker.statistics.queries import kpis
from matchmaker.statistics.services.close_year import close_year
from matchmaker.statistics.views.blueprint import blueprint
from matchmaker.statistics.views.reading import asked_cut
from matchmaker.web.actor import current_actor
from matchmaker.web.answering import Answer, answer_form
from matchmaker.web.extensions import db
from matchmaker.web.forms import BaseForm
from matchmaker.web.policy import needs, require

CLOSE = needs(Permission.CLOSE, PERMISSIONS)


class CloseForm(BaseForm):
    """A remark that stays with the closed year."""

    note = TextAreaField(N_("说明（可不填）"), validators=[Length(max=500)])


@blueprint.route("/statistics/close", methods=["GET", "POST"])
@require(GET=CLOSE, POST=CLOSE)
def close() -> Answer:
    """What closing means, and the button. NotFound for who has not exactly one region."""
    actor = current_actor()
    cut = asked_cut(actor)
    if len(cut.roots) != 1:
        raise NotFound
    region = cut.roots[0]
    PERMISSIONS.require(actor, Permission.CLOSE, ClosedYear(region_code=region, year=cut.year))
    form = CloseForm(request.form)
    if request.method == "GET":
        return _page(form, cut.year, region)

    def once(session: Session) -> str:
        close_year(session, region, cut.year, note=form.note.data or "", actor=actor)
        return url_for("statistics.index", year=cut.year)

    done = _("%(year)s年的数字已封存。", year=cut.year)
    return answer_form(form, once, lambda: _page(form, cut.year, region), done)


def _page(form: CloseForm, year: int, region: str) -> str:
    closed = kpis.closed_year(db.session, region, year)
    return render_template("statistics/close.html", form=form, year=year, closed=closed)
