"""The demo city's pricing dossier, with its notice standing."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.cli.seed.people import SEEDER
from matchmaker.cli.seed.source import Row
from matchmaker.core import clock
from matchmaker.core.money import from_wan
from matchmaker.deals.models import Deal
from matchmaker.deals.pricing.facts import Facts
from matchmaker.deals.pricing.services.keep_checklist import save_checklist
from matchmaker.deals.pricing.services.keep_dossier import begin_dossier, save_dossier
from matchmaker.deals.pricing.services.post_notice import NoticeTerms, post_notice


def price(session: Session, row: Row) -> None:
    """The dossier of the deal of ``row``, if the story tells of one."""
    told = row.get("pricing")
    deal = session.scalars(select(Deal).where(Deal.need.has(external_id=f"demo:{row['need']}"))).first()
    if told is None or deal is None:
        return
    with clock.frozen(clock.now() - timedelta(days=row["opened_days_ago"] - told["day"])):
        save_checklist(session, deal.achievement.organization, told["duties"], actor=SEEDER)
        dossier = begin_dossier(session, deal, actor=SEEDER)
        facts = Facts(
            title=deal.achievement.title,
            transfer_mode="license_ordinary",
            method="negotiated",
            price=from_wan(str(row["amount_wan"])),
            decided_on=clock.today(),
            basis=told["basis"],
            appraised=False,
            appraisal_reason=told["appraisal_reason"],
            related=False,
        )
        save_dossier(session, dossier, facts, actor=SEEDER)
        terms = NoticeTerms("city", told["notice_days"], show_price=True, contact=told["contact"])
        post_notice(session, dossier, terms, actor=SEEDER)
