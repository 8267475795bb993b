"""技术合同台账: the ledger of one's regions, on the page and as files."""

from __future__ import annotations

from typing import Any

from flask import Response, render_template, request
from flask_babel import gettext as _

from matchmaker.deals.contracts import queries
from matchmaker.deals.contracts.export_columns import LEDGER, REGISTER
from matchmaker.deals.contracts.flags import FLAG_LABELS, Flag
from matchmaker.deals.contracts.forms import ContractFilterForm
from matchmaker.deals.contracts.models import KIND_LABELS, Ledger
from matchmaker.deals.contracts.policies import PERMISSIONS, Permission
from matchmaker.deals.contracts.queries import ContractFilter
from matchmaker.deals.contracts.views.blueprint import blueprint
from matchmaker.organizations.queries.listing import region_choices
from matchmaker.web import exports
from matchmaker.web.actor import current_actor
from matchmaker.web.extensions import db
from matchmaker.web.pagination import Page, requested_page
from matchmaker.web.policy import needs, require

SIZE = 25
LIST = needs(Permission.LIST, PERMISSIONS)


@blueprint.get("/contracts")
@require(GET=LIST)
def index() -> str:
    """The ledger, narrowed down; sums of the two books apart."""
    form = _form()
    query = queries.ledger(current_actor(), wanted(form))
    sums = queries.totals(db.session, query)
    total = sum(each.count for each in sums.values())
    number = min(requested_page(), max(1, -(-total // SIZE)))
    rows = db.session.execute(queries.with_flags(query).limit(SIZE).offset((number - 1) * SIZE)).all()
    return render_template(
        "contracts/index.html",
        form=form,
        page=Page(list(rows), number, SIZE, total),
        lines=[_line(row) for row in rows],
        sums=[(_label(book), sums[book]) for book in Ledger if book in sums],
        kinds=KIND_LABELS,
        is_narrowed=bool(form.chosen()),
        may_import=PERMISSIONS.holds(current_actor(), Permission.IMPORT),
    )


@blueprint.get("/contracts/export")
@require(GET=LIST)
def export() -> Response:
    """The ledger as filtered on the page, both books."""
    query = queries.ledger(current_actor(), wanted(_form()))
    return exports.export_query(_("技术合同台账"), "contracts", LEDGER, queries.with_flags(query))


@blueprint.get("/contracts/export-report")
@require(GET=LIST)
def export_report() -> Response:
    """What is reported upward: as filtered, but registered contracts only."""
    query = queries.reported(current_actor(), wanted(_form()))
    return exports.export_query(_("已登记技术合同上报表"), "registered-contracts", REGISTER, query)


def wanted(form: ContractFilterForm) -> ContractFilter:
    """What the address asks for and the actor may ask."""
    given = form.chosen()
    return ContractFilter(text=given.pop("q", ""), **given)


def _form() -> ContractFilterForm:
    return ContractFilterForm(request.args, regions=region_choices(db.session, current_actor().region_codes))


def _label(book: Ledger) -> str:
    return str(_("已登记（上报口径）") if book is Ledger.REGISTERED else _("平台（未登记，不上报）"))


def _line(row: Any) -> dict[str, Any]:
    return {"row": row.Contract, "flags": [FLAG_LABELS[flag] for flag in Flag if getattr(row, flag.value)]}
