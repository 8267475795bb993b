"""How organisations stand to a challenge besides issuing it."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.challenges.models import Challenge, ChallengeTie, Tie
from matchmaker.organizations.models import Organization


def ties_of(session: Session, challenge: Challenge, kind: Tie) -> dict[int, str]:
    """Id → name of the organisations that stand to the challenge as ``kind`` says, in the order of the names."""
    query = (
        select(Organization.id, Organization.name)
        .join(ChallengeTie, ChallengeTie.organization_id == Organization.id)
        .where(ChallengeTie.challenge_id == challenge.id, ChallengeTie.kind == kind)
        .order_by(Organization.name_key, Organization.id)
    )
    return {row.id: row.name for row in session.execute(query)}
