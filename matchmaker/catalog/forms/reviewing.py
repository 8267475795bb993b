"""The officer's forms: review with classification, refined text, verification of a unit."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FieldList, FormField

from matchmaker.catalog import vocabulary
from matchmaker.catalog.contents import Record
from matchmaker.catalog.forms.acting import reason
from matchmaker.catalog.forms.fields import options
from matchmaker.catalog.forms.listing import MOST_ROWS, choice, paragraph, text
from matchmaker.catalog.forms.need import NeedIndicatorForm
from matchmaker.catalog.models import Need
from matchmaker.web.forms import BaseForm

Regions = list[tuple[str, str]]


class ReviewForm(BaseForm):
    """What the officer adds on publishing, and why something goes back.

    ``regions`` are the (code, name) pairs a need may be looked after in.
    """

    field_code = choice(_l("高新领域"))
    need_type = choice(_l("需求类型"))
    region_code = choice(_l("县区/园区"))
    ownership = choice(_l("权属"))
    verify_unit = BooleanField(_l("单位信息已核对，一并通过核验"))
    reason = reason(_l("说明或理由"))

    def __init__(self, *arguments: Any, record: Record, regions: Regions, **more: Any) -> None:
        super().__init__(*arguments, **more)
        blank = _("请选择")
        self.field_code.choices = options(vocabulary.FIELDS, blank)
        self.need_type.choices = options(vocabulary.NEED_TYPES, blank)
        self.ownership.choices = options(vocabulary.OWNERSHIPS, blank)
        self.region_code.choices = options(dict(regions))
        for name in ("ownership",) if isinstance(record, Need) else ("need_type", "region_code"):
            delattr(self, name)

    def classification(self) -> dict[str, Any]:
        """Column → code of what was chosen."""
        fields = (self._fields.get(name) for name in ("field_code", "need_type", "region_code", "ownership"))
        return {field.name: field.data for field in fields if field is not None and field.data}


class BatchForm(BaseForm):
    """What holds for all chosen needs that do not say it themselves."""

    field_code = choice(_l("高新领域（没有写明的）"))
    need_type = choice(_l("需求类型（没有写明的）"))
    note = reason(_l("质量偏低仍发布的原因"))

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.field_code.choices = options(vocabulary.FIELDS, _("请选择"))
        self.need_type.choices = options(vocabulary.NEED_TYPES, _("请选择"))

    def codes(self, name: str) -> frozenset[str]:
        """What may be chosen in the field ``name``."""
        return frozenset(vocabulary.FIELDS if name == "field_code" else vocabulary.NEED_TYPES)


class RefineForm(BaseForm):
    """The sharpened text of a need, beside the original."""

    title = text(_l("需求名称"), 120)
    one_liner = text(_l("一句话"), 60)
    problem = paragraph(_l("主要技术问题"))
    indicators = FieldList(FormField(NeedIndicatorForm), label=_l("技术指标"), max_entries=MOST_ROWS)
    note = reason(_l("给企业的说明"))

    def proposed(self) -> dict[str, Any]:
        """The refined fields as ``offer_refinement`` takes them; blank rows are left out."""
        rows = [entry.form for entry in self.indicators.entries]
        return {
            "title": self.title.data,
            "one_liner": self.one_liner.data,
            "problem": self.problem.data,
            "indicators": [{field.short_name: field.data or "" for field in row} for row in rows if not row.is_blank],
        }


class VerifyForm(BaseForm):
    """The officer's word on a unit."""

    reason = reason(_l("不通过的理由"))
