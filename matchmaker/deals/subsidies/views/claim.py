"""One claim: what was stated, how the amount came about, its files, and what may be done with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from matchmaker.core import clock
from matchmaker.core.errors import Invalid
from matchmaker.deals.subsidies import queries
from matchmaker.deals.subsidies.facts import FACTS, words
from matchmaker.deals.subsidies.forms.claims import DecisionForm
from matchmaker.deals.subsidies.models import Claim, ClaimState
from matchmaker.deals.subsidies.policies import PERMISSIONS, Permission
from matchmaker.deals.subsidies.reckoning import alternatives, outcome_from_json
from matchmaker.deals.subsidies.rule import parse
from matchmaker.deals.subsidies.services import claiming
from matchmaker.deals.subsidies.services.deciding import Decision, decide
from matchmaker.deals.subsidies.views.blueprint import (
    blueprint,
    check_lines,
    cited,
    load_claim_title,
    region_names,
    verdict_badge,
)
from matchmaker.deals.subsidies.views.papers import listed
from matchmaker.deals.subsidies.workflow import CLAIM, CLAIM_TONES, EDITABLE
from matchmaker.web.actor import current_actor
from matchmaker.web.answering import Answer, answer_form
from matchmaker.web.extensions import db
from matchmaker.web.filters import cn_date, wan
from matchmaker.web.forms import BaseForm
from matchmaker.web.loaders import load
from matchmaker.web.policy import needs, require

READ, EDIT, DECIDE = (needs(each, PERMISSIONS) for each in (Permission.READ, Permission.EDIT, Permission.DECIDE))
OWN_STEPS = {"submit": claiming.submit, "withdraw": claiming.withdraw}


@blueprint.get("/claims/<id:claim_id>")
@require(GET=READ)
def claim(claim_id: int) -> str:
    """The claim as its unit and the office see it."""
    return _page(load(Claim, claim_id, Permission.READ, PERMISSIONS))


@blueprint.post("/claims/<id:claim_id>/steps")
@require(POST=EDIT)
def step_claim(claim_id: int) -> Answer:
    """Hand in, or take back."""
    row = load(Claim, claim_id, Permission.EDIT, PERMISSIONS)
    step = request.form.get("step", "")
    form = BaseForm(request.form)

    def move(session: Session, kept: Claim) -> None:
        if step not in OWN_STEPS:
            raise Invalid(_("没有这一步，请重新选择。"))
        OWN_STEPS[step](session, kept, actor=current_actor(), version=form.version.data)

    return _act(row, form, move, CLAIM.transition(step).done if step in OWN_STEPS else "")


@blueprint.post("/claims/<id:claim_id>/decision")
@require(POST=DECIDE)
def decide_claim(claim_id: int) -> Answer:
    """Take up, return, grant, refuse, or note the payment: as the button says."""
    row = load(Claim, claim_id, Permission.DECIDE, PERMISSIONS)
    form, action = DecisionForm(request.form), request.form.get("action", "")

    def move(session: Session, kept: Claim) -> None:
        given = Decision(action, form.reason.data or "", form.amount.data, form.day.data)
        decide(session, kept, given, actor=current_actor(), version=form.version.data)

    known = {step.action for step in CLAIM.transitions}
    return _act(row, form, move, CLAIM.transition(action).done if action in known else "", decision_form=form)


def _act(row: Claim, form: Any, move: Callable[[Session, Claim], None], done: str, **shown: BaseForm) -> Answer:
    claim_id = row.id

    def once(session: Session) -> str:
        move(session, session.get_one(Claim, claim_id))
        return url_for("subsidies.claim", claim_id=claim_id)

    def page() -> str:
        for message in () if shown else form.form_errors:
            flash(_(message), "error")
        return _page(load(Claim, claim_id, Permission.READ, PERMISSIONS), **shown)

    return answer_form(form, once, page, _(done))


def _page(row: Claim, **shown: Any) -> str:
    actor, rule = current_actor(), parse(row.rule_version.definition)
    outcome = outcome_from_json(row.outcome)
    available = CLAIM.available(actor, row)
    decisions = [step for step in available if step.permission is Permission.DECIDE]
    may_edit = PERMISSIONS.allows(actor, Permission.EDIT, row) and row.state in EDITABLE
    names = region_names()
    context: dict[str, Any] = {
        "claim": row,
        "title": load_claim_title(row),
        "state": (_(CLAIM.labels[row.state]), CLAIM_TONES[ClaimState(row.state)]),
        "clause": cited(row.rule_version),
        "facts": [(_(FACTS[n].label), _(words(n, row.facts.get(n), names))) for n in rule.inputs],
        "outcome": outcome,
        "verdict": verdict_badge(outcome),
        "checks": check_lines(outcome),
        "others": alternatives(rule, row.facts),
        "particulars": _particulars(row),
        "files": listed(queries.files_of(db.session, row.id), row, may_remove=False),
        "documents": rule.documents,
        "may_edit": may_edit,
        "own_steps": [step for step in available if step.permission is Permission.EDIT],
        "decisions": decisions,
        "granted_before": _granted_before(row) if decisions else 0,
        "decision_form": _decision_form(row) if decisions else None,
        "is_old": row.rule_version.state != "active",
    }
    return render_template("subsidies/claim.html", **{**context, **shown})


def _granted_before(row: Claim) -> int:
    return queries.granted_in_year(db.session, row, clock.today().year)


def _decision_form(row: Claim) -> DecisionForm:
    amount = row.decided_amount if row.state == ClaimState.GRANTED else row.reckoned
    return DecisionForm(version=row.version, amount=amount, day=clock.today())


def _particulars(row: Claim) -> list[tuple[str, str]]:
    def money(fen: int | None) -> str:
        return "" if fen is None else f"{wan(fen)} {_('万元')}"

    return [
        (_("申领单位"), row.organization.name),
        (_("申领事项"), row.item),
        (_("规则版本"), _("第 %(n)s 版", n=row.rule_version.number)),
        (_("提交日期"), cn_date(row.submitted_at)),
        (_("按政策计算"), money(row.reckoned)),
        (_("决定日期"), cn_date(row.decided_on)),
        (_("同意金额"), money(row.decided_amount)),
        (_("拨付日期"), cn_date(row.paid_on)),
        (_("拨付金额"), money(row.paid_amount)),
        (_("补充说明"), row.note),
    ]
