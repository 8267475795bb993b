"""拟发榜: mode, money by the city's rule, and weights, on one page; for the city, or for the county."""

from __future__ import annotations

from functools import partial
from typing import Any

from flask import render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from matchmaker.challenges.models import FUNDING_LABELS, Challenge, FundingKind, Mode, Profile
from matchmaker.challenges.policies import PERMISSIONS, Permission
from matchmaker.challenges.preparing_forms import ApprovalForm
from matchmaker.challenges.profiles import PROFILES, walks
from matchmaker.challenges.services.approve import approve
from matchmaker.challenges.services.guards import required_funds
from matchmaker.challenges.services.step import require_city
from matchmaker.challenges.views.blueprint import blueprint, load_challenge
from matchmaker.challenges.workflow import CHALLENGE
from matchmaker.core.errors import Conflict
from matchmaker.core.i18n import N_
from matchmaker.organizations.queries import settings, sources
from matchmaker.web.actor import current_actor
from matchmaker.web.answering import Answer, answer_form
from matchmaker.web.extensions import db
from matchmaker.web.forms import handle_rows
from matchmaker.web.idempotency import replayed
from matchmaker.web.policy import needs, require

RULES = ("challenge.own_funds_percent", "challenge.solver_percent")
# our choice, where the draft says nothing of its weights
USUAL = (
    (N_("技术方案的先进性和可行性"), 40),
    (N_("团队能力和已有基础"), 25),
    (N_("进度和考核安排"), 15),
    (N_("经费预算"), 10),
    (N_("成果转化和推广前景"), 10),
)


def approval_page(action: str, challenge_id: int) -> Answer:
    """Approve (``approve`` for the city, ``approve_own`` for the county)."""
    step = CHALLENGE.transition(action)
    row, actor = load_challenge(challenge_id, step.permission), current_actor()
    if step.permission is Permission.DECIDE:
        require_city(row, actor)
    if (answered := replayed()) is not None:
        return answered
    if row.state not in step.sources or not walks(row.profile, action):
        raise Conflict(_("这道榜题现在不能审定，请查看最新情况。"))
    if request.method == "GET":
        return _page(row, _filled(row))
    form = ApprovalForm(request.form)
    if handle_rows(form):
        return _page(row, form)

    def once(session: Session) -> str:
        approve(
            session,
            session.get_one(Challenge, challenge_id),
            mode=Mode(form.mode.data),
            places=form.places.data or 1,
            race_reason=form.race_reason.data or "",
            money=form.money,
            criteria=form.lines,
            actor=actor,
            version=form.version.data,
        )
        return url_for("challenges.case", challenge_id=challenge_id)

    return answer_form(
        form, once, lambda: _page(load_challenge(challenge_id, step.permission), form), _("已审定，可以准备张榜。")
    )


def _filled(row: Challenge) -> ApprovalForm:
    lines = [{"name": line.name, "weight": line.weight} for line in row.criteria]
    data: dict[str, Any] = {
        "mode": row.mode or Mode.SINGLE.value,
        "race_reason": row.race_reason,
        "places": row.places if row.is_race else None,
        **{name: getattr(row, name) for name in ("reward", "own_funds", "public_funds", "solver_share")},
        "criteria": lines or [{"name": _(name), "weight": weight} for name, weight in USUAL],
        "version": row.version,
    }
    return ApprovalForm(data=data)


def _page(row: Challenge, form: ApprovalForm) -> str:
    own, solver = required_funds(db.session, row)
    return render_template(
        "challenges/approval.html",
        challenge=row,
        form=form,
        profile=PROFILES[Profile(row.profile)],
        funding=FUNDING_LABELS[FundingKind(row.funding_kind)] if row.funding_kind else "",
        ruled=row.profile != Profile.ENTERPRISE,
        percents=settings(db.session, RULES, row.region_code),
        sources={key: _(words) for key, words in sources(db.session, RULES, row.region_code).items()},
        least=(own, solver),
        total=sum(line["weight"] for line in form.lines),
    )


for _action, _address in (("approve", "approval"), ("approve_own", "own-approval")):
    _policy = needs(CHALLENGE.transition(_action).permission, PERMISSIONS)
    blueprint.add_url_rule(
        f"/challenges/<id:challenge_id>/{_address}",
        endpoint=_address.replace("-", "_"),
        view_func=require(GET=_policy, POST=_policy)(partial(approval_page, _action)),
        methods=["GET", "POST"],
    )
