"""惠企政策: the cards of all cities, for everybody."""

from __future__ import annotations

from flask import render_template, request

from matchmaker.deals.subsidies import queries
from matchmaker.deals.subsidies.forms.claims import PolicyFilterForm
from matchmaker.deals.subsidies.models import RuleVersion
from matchmaker.deals.subsidies.policies import PERMISSIONS, Permission
from matchmaker.deals.subsidies.validity import Validity
from matchmaker.deals.subsidies.views.blueprint import blueprint, cited, kind_label, validity_badge
from matchmaker.web.actor import current_actor
from matchmaker.web.extensions import db
from matchmaker.web.policy import public, require

ORDER = list(Validity)


@blueprint.get("/policies")
@require(GET=public())
def policies() -> str:
    """What is in use, by city; what can be claimed first."""
    form = PolicyFilterForm(request.args, cities=queries.cities(db.session))
    given = form.chosen()
    found = queries.in_use(db.session, region=given.get("region", ""), text=given.get("q", ""))
    wanted = given.get("status")
    shown = [version for version in found if not wanted or version.validity() == wanted]
    groups: dict[str, list[RuleVersion]] = {}
    for version in sorted(shown, key=lambda each: (each.rule.region_code, ORDER.index(each.validity()), each.rule_id)):
        groups.setdefault(version.rule.region.name, []).append(version)
    actor = current_actor()
    return render_template(
        "subsidies/policies.html",
        form=form,
        groups=[(city, [_card(version) for version in versions]) for city, versions in groups.items()],
        count=len(shown),
        is_narrowed=bool(given),
        may_list=actor.is_signed_in and PERMISSIONS.holds(actor, Permission.LIST),
        may_oversee=PERMISSIONS.holds(actor, Permission.OVERSEE),
    )


def _card(version: RuleVersion) -> dict[str, object]:
    return {
        "version": version,
        "badge": validity_badge(version),
        "kind": kind_label(version),
        "clause": cited(version),
    }
