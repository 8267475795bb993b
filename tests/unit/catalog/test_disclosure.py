"""What the public may read of a listing, for every disclosure and state."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.catalog import disclosure
from matchmaker.catalog.models import Achievement, AchievementState, Disclosure, Need, NeedState
from matchmaker.core import clock
from tests.factories.catalog import make_achievement, make_need

LONG = (
    "某玻璃深加工企业生产数十微米厚的柔性盖板，激光切割断面存在约10微米裂纹，强化后弯曲强度偏低，希望改进。另有一句。"
)


def masked(text: str, *, approved: bool = True) -> Need:
    return Need(
        title="不公开的名称",
        state="published",
        disclosure="masked",
        masked_text=text,
        masked_approved_at=clock.now() if approved else None,
        region_code="340321",
    )


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("需要耐高温合金。更多在此", "需要耐高温合金"),
        (LONG, "某玻璃深加工企业生产数十微米厚的柔性盖板，激光切割断面存在约10微米裂纹"),
        ("字" * 60, "字" * 39 + "…"),
        ("  ", ""),
    ],
)
def test_a_masked_listing_is_called_by_the_beginning_of_its_text(text: str, title: str) -> None:
    assert disclosure.public_title(masked(text)) == title


def test_a_masked_text_counts_only_once_approved() -> None:
    row = masked("需要耐高温合金。", approved=False)
    assert (disclosure.public_title(row), disclosure.public_body(row)) == ("", "")


def test_a_masked_listing_shows_its_city_and_an_open_one_its_county() -> None:
    row = masked("需要耐高温合金。")
    assert disclosure.public_region(row) == "340300"
    row.disclosure = "public"
    assert disclosure.public_region(row) == "340321"


def test_an_open_listing_shows_its_indicators_but_no_contact_or_third_person(session: Session) -> None:
    need = make_need(session, wished_experts="某位专家", background="背景说明")
    body = disclosure.public_body(need)
    assert "背景说明" in body
    assert need.indicators[0].name in body
    assert "某位专家" not in body
    assert "秘书处" not in disclosure.public_body(make_achievement(session, contact_team="秘书处"))


Maker = Callable[..., Any]


@pytest.mark.parametrize("level", list(Disclosure))
@pytest.mark.parametrize(("make", "model", "states"), [
    (make_achievement, Achievement, AchievementState), (make_need, Need, NeedState)
])  # fmt: skip
def test_the_public_knows_of_published_listings_that_are_not_for_officers_only(
    session: Session, make: Maker, model: type[Any], states: type[Any], level: Disclosure
) -> None:
    rows = [make(session, state, disclosure=level.value) for state in states]
    seen = set(session.scalars(select(model.id).where(disclosure.listed(model))))
    assert seen == {row.id for row in rows if disclosure.is_listed(row)}
    assert seen == {row.id for row in rows if row.state == "published" and level != Disclosure.OFFICERS_ONLY}


@pytest.mark.parametrize(("state", "level"), [("published", "officers_only"), ("draft", "public"), ("draft", "masked")])
def test_of_what_is_not_listed_the_public_reads_nothing(state: str, level: str) -> None:
    row = Need(title="名称", problem="问题", state=state, disclosure=level, masked_text="文字", region_code="340321")
    row.masked_approved_at = clock.now()
    assert disclosure.public_title(row) == disclosure.public_body(row) == ""
