"""尽职免责清单: the unit's own list, and a dossier's answers to it."""

from __future__ import annotations

from flask import render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from matchmaker.core.errors import Conflict, Invalid
from matchmaker.deals.pricing.forms import ChecklistForm, DutiesForm
from matchmaker.deals.pricing.models import PricingDossier
from matchmaker.deals.pricing.policies import PERMISSIONS, Permission
from matchmaker.deals.pricing.queries import newest_checklist
from matchmaker.deals.pricing.services.keep_checklist import answer_duties, save_checklist, take_newest
from matchmaker.deals.pricing.services.keep_dossier import require_open
from matchmaker.deals.pricing.views.blueprint import (
    blueprint,
    change_dossier,
    load_dossier,
)
from matchmaker.deals.pricing.workflow import EDITABLE
from matchmaker.organizations.models import Organization
from matchmaker.web.actor import current_actor
from matchmaker.web.answering import Answer, answer_form
from matchmaker.web.extensions import db
from matchmaker.web.forms import BaseForm
from matchmaker.web.loaders import load
from matchmaker.web.policy import needs, require

KEEP, WRITE = needs(Permission.KEEP_CHECKLIST, PERMISSIONS), needs(Permission.WRITE, PERMISSIONS)


@blueprint.route("/organizations/<id:organization_id>/duty-checklist", methods=["GET", "POST"])
@require(GET=KEEP, POST=KEEP)
def duty_checklist(organization_id: int) -> Answer:
    """The unit's list; each change is a new version."""
    unit, actor = load(Organization, organization_id, Permission.KEEP_CHECKLIST, PERMISSIONS), current_actor()
    newest = newest_checklist(db.session, organization_id)
    if request.method == "GET":
        items = "\n".join(newest.items) if newest else ""
        form = ChecklistForm(items=items, number=newest.number if newest else 0)
        return render_template("pricing/duty_checklist.html", unit=unit, newest=newest, form=form)
    form = ChecklistForm(request.form)

    def call(session: Session) -> str:
        found = session.get_one(Organization, organization_id)
        save_checklist(session, found, form.lines, actor=actor, number=form.number.data)
        return _came_from() or url_for("pricing.duty_checklist", organization_id=organization_id)

    def page() -> str:
        found = load(Organization, organization_id, Permission.KEEP_CHECKLIST, PERMISSIONS)
        return render_template("pricing/duty_checklist.html", unit=found, newest=newest, form=form)

    return answer_form(form, call, page, _("清单已保存。新建的卷宗用这一版；已建的卷宗不变。"))


@blueprint.route("/pricing-dossiers/<id:dossier_id>/duties", methods=["GET", "POST"])
@require(GET=WRITE, POST=WRITE)
def duties(dossier_id: int) -> Answer:
    """Tick each duty, or say why not."""
    row, actor = load_dossier(dossier_id, Permission.WRITE), current_actor()
    require_open(row)
    if row.checklist is None:
        raise Conflict(_("这份卷宗建立时，本单位还没有制定清单。请先写好清单，再回来选用。"))
    items = list(row.checklist.items)
    form = _fresh(row) if request.method == "GET" else DutiesForm(request.form)

    def page() -> str:
        shown = load_dossier(dossier_id, Permission.WRITE)
        lines = list(zip(items, form.duties.entries, strict=False))
        return render_template("pricing/duties.html", dossier=shown, form=form, lines=lines)

    def change(session: Session, found: PricingDossier) -> None:
        given = [{"done": each["done"], "note": each["note"] or ""} for each in form.duties.data]
        answer_duties(session, found, given, actor=actor, version=form.version.data)

    return page() if request.method == "GET" else change_dossier(dossier_id, form, change, _("已保存。"), page)


@blueprint.post("/pricing-dossiers/<id:dossier_id>/duties/newest")
@require(POST=WRITE)
def newest_duties(dossier_id: int) -> Answer:
    """Bind the dossier to the unit's list as it is now."""
    row, actor = load_dossier(dossier_id, Permission.WRITE), current_actor()
    if row.state not in EDITABLE:
        raise Conflict(_("编制中的卷宗才能换用清单。"))

    def change(session: Session, found: PricingDossier) -> None:
        take_newest(session, found, actor=actor)

    def page() -> str:
        raise Invalid

    return change_dossier(dossier_id, BaseForm(request.form), change, _("已换用最新的清单。"), page)


def _came_from() -> str:
    """The page that sent its reader to the list; that page judges anew who may see it."""
    deal, dossier = (request.args.get(name, type=int) for name in ("deal", "dossier"))
    if deal:
        return url_for("pricing.begin", deal=deal)
    return url_for("pricing.dossier", dossier_id=dossier) if dossier else ""


def _fresh(row: PricingDossier) -> DutiesForm:
    count = len(row.checklist.items) if row.checklist else 0
    padded = [*row.answers, *({"done": False, "note": ""} for _each in range(count))]
    return DutiesForm(duties=padded[:count], version=row.version)
