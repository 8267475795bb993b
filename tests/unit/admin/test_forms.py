"""Filters take what they can use."""

from datetime import date

from flask import Flask
from werkzeug.datastructures import MultiDict

from matchmaker.admin.forms import ChoiceSettingForm, RoleForm, SettingForm, TraceFilterForm
from matchmaker.organizations.defaults import RULES

REGIONS = {"蚌埠市": [("340300", "蚌埠市")]}


def test_what_cannot_be_used_counts_as_not_given(app: Flask) -> None:
    given = {"subject_kind": "nonsense", "first": "2026-13-01", "last": "2026-03-01", "who": " 文乔 "}
    with app.test_request_context():
        form = TraceFilterForm(MultiDict(given))
        assert form.chosen() == {"last": date(2026, 3, 1), "who": "文乔"}
        assert form.first.errors


def test_a_site_wide_setting_offers_no_regions(app: Flask) -> None:
    with app.test_request_context():
        everywhere = SettingForm(rule=RULES["site.icp"], regions=REGIONS)
        regional = SettingForm(rule=RULES["clock.review_days"], regions=REGIONS)
        assert isinstance(everywhere.region_code.choices, dict)
        assert list(everywhere.region_code.choices) == [""]
        assert regional.region_code.choices != everywhere.region_code.choices


def test_a_choice_takes_only_its_own(app: Flask) -> None:
    with app.test_request_context():
        form = ChoiceSettingForm(MultiDict({"value": "whatever"}), rule=RULES["review.lane"], regions=REGIONS)
        form.validate()
        assert form.value.errors


def test_a_role_that_does_not_exist_is_no_choice(app: Flask) -> None:
    with app.test_request_context():
        form = RoleForm(MultiDict({"role": "link"}), regions=REGIONS)
        form.validate()
        assert form.role.errors
