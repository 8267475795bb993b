"""The achievement's form: what may not be public is refused, claims need their proof."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from matchmaker.catalog.contents import COLUMNS
from matchmaker.catalog.forms.achievement import AchievementForm
from matchmaker.catalog.models import RecordKind
from matchmaker.core import clock


@pytest.fixture(autouse=True)
def page(app: Flask) -> Iterator[None]:
    with app.test_request_context():
        yield


def filled(**fields: str) -> AchievementForm:
    return AchievementForm(MultiDict({"title": "陶瓷膜", **fields}))


def test_every_column_of_an_achievement_has_its_field() -> None:
    assert COLUMNS[RecordKind.ACHIEVEMENT].keys() <= {field.short_name for field in AchievementForm()}


def test_the_name_is_enough() -> None:
    form = filled()
    assert form.validate(), form.errors
    said = form.contents()
    assert (said["trl"], said["secrecy_cleared"], said["level_claim"]) == (None, None, "not_evaluated")
    assert said["ip_rights"] == []


@pytest.mark.parametrize(
    ("fields", "refused"),
    [
        ({"secrecy_cleared": "no"}, "secrecy_cleared"),
        ({"price_min": "100", "price_max": "80"}, "price_max"),
        ({"level_claim": "domestic_leading"}, "level_claim"),
        ({"registration_number": "12345"}, "registration_number"),
        ({"trl": "10"}, "trl"),
        ({"keywords": "甲、乙、丙、丁"}, "keywords"),
        ({"secrecy_cleared_on": "昨天"}, "secrecy_cleared_on"),
    ],
)
def test_what_does_not_hold_is_refused_at_its_field(fields: dict[str, str], refused: str) -> None:
    form = filled(**fields)
    assert not form.validate()
    assert set(form.errors) == {refused}


def test_no_day_lies_ahead() -> None:
    tomorrow = (clock.today() + timedelta(days=1)).isoformat()
    assert not filled(captured_on=tomorrow).validate()


def test_a_level_with_its_evaluation_is_taken() -> None:
    form = filled(level_claim="domestic_leading", evaluation_method="third_party", evaluation_body="某评价中心")
    assert form.validate(), form.errors


def test_a_trade_secret_counts_though_it_has_no_number() -> None:
    secret = {"ip_rights-0-kind": "trade_secret", "ip_rights-0-status": "valid"}
    untouched = {"ip_rights-1-kind": "invention", "ip_rights-1-status": "valid"}
    form = filled(**secret, **untouched)
    assert form.validate(), form.errors
    assert [row["kind"] for row in form.contents()["ip_rights"]] == ["trade_secret"]


def test_numbers_are_stored_in_capitals() -> None:
    assert filled(registration_number="3402026y0001").contents()["registration_number"] == "3402026Y0001"


def test_it_is_public_unless_somebody_said_otherwise() -> None:
    assert AchievementForm().disclosure.data == "public"
    assert AchievementForm(data={"disclosure": "masked"}).disclosure.data == "masked"
