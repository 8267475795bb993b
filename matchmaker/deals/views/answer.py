"""Answering an introduction: signed in, or by a one-time link without an account."""

from __future__ import annotations

from typing import Any

from flask import flash, make_response, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from matchmaker.core import clock
from matchmaker.core.authz import Actor
from matchmaker.core.errors import Invalid, NotFound
from matchmaker.deals import services
from matchmaker.deals.forms import AnswerForm
from matchmaker.deals.models import Channel, Deal, DealState, Side
from matchmaker.deals.policies import PERMISSIONS, Permission
from matchmaker.deals.queries import link_of, sides_of, with_records
from matchmaker.deals.texts import OWN_WORDS, last_day, told_reason
from matchmaker.deals.viewpoints import Viewpoint, awaited, explanation, panels
from matchmaker.deals.views.blueprint import UNPROCESSABLE, blueprint, load_deal
from matchmaker.organizations.models import OneTimeLink
from matchmaker.organizations.services import link_actor
from matchmaker.web.actor import current_actor
from matchmaker.web.extensions import db
from matchmaker.web.idempotency import perform, replayed
from matchmaker.web.policy import needs, public, require

AGREE, DECLINE = "agree", "decline"
REPLY = needs(Permission.REPLY, PERMISSIONS)


@blueprint.route("/deals/<id:deal_id>/reply", methods=["GET", "POST"])
@require(GET=REPLY, POST=REPLY)
def reply(deal_id: int) -> Response | str | tuple[str, int]:
    """What is asked of one's side, and its answer."""
    row, actor = load_deal(deal_id, Permission.REPLY), current_actor()
    if request.method == "GET":
        return _question(row, actor, AnswerForm())
    if (answered := replayed()) is not None:
        return answered
    form, agreed = AnswerForm(request.form), request.form.get("action") == AGREE
    side = _side(row, actor, form)

    def answer(session: Session) -> str:
        given = _given(form, agreed=agreed)
        services.reply(
            session, session.get_one(Deal, deal_id), side, agreed, actor=actor, channel=Channel.ACCOUNT, **given
        )
        return url_for("deals.deal", deal_id=deal_id)

    if _is_answer(form):
        try:
            response = perform(answer)
        except Invalid as error:
            form.take_errors(error)
        else:
            flash(_thanks(agreed=agreed), "success")
            return response
    form.refresh_key()
    return _question(load_deal(deal_id, Permission.REPLY), actor, form), UNPROCESSABLE


@blueprint.route("/answers/<token>", methods=["GET", "POST"])
@require(GET=public(), POST=public())
def answer(token: str) -> Response:
    """The same by one-time link: GET shows, POST decides; a spent link shows what was answered."""
    link = link_of(db.session, token)
    if link is None or (link.used_at is None and link.expires_at <= clock.now()):
        return _gone()
    row = db.session.get(Deal, link.subject_id, options=with_records())
    if row is None:
        return _gone()
    actor = link_actor(link)
    if request.method == "GET" or link.used_at is not None:
        return _private(_replayed_or_page(row, actor, link))
    return _answer_by(token, row, actor)


def _answer_by(token: str, row: Deal, actor: Actor) -> Response:
    form, agreed, deal_id = AnswerForm(request.form), request.form.get("action") == AGREE, row.id

    def decide(session: Session) -> str:
        services.answer_by_link(session, token, agreed, **_given(form, agreed=agreed))
        return url_for("deals.answer", token=token)

    if _is_answer(form):
        try:
            response = perform(decide)
        except NotFound:
            return _gone()
        except Invalid as error:
            form.take_errors(error)
        else:
            flash(_thanks(agreed=agreed), "success")
            return response
    form.refresh_key()
    row = db.session.get_one(Deal, deal_id, options=with_records())
    return _private(_question(row, actor, form), UNPROCESSABLE)


def _replayed_or_page(row: Deal, actor: Actor, link: OneTimeLink) -> Response | str:
    if request.method == "POST" and (answered := replayed()) is not None:
        return answered
    if link.used_at is None and row.state == DealState.INVITED:
        return _question(row, actor, AnswerForm())
    return _status(row, actor, shows_contact=link.expires_at > clock.now())


def _question(row: Deal, actor: Actor, form: AnswerForm) -> str:
    """The page with the question; or how things stand when there is none any more."""
    view = Viewpoint(is_officer=False, is_leader=False, mine=tuple(sides_of(actor, row)))
    open_sides = awaited(row, view) if row.state == DealState.INVITED else []
    if not open_sides:
        return _status(row, actor, shows_contact=True)
    mine, other = _two_panels(row, view, open_sides[0])
    form.side.data = open_sides[0].value
    context: dict[str, Any] = {
        "deal": row,
        "form": form,
        "mine": mine,
        "other": other,
        "own_word": OWN_WORDS[open_sides[0]],
        "other_word": OWN_WORDS[open_sides[0].other],
        "day": last_day(row.reply_due_at),
        "explanation": explanation(row, view),
        "by_link": actor.kind == "link",
        "other_agreed": other.reply is not None and other.reply.agreed,
    }
    return render_template("deals/answer.html", **context)


def _status(row: Deal, actor: Actor, *, shows_contact: bool) -> str:
    """How things stand, for a side that has nothing to answer."""
    sides = tuple(sides_of(actor, row))
    mine, other = _two_panels(row, Viewpoint(is_officer=False, is_leader=False, mine=sides), sides[0])
    context: dict[str, Any] = {
        "deal": row,
        "mine": mine,
        "other": other,
        "contact": other.contact if shows_contact else None,
        "by_link": actor.kind == "link",
        "reason": told_reason(row, sides[0]),
    }
    return render_template("deals/answered.html", **context)


def _two_panels(row: Deal, view: Viewpoint, side: Side) -> tuple[Any, Any]:
    by_side = {panel.side: panel for panel in panels(row, view)}
    return by_side[side], by_side[side.other]


def _side(row: Deal, actor: Actor, form: AnswerForm) -> Side:
    """The side the form speaks for, if it is the actor's; else the actor's first."""
    mine = sides_of(actor, row)
    wanted = [side for side in mine if side == form.side.data]
    return (wanted or mine)[0]


def _is_answer(form: AnswerForm) -> bool:
    if request.form.get("action") not in {AGREE, DECLINE}:
        form.form_errors = [_("请选择同意或不同意。")]
        return False
    return form.validate()


def _given(form: AnswerForm, *, agreed: bool) -> dict[str, Any]:
    note = form.note.data or ""
    return {"note": note} if agreed else {"reason": form.reason.data, "note": note, "share": form.share.data}


def _thanks(*, agreed: bool) -> str:
    return str(_("已登记您的答复：同意引荐。") if agreed else _("已登记您的答复：不同意引荐。"))


def _private(page: Response | str, status: int = 200) -> Response:
    """Nothing behind a link stays in anybody's cache."""
    response = page if isinstance(page, Response) else make_response(page, status)
    response.headers["Cache-Control"] = "no-store"
    return response


def _gone() -> Response:
    response = _private(render_template("deals/answer_gone.html"), 404)
    response.headers["X-Error-Code"] = "link_gone"
    return response
