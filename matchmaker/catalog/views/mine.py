"""Own records by state, with what needs attention, and the confirmation of many at once."""

from __future__ import annotations

from typing import Any

from flask import render_template, request
from flask_babel import gettext as _
from sqlalchemy import Select

from matchmaker.catalog.contents import Record
from matchmaker.catalog.freshness import is_stale
from matchmaker.catalog.policies import PERMISSIONS
from matchmaker.catalog.queries import MODELS, count_mine, mine, page_of_mine
from matchmaker.catalog.sheet_targets import IMPORT
from matchmaker.catalog.views.managing import state_badge_of
from matchmaker.catalog.views.sides import Side
from matchmaker.core import clock
from matchmaker.core.i18n import N_
from matchmaker.organizations.queries import setting
from matchmaker.web.actor import current_actor
from matchmaker.web.extensions import db
from matchmaker.web.pagination import Page, requested_page

SIZE = 25
WARN_DAYS = 30
TABS: dict[str, tuple[str, tuple[str, ...]]] = {
    "all": (N_("全部"), ()),
    "draft": (N_("草稿"), ("draft",)),
    "returned": (N_("已退回"), ("returned",)),
    "proposed": (N_("待单位确认"), ("proposed",)),
    "waiting": (N_("待审核"), ("submitted", "refining")),
    "published": (N_("已发布"), ("published",)),
    "ended": (N_("已结束"), ("archived", "withdrawn", "expired", "solved", "unsolved", "promoted")),
}


def own_list(side: Side) -> str:
    """The list; ``?tab=`` chooses a group of states."""
    tab = _chosen_tab()
    counts = count_mine(db.session, side.kind, current_actor())
    page = _rows(side, TABS[tab][1], counts)
    months = int(setting(db.session, "freshness.confirm_months"))
    lines = [_line(side, row, months) for row in page.items]
    return render_template(
        "catalog/mine.html",
        side=side,
        tab=tab,
        tabs=_tabs(side, tab, counts),
        page=page,
        may_import=PERMISSIONS.holds(current_actor(), IMPORT[side.kind]),
        lines=lines,
        asks_to_confirm=tab == "published" or any(line["stale"] for line in lines),
    )


def listed(side: Side) -> Select[Any]:
    """The records of the chosen tab."""
    model: Any = MODELS[side.kind]
    states = TABS[_chosen_tab()][1]
    query = mine(side.kind, current_actor())
    return query.where(model.state.in_(states)) if states else query


def _chosen_tab() -> str:
    tab = request.args.get("tab", "all")
    return tab if tab in TABS else "all"


def _rows(side: Side, states: tuple[str, ...], counts: dict[str, int]) -> Page[Record]:
    total = sum(count for state, count in counts.items() if not states or state in states)
    number = min(requested_page(), max(1, -(-total // SIZE)))
    offset = (number - 1) * SIZE
    rows = page_of_mine(db.session, side.kind, current_actor(), states or counts, limit=SIZE, offset=offset)
    return Page(list(rows), number, SIZE, total)


def _tabs(side: Side, chosen: str, counts: dict[str, int]) -> list[dict[str, Any]]:
    found = []
    for name, (label, states) in TABS.items():
        count = sum(counts.get(state, 0) for state in states) if states else sum(counts.values())
        if count or name in {"all", chosen}:
            href = side.href("mine", tab=None if name == "all" else name)
            found.append({"label": _(label), "count": count, "href": href, "active": name == chosen})
    return found


def _line(side: Side, row: Record, months: int) -> dict[str, Any]:
    public = row.state == "published"
    return {
        "row": row,
        "href": side.href("manage", record_id=row.id),
        "state": state_badge_of(side, row),
        "stale": public and is_stale(row.confirmed_at, months),
        "days_left": _days_left(row) if public else None,
        "late": row.state in {"submitted", "refining"}
        and row.review_due_at is not None
        and row.review_due_at < clock.now(),
    }


def _days_left(row: Record) -> int | None:
    """Days until the record expires, when these are few."""
    if row.expires_at is None:
        return None
    days = (row.expires_at - clock.now()).days
    return days if days <= WARN_DAYS else None
