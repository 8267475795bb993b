"""What a business setting is for a region today."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session

from matchmaker.core import clock, regions
from matchmaker.organizations.defaults import DEFAULTS, default_for, source_for
from matchmaker.organizations.models import Setting

# Asked for every page, so put together once.
_VALUES = (
    select(Setting.key, Setting.region_code, Setting.value)
    .where(Setting.key.in_(bindparam("keys", expanding=True)), Setting.valid_from <= bindparam("today"))
    .where(or_(Setting.region_code.is_(None), Setting.region_code.in_(bindparam("codes", expanding=True))))
    .order_by(Setting.valid_from, Setting.id)
)


def setting(session: Session, key: str, region_code: str | None = None) -> Any:
    """The value of ``key`` for a region: county, then city, province, default. One statement.

    Raises KeyError for a key that is not declared in DEFAULTS.
    """
    return settings(session, [key], region_code)[key]


def settings(session: Session, keys: Iterable[str], region_code: str | None = None) -> dict[str, Any]:
    """Several values in one statement; see ``setting``."""
    wanted = list(keys)
    chain = [*regions.lineage(region_code), None] if region_code else [None]
    given = {"keys": wanted, "codes": [code for code in chain if code], "today": clock.today()}
    found: dict[str, dict[str | None, Any]] = {}
    for row in session.execute(_VALUES, given):
        found.setdefault(row.key, {})[row.region_code] = row.value
    return {
        key: next((found[key][code] for code in chain if code in found.get(key, {})), default_for(key, chain))
        for key in wanted
    }


def sources(session: Session, keys: Iterable[str], region_code: str) -> dict[str, str]:
    """Where the values of ``settings`` come from, in words for the page that shows them. One statement."""
    wanted, chain = list(keys), [*regions.lineage(region_code), None]
    near = or_(Setting.region_code.is_(None), Setting.region_code.in_([code for code in chain if code]))
    query = (
        select(Setting.key, Setting.region_code, Setting.source)
        .where(Setting.key.in_(wanted), Setting.valid_from <= clock.today(), near)
        .order_by(Setting.valid_from, Setting.id)
    )
    found = {(row.key, row.region_code): row.source for row in session.execute(query)}
    return {
        key: next((found[key, code] for code in chain if (key, code) in found), source_for(key, chain))
        for key in wanted
    }


def site_settings(session: Session) -> dict[str, str]:
    """What the page's frame shows of the operator: name, sponsor, filings."""
    keys = [key for key in DEFAULTS if key.startswith("site.")]
    return {key.removeprefix("site."): str(value) for key, value in settings(session, keys).items()}


def history(session: Session) -> list[Setting]:
    """Every row ever set, newest first."""
    return list(session.scalars(select(Setting).order_by(Setting.valid_from.desc(), Setting.id.desc())))
