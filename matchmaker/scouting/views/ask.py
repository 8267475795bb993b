"""请单位确认: the step between a scout's draft and the unit's answer."""

from __future__ import annotations

from typing import Any

from flask import render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from matchmaker.catalog import mandatory
from matchmaker.catalog.contents import COLUMNS, Record, contents
from matchmaker.catalog.models import Achievement, Need, RecordKind
from matchmaker.catalog.policies import PERMISSIONS as CATALOG
from matchmaker.catalog.policies import Permission as Record_
from matchmaker.catalog.queries import get_record
from matchmaker.catalog.services.announce import own_page
from matchmaker.catalog.services.draft_record import EDITABLE
from matchmaker.core.errors import Conflict
from matchmaker.scouting import services
from matchmaker.scouting.forms import AskForm
from matchmaker.scouting.queries.confirmations import voices
from matchmaker.scouting.texts import WORDS
from matchmaker.scouting.views.blueprint import blueprint, keep_link
from matchmaker.web.actor import current_actor
from matchmaker.web.answering import Answer, answer_form
from matchmaker.web.extensions import db
from matchmaker.web.loaders import load
from matchmaker.web.policy import needs, require

PROPOSE = {RecordKind.ACHIEVEMENT: Record_.ACHIEVEMENT_PROPOSE, RecordKind.NEED: Record_.NEED_PROPOSE}
ACHIEVEMENT = needs(Record_.ACHIEVEMENT_PROPOSE, CATALOG)
NEED = needs(Record_.NEED_PROPOSE, CATALOG)


@blueprint.route("/achievements/<id:record_id>/ask-unit", methods=["GET", "POST"])
@require(GET=ACHIEVEMENT, POST=ACHIEVEMENT)
def ask_unit_achievement(record_id: int) -> Answer:
    """What the unit will be asked about an achievement, and sending it."""
    return _ask(RecordKind.ACHIEVEMENT, record_id)


@blueprint.route("/needs/<id:record_id>/ask-unit", methods=["GET", "POST"])
@require(GET=NEED, POST=NEED)
def ask_unit_need(record_id: int) -> Answer:
    """What the firm will be asked about a need, and sending it."""
    return _ask(RecordKind.NEED, record_id)


def _ask(kind: RecordKind, record_id: int) -> Answer:
    row = _load(kind, record_id)
    if request.method == "GET":
        return _page(kind, row, AskForm())
    form, actor = AskForm(request.form), current_actor()

    def send(session: Session) -> str:
        asked = services.request_confirmation(
            session,
            kind,
            get_record(session, kind, record_id),
            actor=actor,
            send_to=form.send_to.data or "",
            version=form.version.data,
        )
        keep_link(asked.confirmation.id, asked.path)
        return url_for("scouting.confirmation", confirmation_id=asked.confirmation.id)

    return answer_form(form, send, lambda: _page(kind, _load(kind, record_id), form), _("已送单位确认。"))


def _load(kind: RecordKind, record_id: int) -> Record:
    model: type[Any] = Need if kind is RecordKind.NEED else Achievement
    row: Record = load(model, record_id, PROPOSE[kind], CATALOG)
    return row


def _page(kind: RecordKind, row: Record, form: AskForm) -> str:
    if row.state not in EDITABLE:
        raise Conflict(_("这条记录已经送出，不需要再请单位确认。"))
    form.version.data = row.version
    labels = COLUMNS[kind]
    missing = mandatory.for_submit(kind, contents(row))
    return render_template(
        "scouting/ask_unit.html",
        row=row,
        form=form,
        word=WORDS[kind],
        own_page=own_page(row),
        missing=[(_(labels.get(name, "")), _(words[0])) for name, words in missing.items()],
        has_account=bool(voices(db.session, row.organization_id)),
    )
