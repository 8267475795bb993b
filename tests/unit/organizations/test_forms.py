"""What the shapes of the forms offer and let through."""

from flask import Flask
from werkzeug.datastructures import MultiDict

from matchmaker.organizations.forms import OrganizationForm, RegisterForm

REGIONS = {"蚌埠市": [("340300", "蚌埠市")]}


def test_a_bureau_does_not_register_itself(app: Flask) -> None:
    with app.test_request_context():
        form = RegisterForm(regions=REGIONS)
        assert isinstance(form.kind.choices, list)
        assert "bureau" not in {value for value, _label in form.kind.choices}


def test_an_unknown_region_is_no_choice(app: Flask) -> None:
    with app.test_request_context():
        form = RegisterForm(MultiDict({"region_code": "999999"}), regions=REGIONS)
        form.validate()
        assert form.region_code.errors


def test_what_may_not_be_changed_is_not_in_the_form(app: Flask) -> None:
    with app.test_request_context():
        form = OrganizationForm(MultiDict({"scale": "", "name": "甲"}), regions=REGIONS, without=["name", "kind"])
        assert "name" not in form.values
        assert form.values["scale"] is None
