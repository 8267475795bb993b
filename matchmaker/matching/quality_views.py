"""The open quality page: how good the suggestions are, by what officers decided. For everybody."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request, url_for

from matchmaker.catalog.public_queries import region_names
from matchmaker.core import clock
from matchmaker.core.errors import NotFound
from matchmaker.core.i18n import N_
from matchmaker.deals.reasons import label
from matchmaker.engine.frozen import measured
from matchmaker.matching import quality_words as words
from matchmaker.matching.quality import Period, Quality, quality
from matchmaker.matching.quality_tables import TABLES, field_name, region_name, table
from matchmaker.web.exports import csv_answer
from matchmaker.web.extensions import db
from matchmaker.web.policy import public, require

blueprint = Blueprint("quality", __name__)
PERIODS = {Period.ALL: N_("全部时间"), Period.YEAR: N_("最近 12 个月")}


@blueprint.get("/quality")
@require(GET=public())
def overview() -> str:
    """Precision, acceptance, waiting times and gaps."""
    period = _period()
    found = quality(db.session, period)
    return render_template(
        "matching/quality.html",
        found=found,
        words=words,
        periods=[(_href(each), text, each is period) for each, text in PERIODS.items()],
        csv_href=lambda name: url_for("quality.download", table=name, period=period.value),
        names=region_names(db.session),
        field_name=field_name,
        region_name=region_name,
        reason_label=label,
        kept=measured(),
        now=clock.now(),
    )


@blueprint.get("/quality.csv")
@require(GET=public())
def download() -> Response:
    """One table of the page, named by ``?table=``."""
    name = request.args.get("table", "rates")
    if name not in TABLES:
        raise NotFound
    found: Quality = quality(db.session, _period())
    head, rows = table(name, found, region_names(db.session))
    return csv_answer(f"quality-{name}-{clock.today():%Y%m%d}", head, rows)


def _period() -> Period:
    asked = request.args.get("period", "")
    return Period(asked) if asked in set(Period) else Period.ALL


def _href(period: Period) -> str:
    return url_for("quality.overview", period=None if period is Period.ALL else period.value)
