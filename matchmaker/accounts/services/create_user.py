"""Opening an account."""

from __future__ import annotations

import re

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from matchmaker.accounts.models import User
from matchmaker.accounts.queries import by_login
from matchmaker.accounts.workflow import ACCOUNT
from matchmaker.core import clock
from matchmaker.core.authz import Actor
from matchmaker.core.errors import Invalid
from matchmaker.core.i18n import N_

LOGIN = re.compile(r"[a-z0-9][a-z0-9._@+-]{2,63}")
# the text people agree to; a new version is asked for anew
NOTICE_VERSION = "2026-01"
UNUSABLE = "!"
"""A password hash that no password matches: the person sets one through a mailed link."""


def create_user(
    session: Session,
    *,
    login: str,
    name: str,
    password_hash: str,
    actor: Actor,
    email: str | None = None,
    phone: str | None = None,
    must_change: bool = False,
    consent_version: str | None = None,
) -> User:
    """Open an account; the hash is made before the transaction.

    ``must_change`` asks for another password at the first sign-in.
    ``consent_version`` is the notice the person has agreed to. Raises Invalid
    (fields login, name) for a bad or taken sign-in name.
    """
    login, name = login.strip().lower(), name.strip()
    problem = login_problem(session, login)
    if problem:
        raise Invalid(fields={"login": [problem]})
    if not name:
        raise Invalid(fields={"name": [N_("请填写姓名。")]})
    user = User(
        login=login,
        name=name,
        password_hash=password_hash,
        email=email or None,
        phone=phone or None,
        must_change_password=must_change,
        consent_version=consent_version,
        consented_at=clock.now() if consent_version else None,
    )
    try:
        with session.begin_nested():
            return ACCOUNT.begin(session, user, actor=actor)
    except IntegrityError as error:  # taken between the look and the insert
        raise Invalid(fields={"login": [N_("这个登录名已被使用，请换一个。")]}) from error


def login_problem(session: Session, login: str) -> str | None:
    """Why ``login`` (lower case) cannot be taken, in Chinese, or None."""
    if not LOGIN.fullmatch(login):
        return N_("登录名为 3 至 64 个字符，只用英文字母、数字和 . _ @ + -，以字母或数字开头。")
    if by_login(session, login) is not None:
        return N_("这个登录名已被使用，请换一个。")
    return None
