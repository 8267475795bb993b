"""What a setting is for a region."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from matchmaker.core import clock
from matchmaker.core.unit_of_work import transact
from matchmaker.organizations.models import Setting
from matchmaker.organizations.queries import setting
from tests.factories.accounts import CITY

COUNTY, KEY = "340321", "clock.review_days"


def put(session: Session, value: Any, region: str | None, days_ago: int = 1) -> None:
    row = Setting(key=KEY, value=value, region_code=region, valid_from=clock.today() - timedelta(days=days_ago))
    transact(session, lambda inner: inner.add(row))


def test_without_a_row_the_default_holds(session: Session) -> None:
    assert setting(session, KEY, COUNTY) == 2


def test_the_nearest_region_decides(session: Session) -> None:
    put(session, 9, None)
    put(session, 4, CITY)
    assert (setting(session, KEY, COUNTY), setting(session, KEY, "340400"), setting(session, KEY)) == (4, 9, 9)


def test_the_newest_row_that_is_valid_today_counts(session: Session) -> None:
    put(session, 3, CITY, days_ago=5)
    put(session, 4, CITY, days_ago=1)
    put(session, 5, CITY, days_ago=-1)
    assert setting(session, KEY, CITY) == 4


def test_an_undeclared_key_is_a_mistake(session: Session) -> None:
    with pytest.raises(KeyError):
        setting(session, "clock.unheard_of")
