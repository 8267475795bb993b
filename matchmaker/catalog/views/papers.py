"""征集表 and 汇总表 of the needs an officer looks after, and a unit's own forms to be sealed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Response
from flask_babel import gettext as _
from sqlalchemy import Select
from sqlalchemy.orm import selectinload

from matchmaker.catalog import need_papers, review_queries
from matchmaker.catalog.blueprint import blueprint
from matchmaker.catalog.models import Need, RecordKind
from matchmaker.catalog.policies import PERMISSIONS, Permission
from matchmaker.catalog.public_queries import region_names
from matchmaker.catalog.views import mine
from matchmaker.catalog.views.exporting import of_ticked
from matchmaker.catalog.views.reviewing import chosen_tab
from matchmaker.catalog.views.sides import NEED
from matchmaker.core.errors import Invalid, NotFound
from matchmaker.core.i18n import N_
from matchmaker.web import exports, paper
from matchmaker.web.actor import current_actor
from matchmaker.web.columns import translated
from matchmaker.web.extensions import db
from matchmaker.web.policy import needs, require

MOST_LINES, MOST_FORMS = 2_000, 100
TOO_MANY = N_("共 %(total)s 条，一次最多 %(most)s 条。请勾选或先筛选。")
NOTHING = N_("这里没有需求。请换一个页签，或先勾选。")
XLSX = exports.Format.EXCEL.value


@blueprint.get("/review/need-summary")
@require(GET=needs(Permission.NEED_REVIEW, PERMISSIONS))
def export_need_summary() -> Response:
    """汇总表 of a tab, or of what is ticked on it."""
    query, total = _chosen(_reviewed(), MOST_LINES)
    names = region_names(db.session)
    title = need_papers.summary_title(_place(names))
    file = exports.new_file()
    lines = need_papers.numbered(exports.stream(db.session, query), names)
    paper.write_table(file, title, need_papers.summary_notes(), translated(need_papers.SUMMARY), lines)
    exports.note("need-summary", XLSX, rows=total)
    return exports.download(file, title, "need-summary", XLSX)


@blueprint.get("/review/need-forms")
@require(GET=needs(Permission.NEED_REVIEW, PERMISSIONS))
def export_need_forms() -> Response:
    """征集表 of a tab, or of what is ticked on it: one sheet a need."""
    return _forms(_reviewed())


@blueprint.route("/my/need-forms", methods=["GET", "POST"])
@require(GET=needs(Permission.NEED_CREATE, PERMISSIONS), POST=needs(Permission.NEED_CREATE, PERMISSIONS))
def export_my_need_forms() -> Response:
    """The unit's own 征集表, to be printed and sealed."""
    return _forms(mine.listed(NEED))


def _forms(listed: Select[Any]) -> Response:
    query, total = _chosen(listed, MOST_FORMS)
    names = region_names(db.session)
    file = exports.new_file()
    paper.write_forms(file, (need_papers.form_of(need, names) for need in exports.stream(db.session, query)))
    exports.note("need-forms", XLSX, rows=total)
    return exports.download(file, _("企业技术需求征集表"), "need-forms", XLSX)


def _reviewed() -> Select[Any]:
    """The needs of the chosen tab; NotFound when it lists achievements."""
    tab = chosen_tab()
    if review_queries.kind_of_tab(tab) is not RecordKind.NEED:
        raise NotFound
    return review_queries.waiting(current_actor(), tab)


def _chosen(query: Select[Any], most: int) -> tuple[Select[Any], int]:
    query = of_ticked(RecordKind.NEED, query).options(selectinload(Need.indicators))
    total = exports.count(db.session, query)
    if not total:
        raise Invalid(_(NOTHING))
    if total > most:
        raise Invalid(_(TOO_MANY) % {"total": f"{total:,}", "most": f"{most:,}"})
    return query, total


def _place(names: Mapping[str, str]) -> str:
    """The officer's region, when it is one."""
    codes = sorted(current_actor().region_codes)
    return names.get(codes[0], "") if len(codes) == 1 else ""
