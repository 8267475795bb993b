"""Of a listing goes out what its public page shows and the dictionary names, and not a column more."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import String, Text, func, insert, select
from sqlalchemy.orm import Session

from matchmaker.catalog.models import Achievement, AchievementState, Disclosure, Need, NeedState
from matchmaker.core import clock
from matchmaker.core.money import FEN_PER_WAN
from matchmaker.statistics.open_data.listings import LISTINGS
from matchmaker.statistics.open_data.schema import Dataset
from matchmaker.web.exports import BATCH
from tests.factories.catalog import make_achievement, make_need
from tests.factories.organizations import make_enterprise, make_university
from tests.support.statements import count_statements

BASE = "https://example.org"
MODELS: dict[str, Any] = {"achievements": Achievement, "needs": Need}
MAKERS: dict[str, Any] = {"achievements": make_achievement, "needs": make_need}
STATES: dict[str, Any] = {"achievements": AchievementState, "needs": NeedState}
# What carries no text of the owner's: codes, and what the platform writes itself.
FIXED = {"state", "disclosure", "region_code", "source", "external_id"}


def given_out(session: Session, dataset: Dataset) -> list[dict[str, Any]]:
    return [dataset.values(row) for row in dataset.rows(session, BASE)]


@pytest.mark.parametrize("dataset", LISTINGS, ids=lambda each: each.name)
def test_only_columns_of_the_dictionary_leave(session: Session, dataset: Dataset) -> None:
    """Each text column of an open listing is filled with its own name; those that come out are in the dictionary."""
    model = MODELS[dataset.name].__table__
    free = {
        column.name: f"⟪{column.name}⟫"
        for column in model.columns
        if isinstance(column.type, String | Text) and column.name not in FIXED and not column.nullable
    }
    row = MAKERS[dataset.name](session)
    session.execute(model.update().values(free).where(model.c.id == row.id))
    session.commit()
    session.expire_all()
    said = str(given_out(session, dataset))
    seen = {name for name, text in free.items() if text in said}
    assert seen <= {column.name for column in dataset.columns}
    assert {"title", "one_liner"} <= seen
    assert not seen & {"contact_team", "capture_note", "publish_note", "wished_experts", "completed_by", "masked_text"}


@pytest.mark.parametrize("dataset", LISTINGS, ids=lambda each: each.name)
def test_nothing_unpublished_and_of_masked_ones_the_approved_text_alone(session: Session, dataset: Dataset) -> None:
    make, states = MAKERS[dataset.name], STATES[dataset.name]
    secret, approved = "隐匿", {"masked_text": "某单位需要耐高温合金。", "masked_approved_at": clock.now()}
    unit = (make_university if dataset.name == "achievements" else make_enterprise)(session, name="隐匿单位")
    hidden: dict[str, Any] = {"organization": unit, "title": secret, "one_liner": secret, "region_code": "340322"}
    for state in states:
        for disclosure in Disclosure:
            if state != "published" or disclosure == Disclosure.OFFICERS_ONLY:
                make(session, state, **hidden, disclosure=disclosure.value, **approved)
    seen = make(session, **hidden, disclosure="masked", **approved)
    unseen = make(session, **hidden, disclosure="masked", masked_text=secret)
    rows = given_out(session, dataset)
    assert [row["id"] for row in rows] == [seen.id, unseen.id]
    assert secret not in str(rows)
    assert rows[0]["title"] == "某单位需要耐高温合金"
    assert {row["region_code"] for row in rows} == {"340300"}
    filled = {name for row in rows for name, value in row.items() if value is not None}
    assert filled <= {
        *("id", "url", "disclosure", "title", "organization", "organization_kind"),
        *("region_code", "region", "field", "published_on", "masked_text"),
    }


def test_an_open_listing_says_money_and_lists_in_plain_words(session: Session) -> None:
    values: dict[str, Any] = {
        "price_min": 125 * FEN_PER_WAN // 10,
        "transfer_modes": ["license_sole", "equity"],
        "trl": 6,
    }
    row = make_achievement(session, **values)
    shown = given_out(session, LISTINGS[0])[0]
    assert shown["price_min"] == 12.5
    assert shown["transfer_modes"] == "排他许可、作价入股"
    assert (shown["trl"], shown["trl_evidenced"]) == (6, False)
    assert shown["url"] == f"{BASE}/achievements/{row.id}"


@pytest.mark.one_database
def test_many_rows_take_as_many_statements_as_one(session: Session) -> None:
    make_need(session)
    table, most = Need.__table__, 4 * BATCH
    columns = [column for column in table.columns if column.name not in {"id", "external_id"}]
    copied = insert(Need).from_select([column.name for column in columns], select(*columns))
    while (total := session.scalar(select(func.count()).select_from(table)) or 0) < most:
        session.execute(copied)
    session.commit()
    dataset = LISTINGS[1]
    with count_statements(session.get_bind().engine) as counted:
        assert sum(1 for row in dataset.rows(session, BASE) if dataset.values(row)) == total
    assert counted.count == 2, counted
