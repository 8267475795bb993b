"""The page of one deal, its milestones, its log and its small steps."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import flash, render_template, request, url_for
from flask import session as cookie
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from matchmaker.core import clock
from matchmaker.core.errors import Invalid
from matchmaker.deals import history, outreach, services
from matchmaker.deals.board import TONES
from matchmaker.deals.contracts.policies import PERMISSIONS as CONTRACTS
from matchmaker.deals.contracts.policies import Permission as ContractPermission
from matchmaker.deals.contracts.queries import contract_of_deal
from matchmaker.deals.forms import LogForm, MilestoneForm
from matchmaker.deals.models import Deal, DealState, Side
from matchmaker.deals.next_steps import CONSEQUENCES, is_late, statement
from matchmaker.deals.policies import PERMISSIONS, Permission
from matchmaker.deals.pricing.workflow import DOSSIER
from matchmaker.deals.services.progress import STEPS
from matchmaker.deals.subsidies import entitlements
from matchmaker.deals.texts import told_reason
from matchmaker.deals.viewpoints import Viewpoint, awaited, explanation, panels, viewpoint
from matchmaker.deals.views.blueprint import UNPROCESSABLE, blueprint, load_deal, pricing_right
from matchmaker.deals.views.listing import base_url
from matchmaker.deals.work.queries import amounts
from matchmaker.deals.workflow import DEAL
from matchmaker.web.actor import current_actor
from matchmaker.web.extensions import db
from matchmaker.web.forms import BaseForm
from matchmaker.web.idempotency import perform, replayed
from matchmaker.web.policy import needs, require

LINK_COOKIE = "deal_link"
BUTTONS = (*STEPS, "close")


@blueprint.get("/deals/<id:deal_id>")
@require(GET=needs(Permission.READ, PERMISSIONS))
def deal(deal_id: int) -> str:
    """Where the deal stands, who is who, and what may be done."""
    return deal_page(load_deal(deal_id, Permission.READ))


@blueprint.post("/deals/<id:deal_id>/milestones")
@require(POST=needs(Permission.ADVANCE, PERMISSIONS))
def add_milestone(deal_id: int) -> Response | tuple[str, int]:
    """Note a dated event."""
    row, form, actor = load_deal(deal_id, Permission.ADVANCE), MilestoneForm(request.form), current_actor()

    def note(session: Session) -> None:
        given = (form.kind.data, form.happened_on.data, form.note.data or "")
        services.add_milestone(session, session.get_one(Deal, deal_id), *given, actor=actor)

    return _write(row, form, note, _("里程碑已记录。"), milestone_form=form)


@blueprint.post("/deals/<id:deal_id>/logs")
@require(POST=needs(Permission.LOG, PERMISSIONS))
def add_log(deal_id: int) -> Response | tuple[str, int]:
    """Write a line of the log."""
    row, form, actor = load_deal(deal_id, Permission.LOG), LogForm(request.form), current_actor()

    def note(session: Session) -> None:
        deal_ = session.get_one(Deal, deal_id)
        services.add_log(session, deal_, form.log_kind.data, form.body.data or "", actor=actor)

    return _write(row, form, note, _("已记录。"), log_form=form)


@blueprint.post("/deals/<id:deal_id>/steps")
@require(POST=needs(Permission.ADVANCE, PERMISSIONS))
def advance(deal_id: int) -> Response | tuple[str, int]:
    """Begin talks, or prepare a signature."""
    row, form, actor = load_deal(deal_id, Permission.ADVANCE), BaseForm(request.form), current_actor()
    step = request.form.get("step", "")

    def move(session: Session) -> None:
        services.advance(session, session.get_one(Deal, deal_id), step, actor=actor, version=form.version.data)

    done = DEAL.transition(step).done if step in STEPS else ""
    return _write(row, form, move, _(done) if done else "")


@blueprint.post("/deals/<id:deal_id>/links")
@require(POST=needs(Permission.RECORD_REPLY, PERMISSIONS))
def issue_link(deal_id: int) -> Response | tuple[str, int]:
    """Make a one-time link that an officer passes on by 短信 or 微信; shown once, to this officer."""
    row, form, actor = load_deal(deal_id, Permission.RECORD_REPLY), BaseForm(request.form), current_actor()
    side = Side.NEED if request.form.get("side") == Side.NEED else Side.ACHIEVEMENT

    def issue(session: Session) -> None:
        path = services.fresh_link(session, session.get_one(Deal, deal_id), side, actor=actor)
        cookie[LINK_COOKIE] = [deal_id, side, path]

    return _write(row, form, issue, _("链接已生成，请复制下面的文本发给对方。之前的链接已失效。"))


def deal_page(row: Deal, **forms: BaseForm) -> str:
    """The whole page; ``forms`` replace the fresh ones after a refusal."""
    actor = current_actor()
    view = viewpoint(actor, row)
    may_write = PERMISSIONS.allows(actor, Permission.ADVANCE, row) and row.introduced_at is not None
    buttons = [step for step in DEAL.available(actor, row) if step.action in BUTTONS]
    contract_id = _contract(row)
    context: dict[str, Any] = {
        "deal": row,
        "contract_id": contract_id,
        "entitlements": entitlements.for_deal(db.session, row, actor, contract_id),
        "view": view,
        "state": (DEAL.labels[row.state], TONES[DealState(row.state)]),
        "steps": [DEAL.labels[state] for state in DealState if state is not DealState.CLOSED],
        "at_step": _place(row),
        "late": is_late(row),
        "statement": statement(row, view),
        "panels": panels(row, view),
        "explanation": explanation(row, view),
        "awaited": row.state == DealState.INVITED and awaited(row, view),
        "reason": told_reason(row, view.mine[0] if view.mine else None),
        "buttons": buttons,
        "consequences": CONSEQUENCES,
        "events": history.events(db.session, row, view),
        "amounts": amounts(db.session, row.id, view) if row.introduced_at else None,
        "pricing": pricing_right(row),
        "dossier_labels": DOSSIER.labels,
        "invitations": _invitations(row, view),
        "may_log": PERMISSIONS.allows(actor, Permission.LOG, row),
        "milestone_form": MilestoneForm(happened_on=clock.today()) if may_write else None,
        "log_form": LogForm(),
    }
    return render_template("deals/deal.html", **{**context, **forms})


def _contract(row: Deal) -> int | None:
    """The id of the deal's contract, for who may read that too."""
    found = contract_of_deal(db.session, row.id) if row.signed_on else None
    may_read = found is not None and CONTRACTS.allows(current_actor(), ContractPermission.READ, found)
    return found.id if found is not None and may_read else None


