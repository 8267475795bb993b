"""What the county found before."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.accounts.models import User
from matchmaker.challenges.models import Challenge, CountyCheck


def county_checks(session: Session, challenge: Challenge) -> list[tuple[CountyCheck, str]]:
    """The checks made so far, newest first, with the name of who made each ("" for the platform)."""
    query = (
        select(CountyCheck, User.name)
        .outerjoin(User, User.id == CountyCheck.checked_by)
        .where(CountyCheck.challenge_id == challenge.id)
        .order_by(CountyCheck.id.desc())
    )
    return [(row[0], row[1] or "") for row in session.execute(query)]
