"""A region is found however an office writes it, and never guessed."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from matchmaker.organizations.models import Region
from matchmaker.organizations.queries.region_names import RegionNames


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("340300", "340300"),
        ("蚌埠市", "340300"),
        ("蚌埠", "340300"),
        ("安徽省蚌埠市怀远县", "340321"),
        ("蚌埠·怀远", None),
        ("怀远", "340321"),
        ("安徽", "340000"),
        ("江苏省南京市玄武区", "320000"),
        ("320102", "320102"),
        ("990102", None),
        ("某某新区", None),
        ("", None),
    ],
)
def test_a_text_means_one_region_or_none(session: Session, text: str, code: str | None) -> None:
    assert RegionNames(session).find(text) == code


def test_of_several_of_one_name_the_nearer_or_the_named_one_counts(session: Session) -> None:
    session.add(Region(code="340699", name="怀远县", kind="county", parent_code="340600"))
    session.flush()
    assert RegionNames(session).find("怀远县") is None
    assert RegionNames(session, near=["340600"]).find("怀远县") == "340699"
    assert RegionNames(session, near=["340600"]).find("蚌埠市怀远县") == "340321"
