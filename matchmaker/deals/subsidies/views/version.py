"""One version of a rule for the office: its vectors with what came of them, and what may be done with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from matchmaker.core.errors import Conflict, Invalid
from matchmaker.core.money import exact_wan
from matchmaker.deals.subsidies.facts import FACTS, words
from matchmaker.deals.subsidies.forms import rules as forms
from matchmaker.deals.subsidies.models import RuleVersion, VersionState
from matchmaker.deals.subsidies.policies import PERMISSIONS, Permission
from matchmaker.deals.subsidies.reckoning import VERDICT_LABELS, percent
from matchmaker.deals.subsidies.rule import Parameter, Rule, parse
from matchmaker.deals.subsidies.services import revise_rule
from matchmaker.deals.subsidies.validity import Validity
from matchmaker.deals.subsidies.vectors import Trial
from matchmaker.deals.subsidies.views.blueprint import (
    UNPROCESSABLE,
    blueprint,
    cited,
    period,
    places_in,
    region_names,
    validity_badge,
)
from matchmaker.deals.subsidies.workflow import RULE_VERSION, VERSION_TONES
from matchmaker.web.actor import current_actor
from matchmaker.web.answering import Answer, answer_form
from matchmaker.web.forms import BaseForm, handle_rows
from matchmaker.web.idempotency import perform, replayed
from matchmaker.web.loaders import load
from matchmaker.web.policy import needs, require

OVERSEE, KEEP = needs(Permission.OVERSEE, PERMISSIONS), needs(Permission.KEEP, PERMISSIONS)


@blueprint.get("/policies/versions/<id:version_id>")
@require(GET=OVERSEE)
def version(version_id: int) -> str:
    """What the version says, its vectors and their outcome."""
    return _page(_load(version_id, Permission.OVERSEE))


@blueprint.route("/policies/versions/<id:version_id>/edit", methods=["GET", "POST"])
@require(GET=KEEP, POST=KEEP)
def edit_version(version_id: int) -> Answer:
    """Change a draft: words, period, figures, readings, vectors."""
    row = _load(version_id, Permission.KEEP)
    if (answer := replayed()) is not None:
        return answer
    if row.state != VersionState.DRAFT:
        raise Conflict(_(revise_rule.ONLY_DRAFTS))
    rule = parse(row.definition)
    places = places_in(row.rule.region_code, region_names())
    shape: Any = forms.version_form(rule, places)
    if request.method == "GET":
        return _edit_page(row, rule, shape(data=forms.initial(row, rule)))
    form = shape(request.form)
    if handle_rows(form):
        form.refresh_key()
        return _edit_page(row, rule, form)
    return _save(row, rule, form)


def _save(row: RuleVersion, rule: Rule, form: Any) -> Answer:
    actor, version_id, definition = current_actor(), row.id, row.definition

    def change(session: Session) -> str:
        kept, values = session.get_one(RuleVersion, version_id), forms.values(form, definition, rule)
        revise_rule.save_version(session, kept, values, actor=actor, version=form.version.data)
        return url_for("subsidies.version", version_id=version_id)

    def page() -> str:
        return _edit_page(_load(version_id, Permission.KEEP), rule, form)

    return answer_form(form, change, page, _("草稿已保存。请运行样例，全部通过后才能启用。"))


def _edit_page(row: RuleVersion, rule: Rule, form: Any) -> str:
    figures = [form[forms.FIGURE + name] for name in rule.parameters]
    points = [(form[forms.READING + each.key], form[forms.SETTLED + each.key]) for each in rule.points]
    return render_template("subsidies/edit_version.html", version=row, form=form, figures=figures, points=points)


@blueprint.post("/policies/versions/<id:version_id>/vectors")
@require(POST=KEEP)
def try_version(version_id: int) -> Answer:
    """Run all vectors and note whether they pass."""
    return _act(version_id, BaseForm(request.form), lambda session, row, actor, _seen: _try(session, row, actor))


def _try(session: Session, row: RuleVersion, actor: Any) -> None:
    revise_rule.try_vectors(session, row, actor=actor)


@blueprint.post("/policies/versions/<id:version_id>/activation")
@require(POST=KEEP)
def activate_version(version_id: int) -> Answer:
    """Put a draft whose vectors pass into use."""

    def activate(session: Session, row: RuleVersion, actor: Any, seen: int | None) -> None:
        revise_rule.activate(session, row, actor=actor, version=seen)

    return _act(version_id, BaseForm(request.form), activate, _("规则已启用。"))


@blueprint.post("/policies/versions/<id:version_id>/confirmation")
@require(POST=KEEP)
def confirm_version(version_id: int) -> Answer:
    """State that a text without dates is in force."""
    form = forms.ConfirmForm(request.form)

    def confirm(session: Session, row: RuleVersion, actor: Any, seen: int | None) -> None:
        revise_rule.confirm(session, row, form.basis.data or "", actor=actor, version=seen)

    return _act(version_id, form, confirm, _("已确认有效，企业可以申领了。"), confirm_form=form)


@blueprint.post("/policies/versions/<id:version_id>/retirement")
@require(POST=KEEP)
def retire_version(version_id: int) -> Answer:
    """Take a version out of use."""
    form = forms.RetireForm(request.form)

    def retire(session: Session, row: RuleVersion, actor: Any, seen: int | None) -> None:
        revise_rule.retire(session, row, form.reason.data or "", actor=actor, version=seen)

    return _act(version_id, form, retire, _("规则已停用。"), retire_form=form)


def _act(
    version_id: int,
    form: BaseForm,
    call: Callable[[Session, RuleVersion, Any, int | None], None],
    done: str = "",
    **shown: BaseForm,
) -> Answer:
    _load(version_id, Permission.KEEP)
    if (answer := replayed()) is not None:
        return answer
    actor = current_actor()

    def once(session: Session) -> str:
        call(session, session.get_one(RuleVersion, version_id), actor, form.version.data)
        return url_for("subsidies.version", version_id=version_id)

    if form.validate():
        try:
            answer = perform(once)
        except Invalid as error:
            form.take_errors(error)
        else:
            flash(*((done, "success") if done else _trial_words(version_id)))
            return answer
    form.refresh_key()
    for message in getattr(form, "form_errors", []):
        flash(_(message), "error")
    return _page(_load(version_id, Permission.OVERSEE), **shown), UNPROCESSABLE


def _trial_words(version_id: int) -> tuple[str, str]:
    """What is said of a trial, and in which tone."""
    found = revise_rule.trials(_load(version_id, Permission.OVERSEE))
    wrong = sum(not trial.passes for trial in found)
    if wrong:
        return _("样例共 %(n)s 条，%(wrong)s 条没有通过，不能启用。", n=len(found), wrong=wrong), "warning"
    return _("样例共 %(n)s 条，全部通过。", n=len(found)), "success"


def _load(version_id: int, permission: Permission) -> RuleVersion:
    return load(RuleVersion, version_id, permission, PERMISSIONS)


def _page(row: RuleVersion, **shown: BaseForm) -> str:
    rule, may_keep = parse(row.definition), PERMISSIONS.allows(current_actor(), Permission.KEEP, row)
    names = region_names()
    needs_confirmation = row.validity() is Validity.UNCONFIRMED and row.state == VersionState.ACTIVE
    context: dict[str, Any] = {
        "version": row,
        "state": (_(RULE_VERSION.labels[row.state]), VERSION_TONES[VersionState(row.state)]),
        "badge": validity_badge(row),
        "facts": [
            (_("地区"), names.get(row.rule.region_code, "")),
            (_("出处"), cited(row)),
            (_("有效期"), period(row)),
        ],
        "figures": [(_(each.label), _figure(each)) for each in rule.parameters.values()],
        "rule": rule,
        "trials": [_line(trial, names) for trial in revise_rule.trials(row)],
        "may_keep": may_keep,
        "confirm_form": forms.ConfirmForm(version=row.version) if may_keep and needs_confirmation else None,
        "retire_form": forms.RetireForm(version=row.version)
        if may_keep and row.state != VersionState.RETIRED
        else None,
    }
    return render_template("subsidies/version.html", **{**context, **shown})


def _figure(each: Parameter) -> str:
    if each.kind == "rate":
        return percent(each.value)
    return f"{exact_wan(int(each.value))} {_('万元')}" if each.kind == "money" else str(each.value)


def _line(trial: Trial, names: Mapping[str, str]) -> dict[str, Any]:
    given = [f"{_(FACTS[name].label)} {_(words(name, value, names))}" for name, value in trial.vector.given.items()]
    return {
        "note": trial.vector.note,
        "given": "；".join(given),
        "expected": _said(trial.vector.verdict, trial.vector.amount),
        "found": _said(trial.found.verdict, trial.found.amount),
        "passes": trial.passes,
    }


def _said(verdict: Any, amount: int | None) -> str:
    label = str(_(VERDICT_LABELS[verdict]))
    return label if amount is None else f"{label}，{exact_wan(amount)} {_('万元')}"
