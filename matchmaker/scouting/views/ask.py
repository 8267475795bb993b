"""请单位确认: the step between a scout's draft and the unit's answer."""

from __future__ import annotations

from typing import Any

from flask import abort, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

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
from matchmaker.scouting.policies import PERMISSIONS, Permission
from matchmaker.scouting.queries.confirmations import latest_for, voices
from matchmaker.scouting.texts import WORDS
from matchmaker.scouting.views.blueprint import Answer, answered, blueprint, keep_link
from matchmaker.web.actor import current_actor
from matchmaker.web.extensions import db
from matchmaker.web.loaders import load
from matchmaker.web.policy import needs, require

MANAGE = needs(Permission.CONFIRMATION_MANAGE, PERMISSIONS)
PROPOSE = {RecordKind.ACHIEVEMENT: Record_.ACHIEVEMENT_PROPOSE, RecordKind.NEED: Record_.NEED_PROPOSE}


@blueprint.route("/confirmations/new", methods=["GET", "POST"])
@require(GET=MANAGE, POST=MANAGE)
def ask_unit() -> Answer:
    """What the unit will be asked about a record (?kind=…&record=…), and sending it."""
    kind, record_id = _asked_for()
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

    return answered(form, send, lambda: _page(kind, _load(kind, record_id), form), _("已送单位确认。"))


@blueprint.get("/confirmations/of")
@require(GET=needs(Permission.CONFIRMATION_READ, PERMISSIONS))
def confirmation_of() -> Response:
    """From a record (?kind=…&record=…) to the last question about it."""
    row = latest_for(db.session, *_asked_for())
    if row is None:
        abort(404)
    PERMISSIONS.require(current_actor(), Permission.CONFIRMATION_READ, row)
    return redirect(url_for("scouting.confirmation", confirmation_id=row.id))


def _asked_for() -> tuple[RecordKind, int]:
    kind, record = request.args.get("kind", ""), request.args.get("record", type=int)
    if kind not in set(RecordKind) or record is None or not 0 < record < 2**63:
        abort(404)
    return RecordKind(kind), record


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
