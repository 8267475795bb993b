"""Deny by default: every (endpoint, method) declares who may come in.

``@require(GET=public(), POST=needs(Permission.X, TABLE))`` sits under the
route decorator. The guard runs before anything else of the request: policy,
then CSRF; the object's scope is judged by the loader in the view. An
application with an undeclared route does not start.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar, cast

from flask import Flask, current_app, redirect, request, url_for
from werkzeug.wrappers import Response

from matchmaker.core.authz import PermissionTable
from matchmaker.core.errors import Forbidden
from matchmaker.web.actor import current_actor
from matchmaker.web.extensions import csrf
from matchmaker.web.requests import Request

F = TypeVar("F", bound=Callable[..., Any])
UNSAFE = frozenset({"POST", "PUT", "PATCH", "DELETE"})
_ATTRIBUTE = "matchmaker_policies"
PASSWORD_PAGE = "accounts.change_password"  # noqa: S105 - an endpoint


@dataclass(frozen=True, slots=True)
class Policy:
    """``rule`` is public, signed_in or permission; ``csrf``: whether a changing request needs the form's token."""

    rule: str
    permission: StrEnum | None = None
    table: PermissionTable | None = None
    csrf: bool = True


class MissingPolicyError(RuntimeError):
    """A route was registered without saying who may use it."""


def public() -> Policy:
    """Everybody, signed in or not."""
    return Policy("public")


def signed_link() -> Policy:
    """Whoever holds the signed token in the address; for programs that send no form of ours.

    No other site can make a visitor send such a request: it would have to know the token.
    """
    return Policy("public", csrf=False)


def signed_in() -> Policy:
    """Whoever has signed in, whatever the role."""
    return Policy("signed_in")


def needs(permission: StrEnum, table: PermissionTable) -> Policy:
    """Those whose role holds ``permission`` in ``table``."""
    return Policy("permission", permission, table)


def require(**methods: Policy) -> Callable[[F], F]:
    """Declare the policy of each method of a view."""

    def decorate(view: F) -> F:
        setattr(view, _ATTRIBUTE, methods)
        return view

    return decorate


def body_limit(megabytes: int) -> Callable[[F], F]:
    """Let this view take a larger body than the general limit."""

    def decorate(view: F) -> F:
        view.matchmaker_body_limit = megabytes * 1024 * 1024  # type: ignore[attr-defined]
        return view

    return decorate


def streams_into(factory: Callable[[], Any]) -> Callable[[F], F]:
    """Let the files sent to this view wait in what ``factory`` makes, not in plain temporary files."""

    def decorate(view: F) -> F:
        view.matchmaker_file_stream = factory  # type: ignore[attr-defined]
        return view

    return decorate


def unnoted(view: F) -> F:
    """Let no refusal of this view be noted: that somebody came there is nobody's business."""
    view.matchmaker_unnoted = True  # type: ignore[attr-defined]
    return view


def is_unnoted(app: Flask, endpoint: str | None) -> bool:
    """Whether refusals of ``endpoint`` leave no trace."""
    return bool(getattr(app.view_functions.get(endpoint or ""), "matchmaker_unnoted", False))


def declared(app: Flask, endpoint: str, method: str) -> Policy | None:
    """The policy of ``endpoint`` for ``method`` (HEAD as GET), or None."""
    view = app.view_functions.get(endpoint)
    policies: dict[str, Policy] = getattr(view, _ATTRIBUTE, {})
    return policies.get("GET" if method == "HEAD" else method)


def install(app: Flask) -> None:
    """Register the guard that runs first on every request."""
    app.before_request(_guard)


def _guard() -> Response | None:
    if request.endpoint is None:
        return None  # no such address: the 404 follows by itself
    app = current_app
    policy = declared(app, request.endpoint, request.method)
    if policy is None:
        raise Forbidden
    actor = current_actor()
    if policy.rule != "public" and not actor.is_signed_in:
        target = request.full_path.rstrip("?") if request.method in {"GET", "HEAD"} else None
        return redirect(url_for("accounts.sign_in", next=target))
    if actor.must_change_password and policy.rule != "public" and request.endpoint != PASSWORD_PAGE:
        return redirect(url_for(PASSWORD_PAGE), 303)
    if policy.permission is not None and policy.table is not None and not policy.table.holds(actor, policy.permission):
        raise Forbidden
    if request.method in UNSAFE:
        limit = getattr(app.view_functions[request.endpoint], "matchmaker_body_limit", None)
        if limit is not None:
            request.max_content_length = limit
        cast("Request", request).file_stream = getattr(
            app.view_functions[request.endpoint], "matchmaker_file_stream", None
        )
        if policy.csrf:
            csrf.protect()
    return None


def describe(app: Flask) -> list[dict[str, Any]]:
    """Every (endpoint, method) with its policy, for ``matchmaker policy``."""
    rows = []
    for rule in app.url_map.iter_rules():
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            policy = declared(app, rule.endpoint, method)
            if policy is None:
                raise MissingPolicyError(f"{rule.endpoint} {method}")
            rows.append(_row(rule.endpoint, method, str(rule), policy))
    return sorted(rows, key=lambda row: (row["endpoint"], row["method"], row["path"]))


def _row(endpoint: str, method: str, path: str, policy: Policy) -> dict[str, Any]:
    grants = policy.table.grants(policy.permission) if policy.table and policy.permission else ()
    ownerships = [line.ownership.value for line in grants]
    return {
        "endpoint": endpoint,
        "method": method,
        "path": path,
        "rule": policy.rule,
        "permission": policy.permission.value if policy.permission else None,
        "roles": sorted({role.value for line in grants for role in line.roles}),
        "ownership": ownerships[0] if ownerships else "none",
        "grants": [
            {"roles": sorted(role.value for role in line.roles), "ownership": line.ownership.value} for line in grants
        ],
        "csrf": method in UNSAFE and policy.csrf,
    }


def check(app: Flask) -> None:
    """Raise MissingPolicyError for the first route without a policy."""
    describe(app)
