"""Hashing and judging passwords; never inside a write transaction."""

from __future__ import annotations

import threading

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from matchmaker.accounts.policies import PASSWORD_MAXIMUM, PASSWORD_MINIMUM
from matchmaker.core.i18n import N_

CONCURRENT_HASHES = 4
ARGON2 = "$argon2"
_hasher = PasswordHasher()
_slots = threading.BoundedSemaphore(CONCURRENT_HASHES)
# A hash of random bytes that were thrown away, so that unknown names cost as much as known ones; written
# down, because making one takes every command and every process 0.1 s at its start.
_DECOY = "$argon2id$v=19$m=65536,t=3,p=4$rW5+h5whWdnlted3fIopqg$iFpzJMPNnZmH2QS9Vq/b4jpdg3Isaj16XfyYltiqrC8"


def hash_password(password: str) -> str:
    """An argon2id hash; takes about 0.1 s and 64 MB, so few at a time."""
    with _slots:
        return _hasher.hash(password)


def verify_password(stored: str | None, password: str) -> bool:
    """Whether ``password`` belongs to ``stored``; an unknown user or one without a password costs the same."""
    is_hash = stored is not None and stored.startswith(ARGON2)
    with _slots:
        try:
            _hasher.verify(stored if stored is not None and is_hash else _DECOY, password[:PASSWORD_MAXIMUM])
        except (VerifyMismatchError, InvalidHashError):
            return False
    return is_hash


def weakness(password: str, login: str) -> str | None:
    """Why ``password`` is too weak, in Chinese, or None."""
    if len(password) < PASSWORD_MINIMUM:
        return N_("密码至少 10 个字符。")
    if len(password) > PASSWORD_MAXIMUM:
        return N_("密码最多 128 个字符。")
    if login and login.lower() in password.lower():
        return N_("密码不能包含登录名。")
    if len(set(password)) < 5:  # noqa: PLR2004
        return N_("密码过于简单，请使用更多不同的字符。")
    return None
