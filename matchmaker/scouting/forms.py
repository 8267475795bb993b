"""The shape of what scouts, units and officers type."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import (
    DateField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, Email, InputRequired, Length, Optional

from matchmaker.catalog import vocabulary
from matchmaker.organizations.models import KIND_LABELS, OrganizationKind, Region
from matchmaker.scouting.models import METHOD_LABELS, SCOUT_KIND_LABELS
from matchmaker.web.forms import BaseForm, choices

SHORT, LINE, NOTE, LONG = 60, 100, 500, 2000
UNIT_KINDS = tuple(kind for kind in OrganizationKind if kind is not OrganizationKind.BUREAU)
OTHER = "other"


def at_most(length: int) -> Length:
    """A limit with its Chinese message."""
    return Length(max=length, message=_l("最多 %(max)d 字。"))


def region_choices(regions: Iterable[Region]) -> list[tuple[str, str]]:
    """Regions as they are chosen."""
    return [(each.code, each.name) for each in regions]


class AskForm(BaseForm):
    """Sending a record to its unit."""

    send_to = StringField(
        _l("单位联系人的邮箱"),
        [Optional(), Length(max=254), Email(message=_l("邮箱地址不正确。"))],
        description=_l("可以不填，由您把链接用短信或微信发给对方。"),
    )


class AnswerForm(BaseForm):
    """The unit's words; which button was pressed says yes or no."""

    note = TextAreaField(_l("不同意的原因"), [Optional(), at_most(NOTE)])


class LetterForm(BaseForm):
    """The unit's letter of authorisation."""

    file = FileField(_l("单位授权书"))


class ContactForm(BaseForm):
    """A contact, short enough for a phone: where, how, what was learnt; the rest can stay empty."""

    organization = SelectField(_l("单位"), validate_choice=False)
    other_name = StringField(_l("其他单位的全称"), [Optional(), at_most(LINE)])
    other_kind = SelectField(_l("其他单位的类型"), validate_choice=False)
    method = RadioField(_l("方式"), default="visit")
    happened_on = DateField(_l("日期"), [InputRequired(_l("请填写日期。"))])
    learnt = TextAreaField(_l("了解到什么"), [DataRequired(_l("请写下了解到的情况。")), at_most(LONG)])
    counterpart = StringField(
        _l("对方部门或职务"), [Optional(), at_most(SHORT)], description=_l("只写公开的工作信息，不写个人手机号。")
    )
    next_contact_on = DateField(_l("下次联系日期"), [Optional()])
    remark = TextAreaField(_l("内部备注"), [Optional(), at_most(LONG)], description=_l("只有您本人和本单位看得到。"))
    lead_kind = RadioField(_l("同时记一条线索"), default="")
    lead_title = StringField(_l("线索名称"), [Optional(), at_most(120)])

    def offer(self, units: Iterable[tuple[int, str]]) -> None:
        """Fill in what can be chosen."""
        listed = [(str(key), name) for key, name in units]
        self.organization.choices = choices([*listed, (OTHER, _("其他单位（在下面填写）"))])
        self.other_kind.choices = choices((kind.value, _(KIND_LABELS[kind])) for kind in reversed(UNIT_KINDS))
        self.method.choices = choices((code.value, _(label)) for code, label in METHOD_LABELS.items())
        self.lead_kind.choices = choices([("", _("不记")), ("achievement", _("成果线索")), ("need", _("需求线索"))])


class LeadForm(BaseForm):
    """A hint of an achievement or a need."""

    kind = RadioField(_l("类型"), default="achievement")
    title = StringField(_l("名称"), [DataRequired(_l("请填写名称。")), at_most(120)])
    organization_text = StringField(_l("哪个单位"), [Optional(), at_most(LINE)], description=_l("不确定可以先不填。"))
    note = TextAreaField(_l("已知情况"), [Optional(), at_most(LONG)])
    source_note = StringField(
        _l("从哪里得知"), [Optional(), at_most(200)], description=_l("例如：走访、公开报道、会议。")
    )

    def offer(self) -> None:
        """Fill in what can be chosen."""
        self.kind.choices = choices([("achievement", _("成果")), ("need", _("需求"))])


