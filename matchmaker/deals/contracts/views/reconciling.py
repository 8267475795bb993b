"""对账: what stands alone in either ledger and what was joined, on the page and as a file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Response, render_template, request, url_for
from flask_babel import gettext as _

from matchmaker.deals.contracts import reconcile_queries as queries
from matchmaker.deals.contracts.comparing import NEAR_DAYS, TOLERANCE, compare
from matchmaker.deals.contracts.export_columns import ALONE, PAIR
from matchmaker.deals.contracts.forms import ReconcileFilterForm
from matchmaker.deals.contracts.policies import PERMISSIONS, Permission
from matchmaker.deals.contracts.reconcile_queries import PAIRS, PART_LABELS, Part
from matchmaker.deals.contracts.views.blueprint import blueprint
from matchmaker.organizations.queries.listing import region_choices
from matchmaker.web import exports
from matchmaker.web.actor import current_actor
from matchmaker.web.extensions import db
from matchmaker.web.pagination import Page, requested_page
from matchmaker.web.policy import needs, require

SIZE = 10
LIST = needs(Permission.LIST, PERMISSIONS)


@blueprint.get("/contracts/reconcile")
@require(GET=LIST)
def reconcile() -> str:
    """One of the lists, with suggestions for the platform's contracts; how long each list is."""
    actor, form = current_actor(), _form()
    part, narrowed = asked(form)
    counts = queries.counts(db.session, actor, **narrowed)
    number = min(requested_page(), max(1, -(-counts[part] // SIZE)))
    query = queries.rows(actor, part, **narrowed).limit(SIZE).offset((number - 1) * SIZE)
    found = db.session.execute(query).all()
    suggested = {}
    if part is Part.PLATFORM:
        suggested = queries.suggestions(db.session, actor, [row.Contract for row in found])
    kept = {name: value for name, value in narrowed.items() if value}
    return render_template(
        "contracts/reconcile.html",
        form=form,
        part=part.value,
        parts=[(each.value, _(PART_LABELS[each]), counts[each], _href(each, kept)) for each in Part],
        page=Page(list(found), number, SIZE, counts[part]),
        suggested=suggested,
        compare=compare,
        is_narrowed=bool(kept),
        may_join=PERMISSIONS.holds(actor, Permission.RECONCILE),
        back={"part": part.value, "page": number, **kept},
        tolerance=TOLERANCE,
        near_days=NEAR_DAYS,
    )


@blueprint.get("/contracts/reconcile/export")
@require(GET=LIST)
def export_reconcile() -> Response:
    """The list as shown, with what it is made of in words."""
    form = _form()
    part, narrowed = asked(form)
    query = queries.rows(current_actor(), part, **narrowed)
    columns: Sequence[Any] = PAIR if part in PAIRS else ALONE
    return exports.export_query(str(_(PART_LABELS[part])), "contracts-reconcile", columns, query, _definition(part))


def asked(form: ReconcileFilterForm) -> tuple[Part, dict[str, Any]]:
    """The list that the address asks for, and the year and region to which it is narrowed."""
    given = form.chosen()
    narrowed = {"year": given.get("year"), "region": given.get("region", "")}
    return Part(given.get("part", Part.PLATFORM)), narrowed


def _form() -> ReconcileFilterForm:
    given = request.args.copy()
    given.setdefault("part", Part.PLATFORM.value)
    return ReconcileFilterForm(given, regions=region_choices(db.session, current_actor().region_codes))


def _href(part: Part, kept: dict[str, Any]) -> str:
    return url_for("contracts.reconcile", part=part.value, **kept)


def _definition(part: Part) -> list[tuple[str, str]]:
    said = {
        Part.PLATFORM: _("平台上签订、还没有与登记台账对上的合同。"),
        Part.REGISTERED: _("登记台账里没有与平台合同对上、也不是由平台合同转来的合同。"),
        Part.DIFFERING: _("已对上、但双方、成交额、签订日期或到账金额有出入的合同。"),
        Part.JOINED: _("已对上的合同：一份平台合同对一份已登记合同。"),
    }
    return [
        (str(_("内容")), str(said[part])),
        (str(_("范围")), str(_("买方或卖方在本人负责的地区；年份按签订日期。"))),
        (str(_("口径")), str(_("对上的两份只计已登记的一份；平台合同不上报。对账不改已封存年度的上报数。"))),
    ]
