"""What people type in about themselves: shapes only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, PasswordField, SelectField, StringField
from wtforms.validators import DataRequired, Email, EqualTo, InputRequired, Length, Optional, Regexp

from matchmaker.accounts.policies import PASSWORD_MAXIMUM
from matchmaker.accounts.topics import CHOSEN, EXPLAINED, LABELS, MODE_LABELS, MailMode, Topic
from matchmaker.core.contacts import PHONE
from matchmaker.web.forms import BaseForm, FilterForm, choices


def untouched(text: str | None) -> str:
    """A password as typed: blanks at its ends belong to it."""
    return text or ""


def password_field(label: Any, required: Any, *, new: bool = False, validators: tuple[Any, ...] = ()) -> Any:
    """A password input that tells browsers whether it asks for the present or a new one."""
    return PasswordField(
        label,
        filters=[untouched],
        validators=[
            InputRequired(required),
            Length(max=PASSWORD_MAXIMUM, message=_l("密码最多 128 个字符。")),
            *validators,
        ],
        description=_l("至少 10 个字符，不能包含登录名。") if new and not validators else "",
        render_kw={"autocomplete": "new-password" if new else "current-password"},
    )


def repeated_password_field() -> Any:
    """The new password once more, against slips."""
    same = EqualTo("password", _l("两次输入的密码不一样。"))
    return password_field(_l("再输一次密码"), _l("请再输一次密码。"), new=True, validators=(same,))


def login_field(description: Any = "", *, takes_focus: bool = False) -> Any:
    """A sign-in name; ``takes_focus`` where it is all the page is for."""
    return StringField(
        _l("登录名"),
        validators=[DataRequired(_l("请填写登录名。")), Length(max=64, message=_l("登录名最多 64 个字符。"))],
        description=description,
        render_kw={
            "autocomplete": "username",
            "autocapitalize": "none",
            "spellcheck": "false",
            "autofocus": takes_focus,  # False leaves the attribute out
        },
    )


def name_field(label: Any = None) -> Any:
    """A person's name."""
    return StringField(
        label or _l("姓名"),
        validators=[DataRequired(_l("请填写姓名。")), Length(max=40, message=_l("姓名最多 40 个字。"))],
        render_kw={"autocomplete": "name"},
    )


def email_field(*, required: bool, description: Any = "") -> Any:
    """A mail address of at most 254 characters."""
    return StringField(
        _l("邮箱"),
        validators=[
            DataRequired(_l("请填写邮箱。")) if required else Optional(),
            Length(max=254, message=_l("邮箱最多 254 个字符。")),
            Email(_l("邮箱格式不正确，例：office@unit.cn。")),
        ],
        description=description,
        render_kw={"autocomplete": "email", "inputmode": "email"},
    )


def phone_field(*, required: bool, description: Any = "") -> Any:
    """A mobile or landline number, as people write it."""
    return StringField(
        _l("电话"),
        validators=[
            DataRequired(_l("请填写电话。")) if required else Optional(),
            Length(max=32, message=_l("电话最多 32 个字符。")),
            Regexp(f"^{PHONE}$", message=_l("电话只含数字、空格、括号和连字符，可写分机“转123”。")),
        ],
        description=description,
        render_kw={"autocomplete": "tel", "inputmode": "tel"},
    )


def hour_field(label: Any) -> Any:
    """A full hour of the day in China, or none."""
    hours = choices([("", _l("不设")), *((str(hour), f"{hour:02d}:00") for hour in range(24))])
    return SelectField(label, choices=hours, coerce=_hour)


def _hour(text: Any) -> int | None:
    return int(text) if text not in {"", None} else None


def consent_field() -> Any:
    """Agreement to the notice about personal data."""
    return BooleanField(
        _l("我已阅读并同意《个人信息处理说明》"),
        validators=[InputRequired(_l("请先阅读并同意《个人信息处理说明》。"))],
    )


class SignInForm(BaseForm):
    """Name and password; ``next`` is the path to go on to."""

    login = login_field(takes_focus=True)
    password = password_field(_l("密码"), _l("请填写密码。"))
    next = HiddenField()


