"""论证, for the expert in a seat: what is asked, whether they must stand back, and their opinion."""

from __future__ import annotations

from flask import render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from matchmaker.challenges.arguing_forms import OPINION_WORDS, ConflictForm, OpinionForm
from matchmaker.challenges.models import (
    FUNDING_LABELS,
    ArgumentOpinion,
    Challenge,
    ChallengeState,
    FundingKind,
    Opinion,
    PanelSeat,
    Stage,
)
from matchmaker.challenges.policies import PERMISSIONS, Permission
from matchmaker.challenges.services.argue import give_opinion
from matchmaker.challenges.services.form_panel import declare_conflict
from matchmaker.challenges.views.blueprint import blueprint
from matchmaker.core.errors import NotFound
from matchmaker.organizations.models import Organization
from matchmaker.web.actor import current_actor
from matchmaker.web.answering import Answer, answer_form
from matchmaker.web.extensions import db
from matchmaker.web.idempotency import replayed
from matchmaker.web.loaders import load
from matchmaker.web.policy import needs, require

ARGUE = needs(Permission.ARGUE, PERMISSIONS)


@blueprint.get("/argument-seats/<id:seat_id>")
@require(GET=ARGUE)
def argument_seat(seat_id: int) -> str:
    """The challenge as it is argued, and the forms that are due."""
    return _page(_load(seat_id), ConflictForm(), OpinionForm())


@blueprint.post("/argument-seats/<id:seat_id>/conflict")
@require(POST=ARGUE)
def declare_argument_conflict(seat_id: int) -> Answer:
    """Say whether one must stand back."""
    if (answered := replayed()) is not None:
        return answered
    _load(seat_id)
    form, actor = ConflictForm(request.form), current_actor()

    def once(session: Session) -> str:
        seat, conflict = session.get_one(PanelSeat, seat_id), form.conflict.data == "yes"
        declare_conflict(session, seat, conflict=conflict, note=form.note.data or "", actor=actor)
        return url_for("challenges.argument_seat", seat_id=seat_id)

    return answer_form(form, once, lambda: _page(_load(seat_id), form, OpinionForm()), _("声明已记录。"))


@blueprint.post("/argument-seats/<id:seat_id>/opinion")
@require(POST=ARGUE)
def argument_opinion(seat_id: int) -> Answer:
    """Say what one holds of need and money, once."""
    if (answered := replayed()) is not None:
        return answered
    _load(seat_id)
    form, actor = OpinionForm(request.form), current_actor()

    def once(session: Session) -> str:
        said = {"on_need": Opinion(form.on_need.data), "on_funds": Opinion(form.on_funds.data)}
        seat = session.get_one(PanelSeat, seat_id)
        give_opinion(session, seat, **said, comment=form.comment.data or "", actor=actor)
        return url_for("challenges.argument_seat", seat_id=seat_id)

    return answer_form(form, once, lambda: _page(_load(seat_id), ConflictForm(), form), _("意见已提交。"))


def _load(seat_id: int) -> PanelSeat:
    seat = load(PanelSeat, seat_id, Permission.ARGUE, PERMISSIONS)
    if seat.stage != Stage.ARGUMENT:
        raise NotFound
    return seat


def _page(seat: PanelSeat, conflict: ConflictForm, opinion: OpinionForm) -> str:
    row = db.session.get_one(Challenge, seat.challenge_id)
    given = db.session.get(ArgumentOpinion, seat.id)
    due = row.state == ChallengeState.PRESCREENED and seat.judging == row.judging and given is None
    return render_template(
        "challenges/argument_seat.html",
        challenge=row,
        issuer=db.session.get_one(Organization, row.organization_id),
        funding=FUNDING_LABELS[FundingKind(row.funding_kind)] if row.funding_kind else "",
        seat=seat,
        given=given,
        opinions=OPINION_WORDS,
        may_declare=given is None and seat.judging == row.judging,
        conflict=conflict,
        opinion=opinion if due and seat.conflict is False else None,
    )
