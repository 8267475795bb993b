"""One policy and its calculator: everything typed stands in the address, so that a result can be passed on."""

from __future__ import annotations

from typing import Any

from flask import render_template, request
from flask_babel import gettext as _

from matchmaker.core.errors import NotFound
from matchmaker.core.money import exact_wan
from matchmaker.deals.subsidies import queries
from matchmaker.deals.subsidies.forms.claims import calculator_form
from matchmaker.deals.subsidies.forms.facts import stated
from matchmaker.deals.subsidies.models import RuleVersion
from matchmaker.deals.subsidies.policies import PERMISSIONS, Permission
from matchmaker.deals.subsidies.reckoning import Alternative, Outcome, Verdict, alternatives, reckon
from matchmaker.deals.subsidies.rule import Rule, RuleKind, parse
from matchmaker.deals.subsidies.services.claiming import why_not
from matchmaker.deals.subsidies.views.blueprint import (
    blueprint,
    check_lines,
    cited,
    kind_label,
    period,
    places_in,
    region_names,
    validity_badge,
    verdict_badge,
)
from matchmaker.web.actor import current_actor
from matchmaker.web.extensions import db
from matchmaker.web.policy import public, require


@blueprint.get("/policies/<id:rule_id>")
@require(GET=public())
def policy(rule_id: int) -> str:
    """The card, the calculator and, once something was typed, the result."""
    version = queries.current_version(db.session, rule_id)
    if version is None:
        raise NotFound
    rule = parse(version.definition)
    form = calculator_form(rule, places_in(version.rule.region_code, region_names()))(request.args)
    is_asked = any(name in request.args for name in rule.inputs)
    is_valid = form.validate() if is_asked else True
    result = _result(rule, stated(form, rule.inputs)) if is_asked and is_valid else None
    refusal = why_not(version)
    return render_template(
        "subsidies/policy.html",
        version=version,
        rule=rule,
        form=form,
        result=result,
        is_refused=is_asked and not is_valid,
        badge=validity_badge(version),
        facts=_facts(version, rule),
        refusal=refusal if rule.kind is RuleKind.SUBSIDY else "",
        may_claim=not refusal and PERMISSIONS.holds(current_actor(), Permission.START),
        must_sign_in=not refusal and not current_actor().is_signed_in,
    )


def _facts(version: RuleVersion, rule: Rule) -> list[tuple[str, Any]]:
    return [
        (_("地区"), version.rule.region.name),
        (_("类型"), kind_label(version)),
        (_("出处"), cited(version)),
        (_("有效期"), period(version)),
        (_("规则版本"), _("第 %(n)s 版", n=version.number)),
        (_("申领材料"), "、".join(rule.documents)),
    ]


def _result(rule: Rule, facts: Any) -> dict[str, Any]:
    outcome = reckon(rule, facts)
    return {
        "badge": verdict_badge(outcome),
        "headline": headline(rule, outcome),
        "checks": check_lines(outcome),
        "steps": outcome.steps,
        "others": [_other(rule, each) for each in alternatives(rule, facts)],
    }


def headline(rule: Rule, outcome: Outcome) -> str:
    """The outcome in one sentence."""
    if rule.kind is RuleKind.RECOGNITION:
        return _recognised(outcome)
    if rule.kind is RuleKind.REFERENCE:
        return str(_("原文没有写金额，请向主管部门询问。"))
    if outcome.amount is None:
        return str(_("还缺少计算用的金额或数量，算不出结果。"))
    said = exact_wan(outcome.amount)
    if rule.kind is RuleKind.MINIMUM:
        return str(_("至少应给 %(amount)s 万元，可以给得更多。", amount=said))
    return {
        Verdict.REFUSED: str(_("按填写的情况，可申领 0 万元。")),
        Verdict.UNCLEAR: str(_("如果待确认的条件都符合，可申领 %(amount)s 万元。", amount=said)),
        Verdict.ELIGIBLE: str(_("可申领 %(amount)s 万元。", amount=said)),
    }[outcome.verdict]


def _recognised(outcome: Outcome) -> str:
    said = {
        Verdict.ELIGIBLE: _("按填写的情况符合条件。是否认定由主管部门决定，这里不出具证明。"),
        Verdict.UNCLEAR: _("还有条件待确认，暂时不能判断。"),
        Verdict.REFUSED: _("按填写的情况不符合条件。"),
    }
    return str(said[outcome.verdict])


def _other(rule: Rule, other: Alternative) -> dict[str, str]:
    return {"question": other.question, "reading": other.reading, "result": headline(rule, other.outcome)}