class ChangePasswordForm(BaseForm):
    """The old password and the new one, twice."""

    present = password_field(_l("现在的密码"), _l("请填写现在的密码。"))
    password = password_field(_l("新密码"), _l("请填写新密码。"), new=True)
    again = repeated_password_field()


class AskResetForm(BaseForm):
    """The address a reset link is to be mailed to."""

    email = email_field(required=True, description=_l("填写账号资料里登记的邮箱。"))


class SetPasswordForm(BaseForm):
    """A new password through a mailed link."""

    password = password_field(_l("新密码"), _l("请填写新密码。"), new=True)
    again = repeated_password_field()


class FirstPasswordForm(SetPasswordForm):
    """The same for somebody who has not agreed to the notice yet."""

    consent = consent_field()


class ProfileForm(BaseForm):
    """One's own particulars."""

    name = name_field()
    email = email_field(required=False, description=_l("用于接收通知和重设密码。"))
    phone = phone_field(required=False, description=_l("只在双方同意对接后告知对方。"))
    present = PasswordField(
        _l("现在的密码"),
        filters=[untouched],
        validators=[Optional(), Length(max=PASSWORD_MAXIMUM, message=_l("密码最多 128 个字符。"))],
        description=_l("只有修改邮箱时需要填写。"),
        render_kw={"autocomplete": "current-password"},
    )


def mode_field(topic: Topic) -> Any:
    """When notices about ``topic`` are mailed. What must be answered within days is not left for a week."""
    modes = [mode for mode in MailMode if not (topic is Topic.DUTIES and mode is MailMode.WEEKLY)]
    return SelectField(
        _l(LABELS[topic]),
        choices=choices((mode.value, _l(MODE_LABELS[mode])) for mode in modes),
        description=_l(EXPLAINED[topic]),
    )


class TopicModesForm(BaseForm):
    """Which notices are mailed when."""

    duties = mode_field(Topic.DUTIES)
    deals = mode_field(Topic.DEALS)
    records = mode_field(Topic.RECORDS)
    searches = mode_field(Topic.SEARCHES)

    def ask_only(self, topics: Iterable[Topic]) -> None:
        """Leave the other topics out."""
        for topic in set(CHOSEN) - set(topics):
            del self[topic]

    def modes(self) -> dict[Topic, MailMode]:
        """What was chosen, for the topics this form asks about."""
        return {topic: MailMode(self[topic].data) for topic in CHOSEN if topic in self}


class MailChoiceForm(TopicModesForm):
    """The same, and when no mail is wanted at all."""

    quiet_from = hour_field(_l("免打扰从"))
    quiet_until = hour_field(_l("免打扰到"))
    working_days_only = BooleanField(_l("周末和法定节假日不发，留到下一个工作日"))

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        """Both hours or neither, and not the same."""
        if not super().validate(extra_validators):
            return False
        start, end = self.quiet_from.data, self.quiet_until.data
        if (start is None) != (end is None):
            missing = self.quiet_until if end is None else self.quiet_from
            missing.errors = [str(_l("免打扰的开始和结束时间请都填，或者都不填。"))]
        elif start is not None and start == end:
            self.quiet_until.errors = [str(_l("结束时间不能与开始时间相同。"))]
        return not (self.quiet_from.errors or self.quiet_until.errors)


class NoticeFilter(FilterForm):
    """What part of the inbox to show; ``unread``: how many unread ones there are about what."""

    topic = SelectField(_l("类别"), validators=[Optional()], validate_choice=True)
    unread = BooleanField(_l("只看未读"))

    def __init__(self, *arguments: Any, unread: Mapping[Topic, int], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.topic.choices = choices([("", _("全部")), *((topic.value, _named(topic, unread)) for topic in Topic)])


def _named(topic: Topic, unread: Mapping[Topic, int]) -> str:
    label, number = str(_(LABELS[topic])), unread.get(topic, 0)
    return str(_("%(label)s（%(n)d 条未读）", label=label, n=number)) if number else label


class EraseForm(BaseForm):
    """The password, to be sure that it is the person who asks."""

    present = password_field(_l("现在的密码"), _l("请填写现在的密码。"))
    sure = BooleanField(_l("我知道注销后不能恢复"), validators=[InputRequired(_l("请确认您知道注销后不能恢复。"))])
