"""The landing page, the help page and the workbench."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, current_app, render_template, url_for
from flask_babel import gettext as _

from matchmaker.catalog import public_queries
from matchmaker.catalog.models import RecordKind
from matchmaker.catalog.public_cards import card
from matchmaker.catalog.search.tokens import parse
from matchmaker.challenges.cards import cards as challenge_cards
from matchmaker.challenges.queries.public import receiving
from matchmaker.core.authz import Role
from matchmaker.home.board import board
from matchmaker.home.queries import figures
from matchmaker.web.actor import current_actor
from matchmaker.web.extensions import db
from matchmaker.web.policy import public, require, signed_in

blueprint = Blueprint("home", __name__)
NEWEST = 3
NO_WORDS = parse("")
ADMINISTRATORS = (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN)


@blueprint.get("/")
@require(GET=public())
def landing() -> str:
    """What the site is, what is new on it, and the ways in."""
    names = public_queries.region_names(db.session)
    achievements, needs = (
        [card(found, names, NO_WORDS) for found in public_queries.newest(db.session, kind, NEWEST)]
        for kind in (RecordKind.ACHIEVEMENT, RecordKind.NEED)
    )
    challenges = challenge_cards(receiving(db.session, NEWEST), names)
    return render_template(
        "home/landing.html",
        challenges=challenges,
        figures=_public_figures(figures.public_numbers(db.session)),
        achievements=achievements,
        needs=needs,
        link=_link,
    )


@blueprint.get("/about")
@require(GET=public())
def about() -> str:
    """Who decides what, how the score is made, where to report an error."""
    return render_template("home/about.html", link=_link)


@blueprint.get("/workbench")
@require(GET=signed_in())
def workbench() -> str:
    """What waits for the person who is here, in all roles."""
    actor = current_actor()
    leads = actor.has(Role.LEADER)
    return render_template(
        "home/workbench.html",
        board=board(db.session, actor),
        moved=figures.recent_notices(db.session, actor),
        counties=figures.county_figures(db.session, actor.region_codes) if leads else None,
        figures=_admin_figures() if actor.has(*ADMINISTRATORS) else [],
        link=_link,
    )


def _link(*endpoints: str, **values: Any) -> str:
    """The address of the first endpoint that exists; "" when none does."""
    name = next((each for each in endpoints if each in current_app.view_functions), None)
    return url_for(name, **values) if name else ""


def _public_figures(numbers: Any) -> list[dict[str, Any]]:
    return [
        {"label": _("公开的科技成果"), "value": numbers.achievements, "href": _link("catalog.achievements")},
        {"label": _("公开的技术需求"), "value": numbers.needs, "href": _link("catalog.needs")},
        {"label": _("双方同意的引荐"), "value": numbers.introduced},
        {"label": _("已签约的对接"), "value": numbers.signed},
    ]


def _admin_figures() -> list[dict[str, Any]]:
    numbers, actor = figures.admin_numbers(db.session), current_actor()
    rows = [
        (Role.SYSTEM_ADMIN, _("停下待处理的后台任务"), numbers.parked, _link("admin.jobs")),
        (Role.SYSTEM_ADMIN, _("未能送达的邮件"), numbers.undelivered, _link("admin.messages")),
        (Role.SYSTEM_ADMIN, _("排队中的后台任务"), numbers.queued, _link("admin.jobs")),
        (Role.SYSTEM_ADMIN, _("待启用的词库和学习结果"), numbers.tunings, _link("tuning.lexicon")),
        (Role.SYSTEM_ADMIN, _("在用账号"), numbers.active, _link("admin.users", "accounts.users")),
        (Role.SECURITY_ADMIN, _("在用账号"), numbers.active, _link("admin.users", "accounts.users")),
        (Role.SECURITY_ADMIN, _("停用账号"), numbers.suspended, _link("admin.users", "accounts.users")),
        (Role.SECURITY_ADMIN, _("近 24 小时的登录与拒绝记录"), numbers.events, _link("admin.security_log")),
        (Role.AUDIT_ADMIN, _("近 24 小时的登录与拒绝记录"), numbers.events, _link("admin.security_log")),
    ]
    return [{"label": label, "value": value, "href": href} for role, label, value, href in rows if actor.has(role)]
