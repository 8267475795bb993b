"""Keeping a rule: its words, period, figures, open points and vectors, made from the rule itself."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from fractions import Fraction
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, FieldList, FormField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from matchmaker.catalog.forms.fields import WanField
from matchmaker.core.i18n import N_
from matchmaker.deals.subsidies.forms.facts import PercentField, Places, fact_fields, stated, typed
from matchmaker.deals.subsidies.models import RuleVersion
from matchmaker.deals.subsidies.reckoning import VERDICT_LABELS, Verdict
from matchmaker.deals.subsidies.rule import Parameter, Rule
from matchmaker.deals.subsidies.vectors import MOST
from matchmaker.web.forms import BaseForm, RowForm, choices

FIGURE, READING, SETTLED = "figure_", "reading_", "settled_"
MOST_COUNTED = 10_000


def _text(label: Any, longest: int, kind: Any = StringField) -> Any:
    return kind(
        label, [DataRequired(N_("请填写这一项。")), Length(max=longest, message=_("最多 %(n)d 个字。", n=longest))]
    )


class ConfirmForm(BaseForm):
    """On what ground a text without dates is in force."""

    basis = StringField(
        _l("确认依据"),
        [Length(max=500, message=_l("最多 500 个字。"))],
        description=_l("例如文件名、文号，或哪次会议确认。"),
    )


class RetireForm(BaseForm):
    """Why a version goes out of use."""

    reason = StringField(_l("理由"), [Length(max=1000, message=_l("最多 1000 个字。"))])


def version_form(rule: Rule, places: Places) -> type[BaseForm]:
    """The form for a draft of ``rule``."""
    fields: dict[str, Any] = {
        "title": _text(_("名称"), 100),
        "card": _text(_("一句话说明（大白话）"), 1000, TextAreaField),
        "source": _text(_("出处文件"), 200),
        "clause": _text(_("条款"), 100),
        "valid_from": DateField(_("生效日期"), [Optional()], description=_("原文没有写就空着。")),
        "valid_to": DateField(
            _("到期日期"), [Optional()], description=_("当天仍然有效。两个日期都空着，须另行确认效力。")
        ),
    }
    fields |= {FIGURE + name: _figure(each) for name, each in rule.parameters.items()}
    for point in rule.points:
        fields[READING + point.key] = SelectField(_(point.question), choices=choices(point.choices.items()))
        fields[SETTLED + point.key] = BooleanField(_("主管部门已明确"))
    row = type("VectorRow", (RowForm,), {**fact_fields(rule.inputs, places), **_expected()})
    fields["vectors"] = FieldList(FormField(row), _("样例"), max_entries=MOST)
    return type("VersionForm", (BaseForm,), fields)


def _figure(parameter: Parameter) -> Any:
    wanted = [InputRequired(N_("请填写这一项。"))]
    if parameter.kind == "money":
        return WanField(_("%(name)s（万元）", name=_(parameter.label)), wanted)
    if parameter.kind == "rate":
        return PercentField(_("%(name)s（%%）", name=_(parameter.label)), wanted)
    most = NumberRange(0, MOST_COUNTED, message=_l("请填写 0 到 10000 之间的整数。"))
    return IntegerField(_(parameter.label), [*wanted, most])


def _expected() -> dict[str, Any]:
    verdicts = [(code.value, _(label)) for code, label in VERDICT_LABELS.items()]
    return {
        "expected_verdict": SelectField(_("应得结论"), choices=choices(verdicts)),
        "expected_amount": WanField(_("应得金额（万元）")),
        "note": StringField(_("这条样例说明什么"), [Length(max=100, message=_("最多 100 个字。"))]),
    }


def initial(row: RuleVersion, rule: Rule) -> dict[str, Any]:
    """A version as the form's data."""
    data: dict[str, Any] = {
        name: getattr(row, name) for name in ("title", "card", "source", "clause", "valid_from", "valid_to", "version")
    }
    for name, each in rule.parameters.items():
        data[FIGURE + name] = each.value if each.kind == "rate" else int(each.value)
    for point in rule.points:
        data[READING + point.key], data[SETTLED + point.key] = point.assumed, point.settled
    data["vectors"] = [
        {
            **typed(each["given"]),
            "expected_verdict": each["verdict"],
            "expected_amount": each["amount"],
            "note": each.get("note", ""),
        }
        for each in row.vectors
    ]
    return data


def values(form: Any, definition: Mapping[str, Any], rule: Rule) -> dict[str, Any]:
    """What ``services.revise_rule`` takes, from a valid form; the structure of the rule stays."""
    changed = deepcopy(dict(definition))
    for name, each in rule.parameters.items():
        changed["parameters"][name]["value"] = _kept(form[FIGURE + name].data, each)
    for point in changed.get("points", []):
        point["assumed"] = form[READING + point["key"]].data
        point["settled"] = bool(form[SETTLED + point["key"]].data)
    plain = ("title", "card", "source", "clause", "valid_from", "valid_to")
    return {
        **{name: form[name].data for name in plain},
        "definition": changed,
        "vectors": [_vector(entry.form, rule) for entry in form.vectors.entries if _is_given(entry.form, rule)],
    }


def _kept(value: Fraction | int, parameter: Parameter) -> str | int:
    return str(value) if parameter.kind == "rate" else int(value)


def _is_given(row: Any, rule: Rule) -> bool:
    return bool(stated(row, rule.inputs)) or row.expected_amount.data is not None or bool(row.note.data)


def _vector(row: Any, rule: Rule) -> dict[str, Any]:
    amount = row.expected_amount.data
    if amount is None and rule.calculation is not None and row.expected_verdict.data == Verdict.REFUSED:
        amount = 0
    return {
        "given": stated(row, rule.inputs),
        "verdict": row.expected_verdict.data,
        "amount": amount,
        "note": row.note.data or "",
    }
