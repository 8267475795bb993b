"""Naming the unit a record is about."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from matchmaker.catalog.forms.unit import NEED_SOURCES, NeedForFirmForm
from matchmaker.organizations.models import OrganizationKind, Region


@pytest.fixture(autouse=True)
def page(app: Flask) -> Iterator[None]:
    with app.test_request_context():
        yield


def form(**fields: str) -> NeedForFirmForm:
    made = NeedForFirmForm(MultiDict({"title": "浓缩", "source": "visit", **fields}))
    made.offer([OrganizationKind.ENTERPRISE], [Region(code="340304", name="某区", kind="county")], NEED_SOURCES)
    return made


def test_the_unit_is_told_by_its_columns() -> None:
    made = form(unit_name="某企业", unit_region_code="340304", unit_kind="enterprise")
    assert made.validate(), made.errors
    unit = made.unit()
    assert (unit["name"], unit["region_code"], unit["contact_email"]) == ("某企业", "340304", "")


@pytest.mark.parametrize(
    ("fields", "refused"),
    [
        ({"unit_name": ""}, "unit_name"),
        ({"unit_name": "某企业", "unit_contact_email": "不是邮箱"}, "unit_contact_email"),
        ({"unit_name": "某企业", "unit_region_code": "999999"}, "unit_region_code"),
        ({"unit_name": "某企业", "source": "dream"}, "source"),
    ],
)
def test_what_does_not_fit_is_refused_at_its_field(fields: dict[str, str], refused: str) -> None:
    made = form(**fields)
    assert not made.validate()
    assert set(made.errors) == {refused}
