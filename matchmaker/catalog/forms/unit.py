"""Which unit a record is about, for those who enter records of others."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Form, SelectField, StringField
from wtforms.validators import DataRequired, Email, Length, Optional

from matchmaker.catalog import vocabulary
from matchmaker.catalog.forms.achievement import AchievementForm
from matchmaker.catalog.forms.fields import options
from matchmaker.catalog.forms.listing import text
from matchmaker.catalog.forms.need import NeedForm
from matchmaker.organizations.models import KIND_LABELS, OrganizationKind, Region
from matchmaker.web.forms import choices

ACHIEVEMENT_KINDS = (
    OrganizationKind.UNIVERSITY,
    OrganizationKind.INSTITUTE,
    OrganizationKind.PLATFORM,
    OrganizationKind.AGENCY,
    OrganizationKind.ENTERPRISE,
)
NEED_SOURCES = ("visit", "task_force", "chain_specialist", "envoy", "lingyang")
ACHIEVEMENT_SOURCES = ("scout", "roadshow", "facility_list", "outside_city")


# The browser would offer the particulars of whoever types, not those of the unit.
OTHERS = {"autocomplete": "off"}


class UnitFields(Form):
    """A known unit by name or credit code, or the particulars of a new one."""

    unit_name = StringField(
        _l("单位全称"),
        validators=[DataRequired(_l("请填写单位全称。")), Length(max=100, message=_l("最多 100 字。"))],
        render_kw={"list": "known-units", "autocomplete": "off"},
    )
    unit_credit_code = text(_l("统一社会信用代码"), 18, description=_l("已登记的单位可不填。"), render_kw=OTHERS)
    unit_kind = SelectField(_l("单位类型"), validators=[Optional()])
    unit_region_code = SelectField(_l("所在地区"), validators=[Optional()], description=_l("平台上还没有的单位必填。"))
    unit_contact_name = text(_l("联系人"), 40, description=_l("只填公开的工作信息。"), render_kw=OTHERS)
    unit_contact_phone = text(_l("办公电话"), 32, render_kw=OTHERS)
    unit_contact_email = StringField(
        _l("工作邮箱"),
        validators=[Optional(), Length(max=254), Email(message=_l("邮箱地址不正确。"))],
        description=_l("请单位确认的链接会发到这里。"),
        render_kw=OTHERS,
    )
    source = SelectField(_l("征集来源"))

    def offer(self, kinds: Iterable[OrganizationKind], regions: Iterable[Region], sources: Iterable[str]) -> None:
        """Fill in what can be chosen."""
        self.unit_kind.choices = options({kind.value: KIND_LABELS[kind] for kind in kinds})
        self.unit_region_code.choices = choices([("", _("请选择")), *((each.code, each.name) for each in regions)])
        self.source.choices = options({code: vocabulary.SOURCES[code] for code in sources})

    def unit(self) -> dict[str, str]:
        """name, credit_code, kind, region_code and contact of the unit, as typed."""
        return {
            field.short_name.removeprefix("unit_"): field.data or ""
            for field in self
            if field.short_name.startswith("unit_")
        }


class NeedForFirmForm(UnitFields, NeedForm):
    """代填: a need entered for a firm."""


class AchievementOfUnitForm(UnitFields, AchievementForm):
    """An achievement entered for a unit."""
