"""公示 of a negotiated price: posted for a number of days, taken back with a reason, never shortened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.orm import Session

from matchmaker.accounts.services.notices import Message, notify
from matchmaker.core import clock
from matchmaker.core.authz import Actor
from matchmaker.core.errors import Conflict, Invalid
from matchmaker.core.i18n import N_
from matchmaker.deals.pricing.completeness import NEGOTIATED, before_notice, holding
from matchmaker.deals.pricing.models import NoticeAudience, PricingDossier
from matchmaker.deals.pricing.workflow import DOSSIER
from matchmaker.organizations.queries import officers_for, setting

DAYS_SETTING = "pricing.notice_days"
MOST_DAYS = 365


@dataclass(frozen=True, slots=True)
class NoticeTerms:
    """For whom, for how many calendar days, whether with the price, and where to object."""

    audience: str
    days: int | None
    show_price: bool
    contact: str


def least_days(session: Session, row: PricingDossier) -> int:
    """The fewest days for which a notice must stand, by the setting of the unit's region."""
    return int(setting(session, DAYS_SETTING, row.region_code))


def post_notice(
    session: Session, row: PricingDossier, terms: NoticeTerms, *, actor: Actor, version: int | None = None
) -> None:
    """Post the notice from now to the end of the last day; the day of posting does not count.

    Raises Invalid for terms that cannot be, Conflict for another method or
    while the decision itself is not filled in, StaleVersion.
    """
    if row.method != NEGOTIATED:
        raise Conflict(N_("只有协议定价要公示；挂牌和拍卖以交易场所的结果为准。"))
    if lacking := before_notice(holding(row, (), ())):
        raise Conflict(N_("公示前还要补全：%(what)s。") % {"what": "；".join(lacking)})
    _check(terms, least_days(session, row))
    values = {
        "audience": terms.audience,
        "show_price": terms.show_price,
        "notice_contact": terms.contact.strip(),
        "notice_posted_at": clock.now(),
        "notice_until": clock.today() + timedelta(days=terms.days or 0),
    }
    DOSSIER.apply(session, row, "post_notice", actor=actor, version=version, values=values)
    body = N_("%(unit)s发布了协议定价公示：%(title)s。") % {"unit": row.organization.name, "title": row.title}
    message = Message("pricing.notice", N_("有一项成果协议定价公示"), body, f"/pricing-dossiers/{row.id}")
    notify(session, officers_for(session, row.region_code), message, dedup_key=f"pricing:{row.id}:{row.version}:notice")


def withdraw_notice(
    session: Session, row: PricingDossier, *, reason: str, actor: Actor, version: int | None = None
) -> None:
    """Take the notice back, to change the decision; a later one runs its whole time again.

    Raises Invalid without a reason.
    """
    values = {"notice_posted_at": None, "notice_until": None}
    DOSSIER.apply(session, row, "withdraw_notice", actor=actor, reason=reason, version=version, values=values)


def _check(terms: NoticeTerms, least: int) -> None:
    problems: dict[str, list[str]] = {}
    if terms.audience not in set(NoticeAudience):
        problems["audience"] = [N_("请选择公示范围。")]
    if terms.days is None or not least <= terms.days <= MOST_DAYS:
        problems["days"] = [N_("公示天数在 %(least)d 到 %(most)d 之间。") % {"least": least, "most": MOST_DAYS}]
    if not terms.contact.strip():
        problems["contact"] = [N_("请写明受理异议的部门和联系方式。")]
    if problems:
        raise Invalid(fields=problems)
