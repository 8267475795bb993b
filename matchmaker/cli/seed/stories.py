"""What happened in the demo city: contacts, leads, decisions, and deals at every stage."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from matchmaker.catalog.models import Achievement, Need
from matchmaker.cli.seed.people import SEEDER, City, officer_of
from matchmaker.cli.seed.source import Row
from matchmaker.core import clock
from matchmaker.core.money import from_wan
from matchmaker.deals.demands import Terms
from matchmaker.deals.models import Deal, Side
from matchmaker.deals.services import add_milestone, advance, close, reply
from matchmaker.matching.models import Level, Suggestion
from matchmaker.matching.services import approve, hold, reject
from matchmaker.organizations.models import Organization
from matchmaker.scouting.models import ContactLog, Lead
from matchmaker.scouting.workflow import LEAD

STEPS = {
    "invited": [],
    "introduced": [],
    "negotiating": ["start_talks"],
    "about_to_sign": ["start_talks", "prepare_signing"],
    "signed": ["start_talks", "prepare_signing", "sign"],
    "closed": ["start_talks"],
}

# What the stories call how a deal came out, and how its price was found.
MODES = {
    "joint_development": Terms("joint_development", "negotiated"),
    "technical_service": Terms("technical_service", "negotiated"),
    "entrusted_development": Terms("joint_development", "negotiated"),
    "license": Terms("license_ordinary", "negotiated"),
}
MATCHED_WITHIN = timedelta(minutes=20)


def tell_contact(session: Session, city: City, row: Row) -> None:
    """One line of a scout's contact log."""
    happened = clock.today() - timedelta(days=row["days_ago"])
    organization = session.get_one(Organization, city.organizations[row["organization"]])
    following = row.get("next_contact_in_days")
    learnt = row["learnt"] + (f"\n下一步：{row['next_step']}。" if row.get("next_step") else "")
    session.add(
        ContactLog(
            scout_id=city.users[row["scout"]],
            organization_id=organization.id,
            region_code=organization.region_code,
            happened_on=happened,
            method=row["method"],
            learnt=learnt,
            next_contact_on=happened + timedelta(days=following) if following else None,
        )
    )


def tell_lead(session: Session, city: City, row: Row) -> None:
    """One lead, open, registered or dropped."""
    organization = city.organizations.get(row["organization"] or "")
    scout = city.actor(session, row["scout"])
    with clock.frozen(clock.now() - timedelta(days=row["days_ago"])):
        lead = Lead(
            kind=row["kind"],
            scout_id=city.users[row["scout"]],
            organization_id=organization,
            organization_text=row.get("organization_name") or "",
            region_code=min(scout.region_codes),
            title=row["title"],
            note=row["note"],
        )
        LEAD.begin(session, lead, actor=scout)
    if row["state"] == "converted":
        LEAD.apply(session, lead, "register", actor=scout, values={"record_id": _record(session, row["kind"], row)})
    elif row["state"] == "dropped":
        LEAD.apply(
            session, lead, "drop", actor=scout, reason=row["drop_reason"], values={"drop_reason": row["drop_reason"]}
        )


def date_suggestions(session: Session, decisions: Iterable[Row]) -> None:
    """Let the matcher, which ran just now, have found some pairs as soon as both records were out.

    Those that will be decided, and each need's earliest weak one. The good
    ones that wait for a decision stay new: officers would find all overdue.
    """
    found = [each for row in decisions if (each := _suggestion(session, row)) is not None]
    weak = select(Suggestion).where(Suggestion.level == Level.WEAK)
    weak = weak.options(joinedload(Suggestion.need), joinedload(Suggestion.achievement))
    pairs = sorted(session.scalars(weak).unique(), key=_both_out, reverse=True)
    earliest = {pair.need_id: pair for pair in pairs}  # the last one of each need stays
    for each in {*found, *earliest.values()}:
        each.created_at = _both_out(each) + MATCHED_WITHIN
    session.flush()


def _both_out(pair: Suggestion) -> datetime:
    moments = (pair.need.published_at, pair.achievement.published_at)
    return max(moment for moment in moments if moment is not None)


def decide(session: Session, row: Row) -> Deal | None:
    """An officer's decision on a suggestion; the deal it opened, if any. None if it was not suggested."""
    suggestion = _suggestion(session, row)
    if suggestion is None:
        return None
    officer = officer_of(session, suggestion.region_code)
    with clock.frozen(clock.now() - timedelta(days=row["days_ago"])):
        if row["decision"] == "approve":
            return approve(session, suggestion, actor=officer, note=row["note"] or "")
        if row["decision"] == "hold":
            hold(session, suggestion, actor=officer, reasons=[row["reason"]], note=row["note"] or "")
        else:
            share = bool(row.get("share_with_other_side", True))
            reject(session, suggestion, actor=officer, reasons=[row["reason"]], note=row["note"] or "", share=share)
    return None


def carry_on(session: Session, row: Row) -> None:
    """Bring an opened deal to its stage, with its milestones."""
    suggestion = _suggestion(session, row)
    deal = (
        session.scalars(select(Deal).where(Deal.suggestion_id == suggestion.id)).one_or_none() if suggestion else None
    )
    if deal is None:
        return
    opened = clock.now() - timedelta(days=row["opened_days_ago"])
    with clock.frozen(opened + timedelta(days=1)):
        for side in [Side.ACHIEVEMENT] if row["stage"] == "invited" else list(Side):
            _agree(session, deal, side)
    officer = officer_of(session, deal.region_code)
    for step in row["milestones"]:
        with clock.frozen(opened + timedelta(days=step["day"])):
            add_milestone(
                session, deal, step["kind"], happened_on=clock.today(), note=step["note"] or "", actor=officer
            )
    with clock.frozen(opened + timedelta(days=2)):
        for action in STEPS[row["stage"]]:
            advance(session, deal, action, actor=officer, **_terms(row, action))
    if row["stage"] == "closed":
        close(session, deal, actor=officer, reason=row["closing_reason"], note=row["note"] or "")


def _agree(session: Session, deal: Deal, side: Side) -> None:
    reply(session, deal, side, True, actor=SEEDER, channel="account")  # noqa: FBT003 - the answer itself


def _terms(row: Row, action: str) -> dict[str, Any]:
    if action != "sign":
        return {}
    amount = from_wan(str(row["amount_wan"])) if row.get("amount_wan") else None
    return {"amount": amount, "signed_on": clock.today(), "terms": MODES[row["mode"]]}


def _record(session: Session, kind: str, row: Row) -> int:
    model = Need if kind == "need" else Achievement
    return session.scalars(select(model.id).where(model.external_id == f"demo:{row['converted_to']}")).one()


def _suggestion(session: Session, row: Row) -> Suggestion | None:
    query = (
        select(Suggestion)
        .join(Need, Need.id == Suggestion.need_id)
        .join(Achievement, Achievement.id == Suggestion.achievement_id)
        .where(Need.external_id == f"demo:{row['need']}", Achievement.external_id == f"demo:{row['achievement']}")
    )
    return session.scalars(query).one_or_none()
