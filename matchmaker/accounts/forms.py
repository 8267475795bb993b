"""What people type in about themselves: shapes only."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, PasswordField, StringField
from wtforms.validators import InputRequired, Length

from matchmaker.accounts.policies import PASSWORD_MAXIMUM
from matchmaker.web.forms import BaseForm


def untouched(text: str | None) -> str:
    """A password as typed: blanks at its ends belong to it."""
    return text or ""


class SignInForm(BaseForm):
    """Name and password; ``next`` is the path to go on to."""

    login = StringField(
        _l("登录名"),
        validators=[InputRequired(_l("请填写登录名。")), Length(max=64, message=_l("登录名最多 64 个字符。"))],
        render_kw={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"},
    )
    password = PasswordField(
        _l("密码"),
        filters=[untouched],
        validators=[
            InputRequired(_l("请填写密码。")),
            Length(max=PASSWORD_MAXIMUM, message=_l("密码最多 128 个字符。")),
        ],
        render_kw={"autocomplete": "current-password"},
    )
    next = HiddenField()
