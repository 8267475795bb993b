"""What can go wrong, in the product's own terms.

Library errors become these, and these become one answer each: ``status`` and
``code`` are what HTTP and the command line report, ``message`` is Chinese and
meant for the person in front of the screen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from matchmaker.core.i18n import N_


class DomainError(Exception):
    """Base of every expected failure."""

    status = 400
    code = "bad_request"
    default_message = N_("请求无法处理。")

    def __init__(self, message: str | None = None) -> None:
        self.message = message or self.default_message
        super().__init__(self.message)


class NotFound(DomainError):
    """No such object, or not one this actor may know of."""

    status = 404
    code = "not_found"
    default_message = N_("没有找到您要的内容。")


class Forbidden(DomainError):
    """The actor's role does not allow this."""

    status = 403
    code = "forbidden"
    default_message = N_("您的角色没有这项权限。")


class Conflict(DomainError):
    """Somebody else was first: a lost race or a stale version."""

    status = 409
    code = "conflict"
    default_message = N_("这条记录刚刚被他人处理，请查看最新情况后再决定。")


class StaleVersion(Conflict):
    """The form was filled from an older version than the stored one."""

    code = "stale_version"
    default_message = N_("您打开页面之后，这条记录已被修改。")


class Invalid(DomainError):
    """Input that cannot be taken; ``fields`` maps a field's name to messages."""

    status = 422
    code = "invalid"
    default_message = N_("有内容需要修改，请看标红的地方。")

    def __init__(self, message: str | None = None, *, fields: Mapping[str, Sequence[str]] | None = None) -> None:
        super().__init__(message)
        self.fields: dict[str, list[str]] = {name: list(texts) for name, texts in (fields or {}).items()}


class DeadlinePassed(Invalid):
    """Too late by the database's clock."""

    code = "deadline_passed"
    default_message = N_("截止时间已过。")


class KeyReused(Invalid):
    """An idempotency key came back with another body."""

    code = "idempotency_key_reused"
    default_message = N_("这张表单已经提交过，内容与上次不同。请刷新页面后重新填写。")


class Throttled(DomainError):
    """Too many tries; ``retry_after`` in seconds."""

    status = 429
    code = "throttled"
    default_message = N_("操作过于频繁，请稍后再试。")

    def __init__(self, message: str | None = None, *, retry_after: int = 60) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class Unavailable(DomainError):
    """Overload or a missing part; worth trying again."""

    status = 503
    code = "unavailable"
    default_message = N_("系统正忙，请稍后再试。")
