"""Recording an answer given by phone."""

from __future__ import annotations

from typing import Any

from flask import render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from matchmaker.core import clock
from matchmaker.core.errors import Conflict
from matchmaker.deals import services
from matchmaker.deals.counterparts import as_seen
from matchmaker.deals.forms import CallForm
from matchmaker.deals.models import Channel, Deal, DealState, Side
from matchmaker.deals.policies import PERMISSIONS, Permission
from matchmaker.deals.texts import SIDE_LABELS, call_script
from matchmaker.deals.views.blueprint import blueprint, load_deal
from matchmaker.web.actor import current_actor
from matchmaker.web.answering import Answer, answer_form
from matchmaker.web.idempotency import replayed
from matchmaker.web.policy import needs, require

RECORD = needs(Permission.RECORD_REPLY, PERMISSIONS)


@blueprint.route("/deals/<id:deal_id>/calls/<any(need, achievement):side_name>", methods=["GET", "POST"])
@require(GET=RECORD, POST=RECORD)
def record_call(deal_id: int, side_name: str) -> Answer:
    """What to say, and what was said: with whom, when, the answer."""
    row, side, actor = load_deal(deal_id, Permission.RECORD_REPLY), Side(side_name), current_actor()
    if request.method == "GET":
        now = clock.now().astimezone(clock.CHINA).replace(second=0, microsecond=0, tzinfo=None)
        return _page(row, side, CallForm(spoke_at=now))
    if (answered := replayed()) is not None:
        return answered
    form = CallForm(request.form)

    def record(session: Session) -> str:
        services.reply(
            session,
            session.get_one(Deal, deal_id),
            side,
            form.answer.data == "agree",
            actor=actor,
            channel=Channel.PHONE,
            **_given(form),
        )
        return url_for("deals.deal", deal_id=deal_id)

    return answer_form(
        form,
        record,
        lambda: _page(load_deal(deal_id, Permission.RECORD_REPLY), side, form),
        _("已登记电话答复，并已告知该单位。"),
    )


def _given(form: CallForm) -> dict[str, Any]:
    refused = {"reason": form.reason.data, "share": form.share.data} if form.answer.data == "decline" else {}
    return {"spoke_with": form.spoke_with.data, "spoke_at": form.moment, "note": form.note.data or "", **refused}


def _page(row: Deal, side: Side, form: CallForm) -> str:
    if row.state != DealState.INVITED or side in {reply.side for reply in row.replies}:
        raise Conflict(_("这一方已经答复过了，不需要再登记。"))
    record = row.record(side)
    script = call_script(row, side, as_seen(row.record(side.other), introduced=False))
    return render_template(
        "deals/call.html", deal=row, form=form, record=record, side_label=SIDE_LABELS[side], script=script
    )
