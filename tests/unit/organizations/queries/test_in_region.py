"""What lies in a region, asked of the database, is what the codes say."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.core import regions
from matchmaker.organizations.models import Region
from matchmaker.organizations.queries import in_region

CODES = ("340000", "340300", "340304", "340400", "340300-X1", "340300-X10")


def test_nowhere_is_not_everywhere(session: Session) -> None:
    assert session.scalars(select(Region.code).where(in_region(Region.code, []))).all() == []


@pytest.mark.parametrize("outer", CODES)
def test_the_database_and_the_codes_agree(session: Session, outer: str) -> None:
    session.add_all(Region(code=code, name=code, kind="zone") for code in CODES if "-" in code)
    session.flush()
    every = session.scalars(select(Region.code)).all()
    found = session.scalars(select(Region.code).where(in_region(Region.code, [outer]))).all()
    assert sorted(found) == sorted(code for code in every if regions.covers(outer, code))
    assert found
