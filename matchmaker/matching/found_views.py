"""Anybody pastes a problem and sees what the public achievements have for it. For everybody."""

from __future__ import annotations

from flask import Blueprint, current_app, make_response, render_template, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response
from wtforms import TextAreaField
from wtforms.validators import DataRequired, Length

from matchmaker.accounts.services import throttles
from matchmaker.accounts.views.identity import address
from matchmaker.catalog import quality
from matchmaker.catalog.models import RecordKind
from matchmaker.catalog.pasted import need_contents
from matchmaker.catalog.policies import PERMISSIONS, Permission
from matchmaker.catalog.views.advice import advised
from matchmaker.matching.found import found_for
from matchmaker.matching.keeper import keeper_for
from matchmaker.web import kept_text
from matchmaker.web.actor import current_actor
from matchmaker.web.extensions import db
from matchmaker.web.forms import BaseForm
from matchmaker.web.idempotency import write
from matchmaker.web.policy import public, require

blueprint = Blueprint("find", __name__)
UNPROCESSABLE = 422
PER_ADDRESS = 120
"""Texts from one address in a quarter of an hour; an office shares one."""

ADVICE = 4


class TextForm(BaseForm):
    """One text."""

    text = TextAreaField(
        _l("要解决的问题"),
        validators=[
            DataRequired(_l("请写几句要解决的问题。")),
            Length(max=kept_text.LONGEST, message=_l("最多 1000 字，请先挑最要紧的写。")),
        ],
        description=_l("写对象、现象、想达到的效果；可以直接粘贴征集表里的一段。"),
        render_kw={"maxlength": str(kept_text.LONGEST)},
    )


@blueprint.get("/find")
@require(GET=public())
def ask() -> str:
    """The empty form, or the text that this browser still keeps."""
    return _page(TextForm(text=kept_text.kept()))


@blueprint.post("/find")
@require(POST=public())
def answer() -> Response:
    """The nearest achievements; the text is kept in the browser alone."""
    form = TextForm(request.form)
    if not form.validate():
        form.refresh_key()
        return make_response(_page(form), UNPROCESSABLE)
    place = throttles.by_address("find", address(), PER_ADDRESS)
    write(lambda session: throttles.count(session, [place]))
    text = form.text.data or ""
    response = make_response(_page(form, asked=True))
    kept_text.keep(response, text)
    return response


def _page(form: TextForm, *, asked: bool = False) -> str:
    said = need_contents(form.text.data or "") if asked else {}
    actor = current_actor()
    return render_template(
        "matching/find.html",
        form=form,
        asked=asked,
        found=found_for(db.session, keeper_for(current_app.extensions["matchmaker_settings"]), said),
        missing=advised(quality.score(RecordKind.NEED, said), None)[:ADVICE] if asked else [],
        may_create=actor.is_signed_in and PERMISSIONS.holds(actor, Permission.NEED_CREATE),
        title=_("看看有没有现成的成果"),
    )
