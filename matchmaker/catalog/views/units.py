"""Whose record a new one is: one's own unit's, or the unit that a scout or officer names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.catalog.contents import Contents
from matchmaker.catalog.forms.listing import ListingForm
from matchmaker.catalog.forms.unit import UnitFields
from matchmaker.catalog.views.sides import Side
from matchmaker.core.authz import Actor, Role
from matchmaker.core.errors import Forbidden, Invalid
from matchmaker.core.i18n import N_
from matchmaker.core.regions import city_of
from matchmaker.organizations.models import Organization, Region
from matchmaker.organizations.services import ensure_unit
from matchmaker.web.extensions import db
from matchmaker.web.forms import BaseForm, choices

NO_UNIT = N_("您的账号还没有关联单位，请联系本单位的平台管理员或对接联络员。")
MOST_NAMES = 300


@dataclass(frozen=True, slots=True)
class Owner:
    """The unit of a new record and how it came in."""

    organization_id: int
    source: str
    scout_id: int | None


def new_form(side: Side, actor: Actor, formdata: Any, said: Contents | None = None) -> ListingForm:
    """The form for a new record, with the fields this actor needs to name the unit; ``said`` is known already.

    Raises Forbidden for a member whose account belongs to no unit.
    """
    check_may_enter(actor)
    form = (side.form if actor.organization_ids else side.form_for_unit)(formdata, data=said)
    offer(side, form, actor)
    return form


def check_may_enter(actor: Actor) -> None:
    """Raise Forbidden for a member whose account belongs to no unit."""
    if not actor.organization_ids and not actor.has(Role.SCOUT, Role.OFFICER):
        raise Forbidden(NO_UNIT)


def offer(side: Side, form: Any, actor: Actor) -> None:
    """Fill in which units can be chosen or named in ``form``, and take out what there is nothing to say about."""
    if len(actor.organization_ids) > 1:
        form.organization_id.choices = choices((str(unit.id), unit.name) for unit in own_units(actor))
    else:
        del form.organization_id
    if not isinstance(form, UnitFields):
        return
    regions = db.session.scalars(select(Region).order_by(Region.code)).all()
    form.offer(side.unit_kinds, regions, side.sources)
    if len(side.unit_kinds) == 1:
        del form.unit_kind


def regions_of(actor: Actor) -> frozenset[str]:
    """Where the actor works: the regions of the actor's rights, else the cities of the actor's units."""
    return frozenset(actor.region_codes) or frozenset(city_of(unit.region_code) for unit in own_units(actor))


def own_units(actor: Actor) -> list[Organization]:
    """The units the actor belongs to, in pinyin order."""
    query = select(Organization).where(Organization.id.in_(actor.organization_ids))
    return list(db.session.scalars(query.order_by(Organization.name_key)).unique())


def known_names(side: Side) -> list[str]:
    """Names of units on the platform, offered while a scout types."""
    query = select(Organization.name).where(Organization.kind.in_(side.unit_kinds))
    return list(db.session.scalars(query.order_by(Organization.name_key).limit(MOST_NAMES)))


def owner_of_new(session: Session, side: Side, form: BaseForm, actor: Actor) -> Owner:
    """The unit that ``form`` speaks of; entered unverified when it is not known yet.

    Raises Invalid with the form's own field names.
    """
    if not isinstance(form, UnitFields):
        return Owner(chosen_unit(form, actor), "self_reported", None)
    typed = form.unit()
    unit = _known(session, side, typed) or _entered(session, side, typed, actor)
    scout = actor.user_id if actor.has(Role.SCOUT) else None
    return Owner(unit.id, form.source.data or side.sources[0], scout)


def chosen_unit(form: BaseForm, actor: Actor) -> int:
    """The id of the unit chosen in ``form``, or of the only one there is."""
    chosen = form["organization_id"].data if "organization_id" in form else next(iter(actor.organization_ids))
    return int(chosen)


def _known(session: Session, side: Side, typed: dict[str, str]) -> Organization | None:
    code, of_kind = typed["credit_code"].upper(), Organization.kind.in_(side.unit_kinds)
    if code:
        found = session.scalars(select(Organization).where(Organization.credit_code == code, of_kind)).first()
        if found is not None:
            return found
    return session.scalars(select(Organization).where(Organization.name == typed["name"], of_kind)).first()


def _entered(session: Session, side: Side, typed: dict[str, str], actor: Actor) -> Organization:
    given = {"kind": side.unit_kinds[0].value, **{name: text for name, text in typed.items() if text}}
    given.setdefault("region_code", "")
    try:
        return ensure_unit(session, actor=actor, **given)
    except Invalid as error:
        raise Invalid(error.message, fields={f"unit_{name}": texts for name, texts in error.fields.items()}) from error
