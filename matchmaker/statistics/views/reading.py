"""What the address asks for, read once for the board, its rows and their file."""

from __future__ import annotations

from typing import Any

from flask import request
from sqlalchemy import Select

from matchmaker.core import clock
from matchmaker.core.authz import Actor
from matchmaker.statistics.cut import MONTHS, Cut
from matchmaker.statistics.forms import SHOWN
from matchmaker.statistics.metrics import Metric
from matchmaker.web import exports
from matchmaker.web.extensions import db
from matchmaker.web.pagination import Page, requested_page

EARLIEST, LATEST = 1985, 2100
SIZE, LARGEST_ID = 25, 10**18


def asked_cut(actor: Actor) -> Cut:
    """The figure of the address, in the actor's own regions; what cannot be read is left at its default."""
    metric = request.args.get("metric", "")
    year = _whole("year", EARLIEST, LATEST) or clock.today().year
    since = min(_whole("since", EARLIEST, LATEST) or year, year)
    return Cut(
        metric=Metric(metric) if metric in set(SHOWN) else Metric.ABSORBED_AMOUNT,
        roots=tuple(sorted(actor.region_codes)),
        year=year,
        first_year=None if request.args.get("span") == "total" else since,
        month=_whole("month", 1, MONTHS),
        place=request.args.get("place", "")[:60],
        outside_only=request.args.get("outside") == "1",
        counted_when=request.args.get("when", "signed") if request.args.get("when") in WHENS else "signed",
    )


WHENS = ("signed", "received", "produced")


def _whole(name: str, least: int, most: int) -> int | None:
    text = request.args.get(name, "")
    if not (text.isascii() and text.isdecimal()) or len(text) > len(str(most)):
        return None
    return int(text) if least <= int(text) <= most else None


def asked_id(name: str) -> int:
    """A row's key in the address; 0, which no row has, for anything else."""
    return _whole(name, 1, LARGEST_ID) or 0


def rows_page(query: Select[Any]) -> Page[Any]:
    """The page of ``query``'s rows, all their columns, that the address asks for. Two statements."""
    total = exports.count(db.session, query)
    number = min(requested_page(), max(1, -(-total // SIZE)))
    rows = db.session.execute(query.limit(SIZE).offset((number - 1) * SIZE)).all()
    return Page(list(rows), number, SIZE, total)
