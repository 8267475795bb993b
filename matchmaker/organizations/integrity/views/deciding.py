"""The bureau decides: enter, dismiss, remove; each with reasons."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from matchmaker.core.i18n import N_
from matchmaker.organizations.integrity.forms import ReasonForm
from matchmaker.organizations.integrity.models import IntegrityEntry
from matchmaker.organizations.integrity.policies import PERMISSIONS, Permission
from matchmaker.organizations.integrity.services import dismiss, enter, remove
from matchmaker.organizations.integrity.views.blueprint import UNPROCESSABLE, blueprint, load_entry
from matchmaker.organizations.integrity.workflow import INTEGRITY
from matchmaker.web.actor import current_actor
from matchmaker.web.idempotency import perform, replayed
from matchmaker.web.policy import needs, require

DECIDE = needs(Permission.DECIDE, PERMISSIONS)
Verb = Callable[..., None]
VERBS: dict[str, tuple[Verb, str]] = {
    "enter": (enter, N_("列入后，资格审核和初筛的联络员能看到；不公开。单位会收到理由，可以申诉。")),
    "dismiss": (dismiss, N_("此事不列入诚信记录，单位会收到理由。")),
    "remove": (remove, N_("移出后不再作为审核依据，单位会收到通知；办理过程保留。")),
}


@blueprint.route("/integrity/<id:entry_id>/<any(enter,dismiss,remove):action>", methods=["GET", "POST"])
@require(GET=DECIDE, POST=DECIDE)
def decide(entry_id: int, action: str) -> str | Response | tuple[str, int]:
    """One decision, its consequence in words first."""
    row = load_entry(entry_id, Permission.DECIDE)
    form = ReasonForm(request.form, version=row.version)
    verb, consequence = VERBS[action]
    step = INTEGRITY.transition(action)
    shown: dict[str, Any] = {"entry": row, "step": step, "consequence": consequence, "form": form}
    if request.method == "GET":
        return render_template("organizations/integrity_decide.html", **shown)
    if (answer := replayed()) is not None:
        return answer
    if not form.validate():
        form.refresh_key()
        return render_template("organizations/integrity_decide.html", **shown), UNPROCESSABLE
    reason, version, actor = form.reason.data or "", form.version.data, current_actor()

    def act(session: Session) -> str:
        verb(session, session.get_one(IntegrityEntry, entry_id), reason=reason, actor=actor, version=version)
        return url_for("integrity.entry", entry_id=entry_id)

    done = perform(act)
    flash(_(step.done), "success")
    return done
