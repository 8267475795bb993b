"""The composition rule of each city (domain, test vectors)."""

from __future__ import annotations

from fractions import Fraction

import pytest
from sqlalchemy.orm import Session

from matchmaker.challenges.models import Background
from matchmaker.challenges.queries import enterprise_share
from matchmaker.challenges.queries.panels import composition_holds

ENTERPRISE, RESEARCH = Background.ENTERPRISE, Background.RESEARCH


@pytest.mark.parametrize(
    ("members", "theirs", "least", "holds"),
    [(10, 5, "1/2", True), (10, 4, "1/2", False), (9, 3, "1/3", True), (9, 2, "1/3", False), (9, 0, "0", True)],
)
def test_the_vectors(members: int, theirs: int, least: str, holds: bool) -> None:  # noqa: FBT001 - a table
    panel = [ENTERPRISE] * theirs + [RESEARCH] * (members - theirs)
    assert composition_holds(panel, Fraction(least)) is holds
    assert not composition_holds([], Fraction(least))


@pytest.mark.parametrize(
    ("region", "share"), [("340300", "1/2"), ("340304", "1/2"), ("341600-Z1", "1/3"), ("341600", "0"), ("340600", "0")]
)
def test_every_city_has_its_own_rule(session: Session, region: str, share: str) -> None:
    assert enterprise_share(session, region) == Fraction(share)
