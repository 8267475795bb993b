"""What administrators type in: shapes only."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, IntegerField, PasswordField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from matchmaker.accounts.forms import email_field, login_field, name_field, password_field, phone_field, untouched
from matchmaker.accounts.models import UserState
from matchmaker.accounts.policies import PASSWORD_MAXIMUM
from matchmaker.accounts.workflow import ACCOUNT
from matchmaker.admin.words import EVENTS, JOB_STATES, SUBJECTS
from matchmaker.core.db import LARGEST_ID
from matchmaker.organizations.defaults import SettingRule
from matchmaker.organizations.services.roles import ROLE_LABELS
from matchmaker.web.forms import BaseForm, FilterForm

Groups = dict[str, list[tuple[str, str]]]


def choices(labels: Iterable[tuple[str, str]], blank: Any = None) -> list[tuple[str, str]]:
    """Codes with their words, after an entry for all of them."""
    return [("", blank or _("全部")), *((code, _(label)) for code, label in labels)]


class UserFilter(FilterForm):
    """Narrows the list of accounts."""

    q = StringField(_l("姓名、登录名或邮箱"))
    role = SelectField(_l("角色"), validators=[Optional()])
    state = SelectField(_l("状态"), validators=[Optional()])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.role.choices = choices((role.value, label) for role, label in ROLE_LABELS.items())
        self.state.choices = choices((state, ACCOUNT.labels[state]) for state in UserState)


class NewUserForm(BaseForm):
    """An account for somebody."""

    name = name_field()
    login = login_field(_l("3 至 64 个字符：英文字母、数字和 . _ @ + -。"))
    email = email_field(required=False, description=_l("填写后发送设置密码的链接，不用初始密码。"))
    phone = phone_field(required=False)
    password = PasswordField(
        _l("初始密码"),
        filters=[untouched],
        validators=[Optional(), Length(max=PASSWORD_MAXIMUM, message=_l("密码最多 128 个字符。"))],
        description=_l("没有邮箱时填写，至少 10 个字符。对方首次登录必须更换。"),
        render_kw={"autocomplete": "new-password"},
    )


class GivePasswordForm(BaseForm):
    """A temporary password."""

    password = password_field(_l("临时密码"), _l("请填写临时密码。"), new=True)


class RoleForm(BaseForm):
    """A role to be given, and where."""

    role = SelectField(_l("角色"), validators=[InputRequired(_l("请选择角色。"))])
    region_code = SelectField(_l("负责地区"), description=_l("联络员、领导、情报员必选。"))
    organization = StringField(
        _l("所属单位"),
        validators=[Length(max=100, message=_l("单位全称最多 100 个字。"))],
        description=_l("填写全称或统一社会信用代码。科研人员、高校院所管理员、企业必填。"),
    )
    starts_on = DateField(_l("起始日期"), validators=[Optional()])
    ends_on = DateField(_l("截止日期"), validators=[Optional()], description=_l("留空为长期。"))

    def __init__(self, *args: Any, regions: Groups, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = ((role.value, label) for role, label in ROLE_LABELS.items())
        self.role.choices = choices(labels, _("请选择"))
        self.region_code.choices = {"": [("", _("不限地区"))], **regions}


class ReasonForm(BaseForm):
    """Why an account is suspended."""

    reason = TextAreaField(
        _l("理由"),
        validators=[DataRequired(_l("请说明理由。")), Length(max=500, message=_l("理由最多 500 个字。"))],
    )


class JobFilter(FilterForm):
    """Narrows the list of jobs."""

    status = SelectField(_l("状态"), validators=[Optional()])
    kind = SelectField(_l("任务"), validators=[Optional()])

    def __init__(self, *args: Any, kinds: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.status.choices = choices((code, label) for code, (label, _tone) in JOB_STATES.items())
        self.kind.choices = choices(kinds)


class TraceFilterForm(FilterForm):
    """Narrows the audit trail."""

    subject_kind = SelectField(_l("对象"), validators=[Optional()])
    subject_id = StringField(_l("对象编号"), validators=[Length(max=40, message=_l("编号最多 40 个字符。"))])
    who = StringField(_l("办理人（姓名或登录名）"), validators=[Length(max=64)])
    first = DateField(_l("从"), validators=[Optional()])
    last = DateField(_l("到"), validators=[Optional()])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.subject_kind.choices = choices(SUBJECTS.items())


class SecurityFilter(FilterForm):
    """Narrows the security log."""

    kind = SelectField(_l("事件"), validators=[Optional()])
    address = StringField(_l("网络地址"), validators=[Length(max=45)])
    user_id = IntegerField(_l("账号编号"), validators=[Optional(), NumberRange(1, LARGEST_ID)])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind.choices = choices(EVENTS.items())


class SettingForm(BaseForm):
    """A new value for a business rule, for a region, from a day on."""

    value: Any = StringField(_l("新的值"))
    region_code = SelectField(_l("适用地区"))
    valid_from = DateField(_l("生效日期"), validators=[InputRequired(_l("请填写生效日期。"))])
    source = StringField(
        _l("依据"),
        validators=[
            DataRequired(_l("请写明依据，如文件名称和条款。")),
            Length(max=300, message=_l("依据最多 300 个字。")),
        ],
        description=_l("如文件名称、文号和条款。"),
    )

    def __init__(self, *args: Any, rule: SettingRule, regions: Groups, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.region_code.choices = {"": [("", _("全部地区"))], **(regions if rule.per_region else {})}


class ChoiceSettingForm(SettingForm):
    """The same where the value is one of a few."""

    value = SelectField(_l("新的值"))

    def __init__(self, *args: Any, rule: SettingRule, regions: Groups, **kwargs: Any) -> None:
        super().__init__(*args, rule=rule, regions=regions, **kwargs)
        self.value.choices = [(code, _(label)) for code, label in rule.choices]
