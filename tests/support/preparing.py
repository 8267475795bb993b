"""Challenges on their way to be posted, with what belongs to them, for the test of all permissions."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from matchmaker.accounts.models import User
from matchmaker.challenges.models import Background, Challenge, Profile
from matchmaker.challenges.services import appeal, argue, council, prepare, promote_need
from matchmaker.core import clock
from matchmaker.organizations.integrity.models import IntegrityEntry
from matchmaker.organizations.integrity.services import enter
from matchmaker.organizations.models import Organization
from tests.factories.accounts import CITY
from tests.factories.organizations import make_integrity_notice
from tests.unit.challenges.stage import Way, make_way

PLACES = (Background.ENTERPRISE, Background.ENTERPRISE, Background.RESEARCH)


def preparing(session: Session, data_dir: Path, expert: User, issuer: Organization) -> dict[str, list[Any]]:
    """All of one issuer: handed in, being argued (by ``expert`` among others), argued, vetoed and appealed."""
    listed, handed_in, arguing, argued, own, vetoed = (
        make_way(session, data_dir, teams=0, issued_by=issuer) for _number in range(6)
    )
    item = listed.do(promote_need.list_bottleneck, listed.need, reason="制约产业。", actor=listed.actor(listed.officer))
    submitted(handed_in)
    screened(arguing)
    people = [expert, *arguing.experts[:2]]
    panel = dict(zip((each.id for each in people), PLACES, strict=True))
    seats = arguing.do(argue.seat_arguers, Challenge, panel, actor=arguing.actor(arguing.county))
    argued.argued()
    own.argued(Profile.ENTERPRISE)
    submitted(vetoed)
    vetoed.do(argue.veto, Challenge, reason="不属于共性难题。", actor=vetoed.actor(vetoed.officer))
    subject, member = vetoed.challenge, vetoed.actor(vetoed.member)
    raised = vetoed.do(appeal.raise_appeal, subject, "产业链上有十余家企业需要。", actor=member)
    given = (CITY, expert.id, Background.ENTERPRISE, clock.today(), None)
    seated = arguing.do(council.seat_member, *given, actor=arguing.actor(arguing.officer))
    own_seat = next(seat for seat in seats if seat.user_id == expert.id)
    return {
        "challenges": [each.challenge for each in (handed_in, arguing, argued, own, vetoed)],
        "bottlenecks/item_id": [item],
        "argument-seats/seat_id": [own_seat],
        "appeals/appeal_id": [raised],
        "council/member_id": [seated],
    }


def submitted(way: Way) -> None:
    """The issuer handed its draft in."""
    way.drafted()
    way.do(prepare.submit_challenge, Challenge, actor=way.actor(way.member))


def screened(way: Way) -> None:
    """The county found it whole."""
    submitted(way)
    way.do(prepare.prescreen, Challenge, actor=way.actor(way.county))


def entered(way: Way, unit: Organization) -> None:
    """The unit has an entry in the register, decided forty days from now."""
    entry = make_integrity_notice(way.session, unit)
    actor = way.actor(way.officer)
    with clock.frozen(clock.now() + timedelta(days=40)):
        way.do(lambda inner: enter(inner, inner.get_one(IntegrityEntry, entry.id), reason="属实。", actor=actor))
