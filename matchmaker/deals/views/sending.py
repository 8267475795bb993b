"""Sending the 对接推荐单: what each side will read, and how it will reach them."""

from __future__ import annotations

from dataclasses import dataclass

from flask import render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from matchmaker.core.errors import Conflict
from matchmaker.deals.forms import SendForm
from matchmaker.deals.models import Deal, DealState, Side
from matchmaker.deals.policies import PERMISSIONS, Permission
from matchmaker.deals.queries import organizations_with_speakers
from matchmaker.deals.services.send_sheet import send_sheet
from matchmaker.deals.sheet import letter
from matchmaker.deals.texts import SIDE_LABELS
from matchmaker.deals.views.blueprint import blueprint, load_deal
from matchmaker.web.actor import current_actor
from matchmaker.web.answering import Answer, answer_form
from matchmaker.web.extensions import db
from matchmaker.web.policy import needs, require

SEND = needs(Permission.SEND_SHEET, PERMISSIONS)


@dataclass(frozen=True, slots=True)
class Preview:
    """What one side will get; ``way`` is empty where neither an account nor a mail box is known."""

    side: Side
    label: str
    organization: str
    way: str
    text: str


@blueprint.route("/deals/<id:deal_id>/sheet/send", methods=["GET", "POST"])
@require(GET=SEND, POST=SEND)
def send_out(deal_id: int) -> Answer:
    """Choose to whom, having read what; the texts may be copied for 短信 and 微信 as well."""
    row, actor = load_deal(deal_id, Permission.SEND_SHEET), current_actor()
    if request.method == "GET":
        if row.state == DealState.CLOSED:
            raise Conflict(_("对接已经结束，不再发送推荐单。"))
        return _page(row, SendForm(sides=list(Side)))
    form = SendForm(request.form)

    def call(session: Session) -> str:
        send_sheet(session, session.get_one(Deal, deal_id), form.sides.data or (), actor=actor)
        return url_for("deals.deal", deal_id=deal_id)

    done = _("已处理，送达情况记在“经过”里。")
    return answer_form(form, call, lambda: _page(load_deal(deal_id, Permission.SEND_SHEET), form), done)


def _page(row: Deal, form: SendForm) -> str:
    with_account = organizations_with_speakers(db.session, [row.organization_id(side) for side in Side])
    previews = [_preview(row, side, has_account=row.organization_id(side) in with_account) for side in Side]
    return render_template("deals/send_sheet.html", deal=row, form=form, previews=previews)


def _preview(row: Deal, side: Side, *, has_account: bool) -> Preview:
    organization = row.record(side).organization
    way = _("站内消息，并按对方的设置发邮件") if has_account else ""
    if not way and organization.contact_email:
        way = _("邮件，发到%(address)s", address=organization.contact_email)
    return Preview(side, SIDE_LABELS[side], organization.name, way, letter(row, side))