def _place(row: Deal) -> int:
    """Which step the deal is at; an ended one stays where its facts say it got to."""
    if row.state != DealState.CLOSED:
        return list(DealState).index(DealState(row.state))
    if row.signed_on is not None:
        return len(DealState) - 1
    return 1 if row.introduced_at is not None else 0


def _invitations(row: Deal, view: Viewpoint) -> list[outreach.Invitation]:
    if not view.is_officer or row.state != DealState.INVITED:
        return []
    deal_id, side, path = cookie.pop(LINK_COOKIE, None) or (None, None, None)
    fresh = {Side(side): str(path)} if deal_id == row.id and side else {}
    return outreach.invitations(db.session, row, base_url(), fresh)


def _write(
    row: Deal, form: BaseForm, call: Callable[[Session], None], done: str, **forms: BaseForm
) -> Response | tuple[str, int]:
    """Do what the form asks and come back to the page, or show it again with what is wrong."""
    if (answer := replayed()) is not None:
        return answer
    deal_id = row.id

    def once(session: Session) -> str:
        call(session)
        return url_for("deals.deal", deal_id=deal_id)

    if form.validate():
        try:
            answer = perform(once)
        except Invalid as error:
            form.take_errors(error)
        else:
            flash(done, "success")
            return answer
    form.refresh_key()
    if not forms:
        flash(_("没有这一步，请重新选择。"), "error")
    return deal_page(load_deal(deal_id, Permission.READ), **forms), UNPROCESSABLE
