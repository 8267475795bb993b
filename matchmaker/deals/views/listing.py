"""Lists of deals: one's own, the officers' table and board, and whom to phone today."""

from __future__ import annotations

from typing import Any

from flask import current_app, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy import Select, select

from matchmaker.config import Settings
from matchmaker.core.authz import Actor
from matchmaker.deals import board, queries
from matchmaker.deals.call_list import lines
from matchmaker.deals.models import Deal, DealState
from matchmaker.deals.next_steps import is_late
from matchmaker.deals.policies import PERMISSIONS, Permission
from matchmaker.deals.texts import last_day
from matchmaker.deals.viewpoints import awaited, panels, viewpoint
from matchmaker.deals.views.blueprint import blueprint
from matchmaker.deals.workflow import DEAL
from matchmaker.organizations.models import Region
from matchmaker.organizations.queries import in_region
from matchmaker.web.actor import current_actor
from matchmaker.web.extensions import db
from matchmaker.web.pagination import page_href, paginate, requested_page
from matchmaker.web.policy import needs, require

PAGE_SIZE = 25
SETTINGS_KEY = "matchmaker_settings"


@blueprint.get("/deals")
@require(GET=needs(Permission.LIST, PERMISSIONS))
def index() -> str:
    """One's deals; officers and leaders filter by state, region and lateness."""
    actor = current_actor()
    if queries.oversees(actor) and request.args.get("view") == "board":
        return _board(actor)
    page = paginate(db.session, filtered(actor), number=requested_page(), size=PAGE_SIZE)
    rows = [_row(deal, actor) for deal in page.items]
    context: dict[str, Any] = {"rows": rows, "page": page, "page_href": page_href}
    if not queries.oversees(actor):
        return render_template("deals/mine.html", **context)
    return render_template("deals/index.html", **context, **_filters(actor))


@blueprint.get("/deals/call-list")
@require(GET=needs(Permission.RECORD_REPLY, PERMISSIONS))
def call_list() -> str:
    """今日需电话催办: who is late or reached by nothing but a phone."""
    page = paginate(db.session, queries.to_call(current_actor()), number=requested_page(), size=PAGE_SIZE)
    ids = {deal.organization_id(side) for deal in page.items for side in board.SIDES}
    reached = queries.reached_among(db.session, ids) if ids else set()
    calls = [call for deal in page.items for call in lines(deal, reached)]
    return render_template("deals/call_list.html", calls=calls, page=page, page_href=page_href)


def base_url() -> str:
    """The address of the installation, for texts that leave it."""
    settings: Settings = current_app.extensions[SETTINGS_KEY]
    return settings.base_url


def filtered(actor: Actor) -> Select[Deal]:
    """The deals that the actor looks after and the address asks for."""
    query = queries.concerning(actor)
    state, region = request.args.get("state"), request.args.get("region")
    if state in set(DealState):
        query = query.where(Deal.state == state)
    if request.args.get("late"):
        query = query.where(queries.is_late())
    if request.args.get("awaited"):
        query = query.where(queries.awaits(actor.organization_ids))
    if region and queries.oversees(actor):
        query = query.where(queries.lies_in([region]))
    return query


def _row(deal: Deal, actor: Actor) -> dict[str, Any]:
    view = viewpoint(actor, deal)
    return {
        "deal": deal,
        "state": (DEAL.labels[deal.state], board.TONES[DealState(deal.state)]),
        "panels": panels(deal, view),
        "late": is_late(deal),
        "last_day": last_day(deal.reply_due_at),
        "awaited": deal.state == DealState.INVITED and bool(awaited(deal, view)),
    }


def _filters(actor: Actor) -> dict[str, Any]:
    counts = queries.count_by_state(db.session, actor)
    regions = select(Region).where(in_region(Region.code, actor.region_codes)).order_by(Region.code)
    states = [_option("state", state, DEAL.labels[state], counts.get(state, 0)) for state in DealState]
    places = [_option("region", region.code, region.name, None) for region in db.session.scalars(regions)]
    groups = [
        {"label": _("需要催办"), "options": [_option("late", "1", _("逾期未答复"), counts["late"])]},
        {"label": _("状态"), "options": states},
        {"label": _("地区"), "options": places if len(places) > 1 else []},
    ]
    return {"groups": groups, "active": _active(groups), "clear_href": url_for("deals.index")}


def _option(name: str, value: str, label: str, count: int | None) -> dict[str, Any]:
    kept: dict[str, Any] = {key: text for key, text in request.args.items() if key not in {name, "page"}}
    selected = request.args.get(name) == value
    href = url_for("deals.index", **(kept if selected else {**kept, name: value}))
    return {"label": _(label), "count": count, "selected": selected, "href": href}


def _active(groups: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {"label": group["label"], "value": option["label"], "remove_href": option["href"]}
        for group in groups
        for option in group["options"]
        if option["selected"]
    ]


def _board(actor: Actor) -> str:
    counts = queries.count_by_state(db.session, actor)
    rows = db.session.scalars(queries.on_board(actor, board.COLUMN_SIZE)).unique().all()
    return render_template("deals/board.html", columns=board.columns(rows, counts), late=counts["late"])
