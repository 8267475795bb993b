"""The one blueprint whose routes the modules beside it add."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from flask import Blueprint, url_for
from sqlalchemy.orm import Session

from matchmaker.deals.pricing.models import PricingDossier
from matchmaker.deals.pricing.policies import PERMISSIONS
from matchmaker.deals.pricing.queries import with_parts
from matchmaker.web.answering import Answer, answer_form
from matchmaker.web.forms import BaseForm
from matchmaker.web.idempotency import replayed
from matchmaker.web.loaders import load

blueprint = Blueprint("pricing", __name__)
Change = Callable[[Session, PricingDossier], None]


def load_dossier(dossier_id: int, permission: StrEnum) -> PricingDossier:
    """The dossier with its parts, if the present actor has ``permission`` over it."""
    return load(PricingDossier, dossier_id, permission, PERMISSIONS, options=with_parts())


def change_dossier(
    dossier_id: int, form: BaseForm, change: Change, done: str, page: Callable[[], str], *, endpoint: str = "dossier"
) -> Answer:
    """Do what the form asks and go to ``endpoint`` of the dossier, or show ``page`` again with what is wrong."""
    if (answer := replayed()) is not None:
        return answer

    def once(session: Session) -> str:
        change(session, session.get_one(PricingDossier, dossier_id))
        return url_for(f"pricing.{endpoint}", dossier_id=dossier_id)

    return answer_form(form, once, page, done)