class RegisterLeadForm(BaseForm):
    """Which unit a lead belongs to, when it becomes a record."""

    unit_name = StringField(_l("单位全称"), [DataRequired(_l("请填写单位全称。")), at_most(LINE)])
    unit_kind = SelectField(_l("单位类型"), validate_choice=False)
    unit_region_code = SelectField(_l("所在地区"), validate_choice=False)

    def offer(self, regions: Iterable[Region]) -> None:
        """Fill in what can be chosen."""
        self.unit_kind.choices = choices((kind.value, _(KIND_LABELS[kind])) for kind in UNIT_KINDS)
        self.unit_region_code.choices = choices(region_choices(regions))


class ReasonForm(BaseForm):
    """Words that an act demands."""

    reason = TextAreaField(_l("理由"), [DataRequired(_l("请说明理由。")), at_most(300)])


class ProfileForm(BaseForm):
    """A line of the roster."""

    user_id = SelectField(_l("人员"), validate_choice=False)
    kind = SelectField(_l("类别"))
    unit = StringField(_l("派出单位"), [DataRequired(_l("请填写派出单位。")), at_most(LINE)])
    host = StringField(
        _l("驻点单位"), [Optional(), at_most(LINE)], description=_l("双链融合专员、科技特派员服务的企业、园区或村。")
    )
    region_code = SelectField(_l("负责地区"))
    field_codes = SelectMultipleField(_l("熟悉的领域"))
    term_start = DateField(_l("任期开始"), [InputRequired(_l("请填写任期开始日期。"))])
    term_end = DateField(_l("任期结束"), [Optional()], description=_l("不填表示没有期限。"))

    def offer(self, people: Iterable[tuple[int, str]], regions: Iterable[Region]) -> None:
        """Fill in what can be chosen."""
        self.user_id.choices = choices((str(key), name) for key, name in people)
        self.kind.choices = choices((code.value, _(label)) for code, label in SCOUT_KIND_LABELS.items())
        self.region_code.choices = choices(region_choices(regions))
        self.field_codes.choices = choices(vocabulary.FIELDS.items())


class AssignmentForm(BaseForm):
    """A fixed contact."""

    organization_id = SelectField(_l("定点联系单位"), validate_choice=False)
    starts_on = DateField(_l("从哪天起"), [InputRequired(_l("请填写日期。"))])

    def offer(self, units: Iterable[tuple[int, str]]) -> None:
        """Fill in what can be chosen."""
        self.organization_id.choices = choices((str(key), name) for key, name in units)


class RouteForm(BaseForm):
    """Where a need goes."""

    route = RadioField(_l("转到哪里"))
    assignee_id = SelectField(_l("承办人"), validate_choice=False)
    department = StringField(
        _l("承办部门"), [Optional(), at_most(LINE)], description=_l("转中试、揭榜或有关部门时填写。")
    )
    note = TextAreaField(_l("交办说明"), [Optional(), at_most(1000)])
    due_on = DateField(_l("完成期限"), [InputRequired(_l("请填写完成期限。"))])

    def offer(self, routes: Iterable[tuple[str, str]], people: Iterable[tuple[int, str]]) -> None:
        """Fill in what can be chosen."""
        self.route.choices = choices((code, _(label)) for code, label in routes)
        self.assignee_id.choices = choices([("", _("不指定个人")), *((str(key), name) for key, name in people)])


class OutcomeForm(BaseForm):
    """What came of a routing task, or why it is closed."""

    outcome = TextAreaField(_l("结果"), [DataRequired(_l("请写明结果。")), at_most(1000)])
