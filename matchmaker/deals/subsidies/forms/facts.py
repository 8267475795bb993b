"""Fields for the facts that a rule asks about, made from the rule itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, Form, IntegerField, SelectField
from wtforms.validators import NumberRange, Optional
from wtforms.widgets import TextInput

from matchmaker.catalog.forms.fields import WanField
from matchmaker.deals.subsidies.facts import ELSEWHERE, FACTS, FactKind, Value
from matchmaker.deals.subsidies.reckoning import percent
from matchmaker.web.forms import choices as pairs
from matchmaker.web.forms import clean

YES, NO = "yes", "no"
MOST_COUNTED = 10_000
Places = Sequence[tuple[str, str]]


class PercentField(Field):
    """A share typed in per cent, between 0 and 100; ``data`` is an exact fraction or None."""

    widget = TextInput()

    def __init__(self, label: Any = None, validators: Any = None, **more: Any) -> None:
        super().__init__(label, validators, render_kw={"inputmode": "decimal"}, **more)

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else percent(self.data).removesuffix("%")

    def process_formdata(self, valuelist: list[str]) -> None:
        text = clean(valuelist[0]).removesuffix("%") if valuelist else ""
        self.data: Fraction | None = None
        whole, dot, part = text.partition(".")
        if not (whole.isdecimal() and whole.isascii() and len(text) <= len("100.000000")):
            raise ValueError(_("请填写百分数，例如 20 或 12.5。"))
        if dot and not (part.isdecimal() and part.isascii()):
            raise ValueError(_("请填写百分数，例如 20 或 12.5。"))
        rate = Fraction(text) / 100
        if rate > 1:
            raise ValueError(_("不能超过 100%。"))
        self.data = rate


def fact_fields(names: Iterable[str], places: Places) -> dict[str, Any]:
    """Unbound fields by the facts' names; ``places`` are the regions to choose from, besides elsewhere."""
    return {name: _field(name, places) for name in names}


def _field(name: str, places: Places) -> Any:
    fact = FACTS[name]
    label = _(fact.label)
    unsure = ("", _("不清楚"))
    if fact.kind is FactKind.MONEY:
        return WanField(_("%(name)s（万元）", name=label))
    if fact.kind is FactKind.COUNT:
        most = NumberRange(0, MOST_COUNTED, message=_l("请填写 0 到 10000 之间的整数。"))
        return IntegerField(label, [Optional(), most], render_kw={"inputmode": "numeric"})
    if fact.kind is FactKind.FLAG:
        return SelectField(label, choices=pairs([unsure, (YES, _("是")), (NO, _("否"))]), filters=[clean])
    if fact.kind is FactKind.REGION:
        return SelectField(label, choices=pairs([unsure, *places, (ELSEWHERE, _("外地"))]), filters=[clean])
    known = [(code, _(words)) for code, words in fact.choices.items()]
    return SelectField(label, choices=pairs([unsure, *known]), filters=[clean])


def stated(form: Form, names: Iterable[str]) -> dict[str, Value]:
    """The facts that were given and can be used; call after ``validate``."""
    found: dict[str, Value] = {}
    for name in names:
        if name not in form or form[name].errors or form[name].data in (None, ""):
            continue
        field = form[name]
        found[name] = field.data == YES if FACTS[name].kind is FactKind.FLAG else field.data
    return found


def typed(facts: Mapping[str, Value]) -> dict[str, Any]:
    """Facts as the fields' initial data."""
    return {name: (YES if value else NO) if isinstance(value, bool) else value for name, value in facts.items()}
