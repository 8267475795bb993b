"""Listings as the public sees them in a list: dicts for ``components/cards.html``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask import get_template_attribute, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from matchmaker.catalog import disclosure
from matchmaker.catalog.contents import Record
from matchmaker.catalog.freshness import is_stale
from matchmaker.catalog.models import Achievement, Need
from matchmaker.catalog.public_queries import Found
from matchmaker.catalog.search.snippets import Part, marked, snippet
from matchmaker.catalog.search.tokens import Query
from matchmaker.catalog.vocabulary import (
    BUDGET_BANDS,
    COOPERATION_MODES,
    FIELDS,
    IP_STATUSES,
    NEED_TYPES,
    TRANSFER_MODES,
)
from matchmaker.core.clock import china_date
from matchmaker.core.i18n import N_
from matchmaker.core.money import exact_wan
from matchmaker.core.regions import city_of
from matchmaker.organizations.models import KIND_LABELS, OrganizationKind
from matchmaker.organizations.queries import DEFAULTS

MOST_INDICATORS = 3
SUMMARY_LENGTH = 120
NEGOTIABLE = N_("面议")
_STALE_MONTHS = int(DEFAULTS["freshness.confirm_months"])


def title(row: Record, names: Mapping[str, str]) -> str:
    """The listing's public name; a masked one without an approved text is named by field and city."""
    shown = disclosure.public_title(row)
    if shown:
        return shown
    field = field_label(row) or _("其他")
    pattern = (
        N_("%(field)s领域技术需求（%(city)s）") if isinstance(row, Need) else N_("%(field)s领域科技成果（%(city)s）")
    )
    return str(_(pattern, field=field, city=city_name(row, names)))


def field_label(row: Record) -> str:
    """高新领域 in words; "" when none is given."""
    return str(_(FIELDS[row.field_code])) if row.field_code in FIELDS else ""


def city_name(row: Record, names: Mapping[str, str]) -> str:
    """蚌埠 for 蚌埠市."""
    code = city_of(row.region_code)
    return names.get(code, code).removesuffix("市")


def organization(row: Record, names: Mapping[str, str]) -> str:
    """The unit's name, or what kind of unit it is and where."""
    if disclosure.is_open(row):
        return row.organization.name
    kind = _(KIND_LABELS[OrganizationKind(row.organization.kind)])
    field = field_label(row) if isinstance(row, Need) else ""
    return str(_("某%(field)s%(kind)s（%(city)s）", field=field, kind=kind, city=city_name(row, names)))


def region(row: Record, names: Mapping[str, str]) -> str:
    """City, and the county or zone of an open listing."""
    code = disclosure.public_region(row)
    city = names.get(city_of(code), "")
    own = names.get(code, "")
    return own if code == city_of(code) or own.startswith(city[:2]) else f"{city}{own}"


def price(row: Achievement) -> str:
    """The range the owner asks, or 面议."""
    low, high = row.price_min, row.price_max
    if low is None and high is None:
        return str(_(NEGOTIABLE))
    if low is not None and high is not None and low != high:
        return str(_("%(low)s～%(high)s 万元", low=exact_wan(low), high=exact_wan(high)))
    if low is None and high is not None:
        return str(_("不超过 %(sum)s 万元", sum=exact_wan(high)))
    return str(_("%(sum)s 万元", sum=exact_wan(low or 0)))


def budget(row: Need) -> str:
    """The sum or the band the enterprise names."""
    if row.budget is not None:
        return str(_("%(sum)s 万元", sum=exact_wan(row.budget)))
    return str(_(BUDGET_BANDS[row.budget_band])) if row.budget_band in BUDGET_BANDS else str(_(NEGOTIABLE))


def indicator(part: Any) -> str:
    """One line of a need's indicators: 收率 ≥96%."""
    return f"{part.name} {part.target}{part.unit}".strip()


def as_markup(parts: Sequence[Part]) -> Markup:
    """Parts as ``components/marked.html`` draws them."""
    drawn: Markup = get_template_attribute("components/marked.html", "marked")(parts)
    return drawn


def card(found: Found, names: Mapping[str, str], query: Query) -> dict[str, Any]:
    """What a list shows of a listing, the query's words marked."""
    row = found.row
    shown = _shown(row, names, query)
    if not disclosure.is_open(row):
        return {**shown, "disclosure": row.disclosure}
    return {**shown, **(_need(row) if isinstance(row, Need) else _achievement(row, found))}


def _shown(row: Record, names: Mapping[str, str], query: Query) -> dict[str, Any]:
    name, body = title(row, names), disclosure.public_body(row)
    summary = row.one_liner if disclosure.is_open(row) else shorten(body, SUMMARY_LENGTH)
    parts = (
        snippet(body.removeprefix(summary) if disclosure.is_open(row) or len(body) > SUMMARY_LENGTH else "", query)
        if query
        else []
    )
    return {
        "kind_of": "need" if isinstance(row, Need) else "achievement",
        "href": url_for("catalog.need" if isinstance(row, Need) else "catalog.achievement", record_id=row.id),
        "title": as_markup(marked(name, query)),
        "summary": as_markup(marked(summary, query)),
        "snippet": as_markup(parts) if parts else "",
        "organization": organization(row, names),
        "verified": row.organization.is_verified,
        "field": field_label(row),
        "region": region(row, names),
        "published_at": row.published_at,
        "confirmed_at": row.confirmed_at if _confirmed_later(row) else None,
        "state": (_("超过%(n)s个月未确认", n=_STALE_MONTHS), "warn")
        if is_stale(row.confirmed_at, _STALE_MONTHS)
        else None,
    }


def _confirmed_later(row: Record) -> bool:
    """Whether the last confirmation says more than the day of publication, which a need's card shows."""
    if isinstance(row, Achievement) or row.published_at is None or row.confirmed_at is None:
        return True
    return china_date(row.confirmed_at) != china_date(row.published_at)


def _achievement(row: Achievement, found: Found) -> dict[str, Any]:
    return {
        "maturity": row.trl,
        "maturity_evidenced": found.evidenced,
        "modes": labelled(TRANSFER_MODES, row.transfer_modes),
        "ip": _(IP_STATUSES[row.ip_status]) if row.ip_status in IP_STATUSES else "",
        "price": price(row),
    }


def _need(row: Need) -> dict[str, Any]:
    return {
        "kind": _(NEED_TYPES[row.need_type]) if row.need_type in NEED_TYPES else "",
        "modes": labelled(COOPERATION_MODES, row.cooperation_modes),
        "budget": budget(row),
        "term": _("%(n)s 个月", n=row.deadline_months) if row.deadline_months else "",
        "indicators": [indicator(part) for part in row.indicators[:MOST_INDICATORS]],
    }


def shorten(text: str, length: int) -> str:
    """``text`` cut to ``length`` characters, with … when something is missing."""
    return text if len(text) <= length else text[: length - 1] + "…"


def labelled(labels: Mapping[str, str], codes: Sequence[str]) -> list[str]:
    """The Chinese names of several codes, unknown ones left out."""
    return [str(_(labels[code])) for code in codes if code in labels]
