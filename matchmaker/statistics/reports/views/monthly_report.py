"""An officer's region in one month: on the page, as a paper, as a ledger."""

from __future__ import annotations

from flask import render_template, request
from flask_babel import gettext as _
from sqlalchemy import select
from werkzeug.wrappers import Response

from matchmaker.accounts.models import User
from matchmaker.organizations.models import Region
from matchmaker.statistics.cut import Cut
from matchmaker.statistics.metrics import Metric
from matchmaker.statistics.policies import PERMISSIONS, Permission
from matchmaker.statistics.queries import figures
from matchmaker.statistics.reports import month_paper, month_words
from matchmaker.statistics.reports.forms import MonthForm, recent_months
from matchmaker.statistics.reports.queries import monthly as reading
from matchmaker.statistics.reports.queries.monthly import Month
from matchmaker.statistics.reports.views.blueprint import blueprint
from matchmaker.statistics.views.drill import CONTRACTS
from matchmaker.web import exports
from matchmaker.web.actor import current_actor
from matchmaker.web.extensions import db
from matchmaker.web.policy import needs, require

READ = needs(Permission.READ, PERMISSIONS)
SLUG = "monthly-report"


@blueprint.get("/statistics/monthly")
@require(GET=READ)
def monthly() -> str:
    """What the paper will say."""
    found = _found()
    text = f"{found.year}-{found.month:02}"
    return render_template(
        "reports/monthly.html",
        form=MonthForm(request.args, data={"month": text}),
        month=text,
        title=_title(found),
        found=found,
        total=month_words.total(found),
        sentences=month_words.sentences(found),
        definitions=month_words.definitions(),
        columns=month_words.COLUMNS,
    )


@blueprint.get("/statistics/monthly/word")
@require(GET=READ)
def export_monthly_word() -> Response:
    """月报."""
    found = _found()
    maker = db.session.get_one(User, current_actor().user_id).name
    title = _title(found)
    return exports.word(month_paper.word_of(found, title, maker), title, SLUG)


@blueprint.get("/statistics/monthly/excel")
@require(GET=READ)
def export_monthly_excel() -> Response:
    """台账."""
    found, roots = _found(), sorted(current_actor().region_codes)
    cut = Cut(Metric.ABSORBED_AMOUNT, tuple(roots), found.year, first_year=found.year, month=found.month)
    contracts = db.session.execute(figures.rows(cut)).all()
    deals = db.session.execute(reading.deals_of(roots, found.year, found.month)).all()
    file = exports.new_file()
    month_paper.write_ledger(file, found, (CONTRACTS, contracts), deals)
    name = _("%(title)s台账", title=_title(found))
    exports.note(SLUG, exports.Format.EXCEL.value, rows=len(contracts) + len(deals))
    return exports.download(file, name, SLUG, exports.Format.EXCEL.value)


def _found() -> Month:
    known = {f"{year}-{month:02}": (year, month) for year, month in recent_months()}
    year, month = known.get(request.args.get("month", ""), recent_months()[1])
    return reading.of_month(db.session, current_actor().region_codes, year, month)


def _title(found: Month) -> str:
    """With the region's name, where there is one."""
    query = select(Region.name).where(Region.code.in_(current_actor().region_codes)).order_by(Region.code)
    places = "、".join(db.session.scalars(query))
    return str(_("%(places)s科技成果转化月报（%(y)s年%(m)s月）", places=places, y=found.year, m=found.month))
