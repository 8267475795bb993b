"""What every template knows: who is here, where one can go, whose site it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from flask import Flask, request, url_for
from sqlalchemy.orm import Session

from matchmaker.core.authz import Actor
from matchmaker.web.actor import current_actor
from matchmaker.web.extensions import db
from matchmaker.web.feature import NavigationItem

SITE = {
    "site_name": "科技成果供需对接平台",
    "sponsor": "",
    "icp": "",
    "police_record": "",
    "report_contact": "",
}


@dataclass(frozen=True, slots=True)
class Link:
    """A rendered navigation entry."""

    label: str
    href: str
    active: bool
    count: int | None = None


def install(
    app: Flask,
    items: Iterable[NavigationItem],
    unread: Callable[[Session, Actor], int],
    site: Callable[[Session], dict[str, str]],
) -> None:
    """Register the context processor; the callables run only on pages that ask."""
    ordered = sorted(items, key=lambda item: item.order)

    @app.context_processor
    def shared() -> dict[str, Any]:
        actor = current_actor()
        return {
            "current_actor": actor,
            "navigation": [_link(item) for item in ordered if _shown(item, actor)],
            "unread_count": unread(db.session, actor) if actor.is_signed_in else 0,
            "site": {**SITE, **site(db.session)},
            "search_href": url_for("catalog.search") if "catalog.search" in app.view_functions else "",
        }


def _shown(item: NavigationItem, actor: Actor) -> bool:
    return not item.roles or not item.roles.isdisjoint(actor.roles)


def _link(item: NavigationItem) -> Link:
    return Link(item.label, url_for(item.endpoint, **item.values), request.endpoint == item.endpoint)
