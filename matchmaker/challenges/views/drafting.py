"""The issuer's draft: saved at any time, submitted when whole; what was typed is never lost."""

from __future__ import annotations

from functools import partial
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from matchmaker.challenges import completeness
from matchmaker.challenges.models import Challenge, ChallengeState, CreditDeclaration, Profile, Tie
from matchmaker.challenges.policies import PERMISSIONS, Permission
from matchmaker.challenges.preparing_forms import DraftForm
from matchmaker.challenges.profiles import PROFILES
from matchmaker.challenges.queries.ties import ties_of
from matchmaker.challenges.services.draft import Draft, save_draft, submit_draft
from matchmaker.challenges.views.blueprint import blueprint, load_challenge
from matchmaker.organizations.queries import setting
from matchmaker.web.actor import current_actor
from matchmaker.web.answering import Answer, answer_form
from matchmaker.web.extensions import db
from matchmaker.web.forms import handle_rows
from matchmaker.web.idempotency import SEE_OTHER, replayed
from matchmaker.web.policy import needs, require

PREPARE = needs(Permission.PREPARE, PERMISSIONS)


@blueprint.route("/challenges/<id:challenge_id>/edit", methods=["GET", "POST"])
@require(GET=PREPARE, POST=PREPARE)
def edit_draft(challenge_id: int) -> Answer:
    """Write, save and submit a draft."""
    row, actor = load_challenge(challenge_id, Permission.PREPARE), current_actor()
    if request.method == "GET":
        if row.state != ChallengeState.DRAFT:
            flash(_("榜题已提交，不能再改；需要修改请先退回。"), "info")
            return redirect(url_for("challenges.case", challenge_id=row.id), SEE_OTHER)
        return _page(row, _filled(row))
    form = _form(row, request.form)
    if handle_rows(form):
        return _page(row, form)
    if (answered := replayed()) is not None:
        return answered
    submits = request.form.get("action") == "submit"
    keep = partial(submit_draft if submits else save_draft, draft=_draft(form), actor=actor, version=form.version.data)

    def once(session: Session) -> str:
        keep(session, session.get_one(Challenge, challenge_id))
        return url_for("challenges.case" if submits else "challenges.edit_draft", challenge_id=challenge_id)

    done = _("已提交初筛。") if submits else _("草稿已保存。")
    return answer_form(form, once, lambda: _page(load_challenge(challenge_id, Permission.PREPARE), form), done)


def _draft(form: DraftForm) -> Draft:
    ties = {Tie.AFFILIATE: _typed(form.affiliates)}
    if "invited" in form:
        ties[Tie.INVITED] = _typed(form.invited)
    said = {"yes": True, "no": False}.get(form.credit_clean.data or "")
    return Draft(form.values, ties, said, form.credit_statement.data or "")


def _typed(rows: Any) -> list[str]:
    return [entry.data or "" for entry in rows.entries]


def _filled(row: Challenge) -> DraftForm:
    said = db.session.get(CreditDeclaration, row.id)
    names = ("title", "background", "problem", "goal", "ownership", "conditions", "months", "funding_kind", "reward")
    data: dict[str, Any] = {name: getattr(row, name) for name in names}
    # a draft of a need says nothing of the funds yet: 0 there would look like an answer
    data |= {name: getattr(row, name) or None for name in ("own_funds", "public_funds", "solver_share")}
    data |= {
        "indicators": [
            {"name": line.name, "target": line.target, "unit": line.unit, "method": line.method}
            for line in row.indicators
        ],
        "affiliates": list(ties_of(db.session, row, Tie.AFFILIATE).values()),
        "invited": list(ties_of(db.session, row, Tie.INVITED).values()) if _invites(row) else [],
        "credit_clean": {True: "yes", False: "no"}[said.clean] if said else None,
        "credit_statement": said.statement if said else "",
        "version": row.version,
    }
    form = _form(row, None, data=data)
    rows: Any = form.indicators
    if not rows.entries:
        rows.append_entry()
    return form


def _form(row: Challenge, formdata: Any, **more: Any) -> DraftForm:
    years = int(setting(db.session, "challenge.credit_years", row.region_code))
    return DraftForm(formdata, years=years, invites=_invites(row), **more)


def _invites(row: Challenge) -> bool:
    return PROFILES[Profile(row.profile)].invited_only


def _page(row: Challenge, form: DraftForm) -> str:
    return render_template(
        "challenges/draft.html",
        challenge=row,
        form=form,
        items=completeness.items(row),
        profile=PROFILES[Profile(row.profile)],
    )
