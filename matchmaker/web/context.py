"""What every template knows: who is here, where one can go, whose site it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from flask import Flask, request, url_for
from sqlalchemy.orm import Session

from matchmaker.core import clock
from matchmaker.core.authz import Actor
from matchmaker.core.idempotency import new_key
from matchmaker.web.actor import current_actor
from matchmaker.web.extensions import db
from matchmaker.web.feature import NavigationItem

SITE = {
    "site_name": "科技成果供需对接平台",
    "sponsor": "",
    "icp": "",
    "police_record": "",
    "report_error": "",
    "open_data_license": "",
}
# what the page's frame links to, as far as the application has it
FRAME_LINKS = {
    "search_href": "catalog.search",
    "suggest_href": "catalog.suggestions",
    "sign_in_href": "accounts.sign_in",
    "sign_out_href": "accounts.sign_out",
    "inbox_href": "accounts.notices",
    "account_href": "accounts.profile",
    "searches_href": "catalog.searches",
    "register_href": "organizations.register",
}


@dataclass(frozen=True, slots=True)
class Link:
    """A rendered navigation entry; with ``inside`` a menu, which has no address and is active where one of them is."""

    label: str
    href: str
    active: bool
    count: int | None = None
    inside: tuple[Link, ...] = ()


def install(
    app: Flask,
    items: Iterable[NavigationItem],
    unread: Callable[[Session, Actor], int],
    site: Callable[[Session], dict[str, str]],
) -> None:
    """Register the context processor; the callables run only on pages that ask."""
    ordered = sorted(items, key=lambda item: item.order)
    app.jinja_env.globals["idempotency_key"] = new_key

    @app.context_processor
    def shared() -> dict[str, Any]:
        actor = current_actor()
        shown = [item for item in ordered if _shown(item, actor)]
        return {
            "current_actor": actor,
            "navigation": _folded([item for item in shown if item.place == "header"], fold=actor.is_signed_in),
            "footer_links": [_link(item) for item in shown if item.place == "footer"],
            "unread_count": unread(db.session, actor) if actor.is_signed_in else 0,
            "site": {**SITE, **site(db.session)},
            "printed_on": clock.today(),
            **{name: url_for(endpoint) for name, endpoint in FRAME_LINKS.items() if endpoint in app.view_functions},
        }


def _shown(item: NavigationItem, actor: Actor) -> bool:
    return not item.roles or not item.roles.isdisjoint(actor.roles)


def _folded(items: list[NavigationItem], *, fold: bool) -> list[Link]:
    """``items`` in order; where two or more are of a group, one menu at the group's place, if ``fold``."""
    sizes = Counter(item.group for item in items if fold and item.group is not None)
    menus = [group for group, size in sizes.items() if size > 1]
    placed = [(item.order, _link(item)) for item in items if item.group not in menus]
    for group in menus:
        inside = tuple(_link(item) for item in items if item.group == group)
        placed.append((group.order, Link(group.label, "", any(link.active for link in inside), inside=inside)))
    return [link for _order, link in sorted(placed, key=itemgetter(0))]


def _link(item: NavigationItem) -> Link:
    return Link(item.label, url_for(item.endpoint, **item.values), request.endpoint == item.endpoint)
