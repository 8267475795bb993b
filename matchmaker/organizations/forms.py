"""What is typed in about organisations: shapes only; choices come in through the constructor."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from matchmaker.accounts.forms import (
    consent_field,
    email_field,
    login_field,
    name_field,
    password_field,
    phone_field,
    repeated_password_field,
)
from matchmaker.organizations.models import KIND_LABELS, QUALIFICATION_LABELS, SCALE_LABELS, OrganizationKind
from matchmaker.web.forms import BaseForm, FilterForm

Groups = dict[str, list[tuple[str, str]]]
SELF_REGISTERED = (
    OrganizationKind.ENTERPRISE,
    OrganizationKind.UNIVERSITY,
    OrganizationKind.INSTITUTE,
    OrganizationKind.PLATFORM,
    OrganizationKind.AGENCY,
)
REGION_MISSING = _l("请选择所在地区。")


def kind_choices(kinds: Sequence[OrganizationKind] = tuple(OrganizationKind)) -> list[tuple[str, str]]:
    """Kinds with their Chinese words."""
    return [(kind.value, _(KIND_LABELS[kind])) for kind in kinds]


def with_blank(groups: Groups, label: str) -> Groups:
    """Grouped choices that begin with nothing chosen."""
    return {"": [("", label)], **groups}


def organization_name_field() -> Any:
    """The full registered name."""
    return StringField(
        _l("单位全称"),
        validators=[DataRequired(_l("请填写单位全称。")), Length(max=100, message=_l("单位全称最多 100 个字。"))],
        description=_l("与营业执照或法人证书一致。"),
        render_kw={"autocomplete": "organization"},
    )


def credit_code_field() -> Any:
    """18 characters, judged by the service."""
    return StringField(
        _l("统一社会信用代码"),
        validators=[Optional()],
        description=_l("18 位。企业必填，其他单位有则填写。"),
        render_kw={"autocapitalize": "characters", "spellcheck": "false"},
    )


class OrganizationFilterForm(FilterForm):
    """Narrows the officer's list."""

    q = StringField(_l("名称或信用代码"), validators=[Length(max=100, message=_l("最多 100 个字。"))])
    state = SelectField(_l("状态"), validators=[Optional()])
    kind = SelectField(_l("类型"), validators=[Optional()])
    region = SelectField(_l("地区"), validators=[Optional()])

    def __init__(self, *args: Any, regions: Groups, states: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        everything = ("", _("全部"))
        self.state.choices = [everything, *((code, _(label)) for code, label in states)]
        self.kind.choices = [everything, *kind_choices()]
        self.region.choices = with_blank(regions, _("全部"))


class RegisterForm(BaseForm):
    """An organisation and whoever acts for it, in one go."""

    kind = RadioField(_l("单位类型"), validators=[InputRequired(_l("请选择单位类型。"))])
    name = organization_name_field()
    credit_code = credit_code_field()
    region_code = SelectField(_l("所在地区"), validators=[InputRequired(REGION_MISSING)])
    contact_name = name_field(_l("联系人姓名"))
    contact_phone = phone_field(required=True, description=_l("只在双方同意对接后告知对方。"))
    contact_email = email_field(required=False, description=_l("用于接收通知和找回密码，建议填写。"))
    login = login_field(_l("3 至 64 个字符：英文字母、数字和 . _ @ + -。"))
    password = password_field(_l("密码"), _l("请填写密码。"), new=True)
    again = repeated_password_field()
    consent = consent_field()

    def __init__(self, *args: Any, regions: Groups, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind.choices = kind_choices(SELF_REGISTERED)
        self.region_code.choices = with_blank(regions, _("请选择"))


class OrganizationForm(BaseForm):
    """An organisation's particulars; ``without`` names the fields this person may not change."""

    kind = SelectField(_l("单位类型"))
    name = organization_name_field()
    credit_code = credit_code_field()
    region_code = SelectField(_l("所在地区"), validators=[InputRequired(REGION_MISSING)])
    short_name = StringField(_l("简称"), validators=[Length(max=40, message=_l("简称最多 40 个字。"))])
    scale = SelectField(_l("企业规模"))
    qualifications = SelectMultipleField(_l("资质"))
    address = StringField(_l("地址"), validators=[Length(max=200, message=_l("地址最多 200 个字。"))])
    introduction = TextAreaField(
        _l("单位简介"),
        validators=[Length(max=2000, message=_l("单位简介最多 2000 个字。"))],
        description=_l("核验后公开显示。"),
    )
    contact_name = StringField(_l("联系人"), validators=[Length(max=40, message=_l("联系人最多 40 个字。"))])
    contact_phone = phone_field(required=False, description=_l("不公开，双方同意对接后告知对方。"))
    contact_email = email_field(required=False, description=_l("不公开，用于没有账号时接收确认链接。"))

    def __init__(self, *args: Any, regions: Groups, without: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind.choices = kind_choices()
        self.region_code.choices = with_blank(regions, _("请选择"))
        self.scale.choices = [("", _("未填写")), *((code, _(label)) for code, label in SCALE_LABELS.items())]
        self.qualifications.choices = [(code, _(label)) for code, label in QUALIFICATION_LABELS.items()]
        for name in without:
            del self[name]

    @property
    def values(self) -> dict[str, Any]:
        """The columns this form sets."""
        skipped = {"idempotency_key", "version"}
        values = {field.short_name: field.data for field in self if field.short_name not in skipped}
        if "scale" in values:
            values["scale"] = values["scale"] or None
        return values


class ReasonForm(BaseForm):
    """Why an organisation is suspended; it gets to read it."""

    reason = TextAreaField(
        _l("理由"),
        validators=[DataRequired(_l("请说明理由。")), Length(max=500, message=_l("理由最多 500 个字。"))],
        description=_l("单位会看到。"),
    )


class InviteForm(BaseForm):
    """A colleague to be invited."""

    name = name_field()
    login = login_field(_l("对方用它登录，可用邮箱或工号。"))
    email = email_field(required=True, description=_l("设置密码的链接发到这里。"))
    phone = phone_field(required=False)
    role = SelectField(_l("角色"), validators=[InputRequired(_l("请选择角色。"))])

    def __init__(self, *args: Any, roles: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.role.choices = roles


class DeputyForm(BaseForm):
    """Who stands in, from when to when."""

    deputy_id = SelectField(_l("代理人"), coerce=int, validators=[InputRequired(_l("请选择代理人。"))])
    starts_on = DateField(_l("第一天"), validators=[InputRequired(_l("请填写第一天。"))])
    ends_on = DateField(_l("最后一天"), validators=[InputRequired(_l("请填写最后一天。"))])

    def __init__(self, *args: Any, officers: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.deputy_id.choices = officers
