"""What the shapes of the forms let through."""

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from matchmaker.accounts.forms import ProfileForm, SignInForm


def complaint(app: Flask, field: str, value: str) -> list[str]:
    given = {"name": "文乔", "email": "", "phone": "", field: value}
    with app.test_request_context():
        form = ProfileForm(MultiDict(given))
        form.validate()
        return list(form[field].errors)


@pytest.mark.parametrize("name", ["", " ", "\u3000\n"])
def test_blanks_are_no_name(app: Flask, name: str) -> None:
    assert complaint(app, "name", name) == ["请填写姓名。"]


@pytest.mark.parametrize("phone", ["13800000000", "0552-3100000", "+86 552 3100000", "(0552)3100000转12", ""])
def test_phones_as_people_write_them(app: Flask, phone: str) -> None:
    assert complaint(app, "phone", phone) == []


@pytest.mark.parametrize("phone", ["123", "13800000000;drop", "电话", "1" * 33])
def test_what_is_no_phone(app: Flask, phone: str) -> None:
    assert complaint(app, "phone", phone)


@pytest.mark.parametrize("email", ["office@unit.example", "a.b+c@dept.city.gov.cn", ""])
def test_addresses(app: Flask, email: str) -> None:
    assert complaint(app, "email", email) == []


@pytest.mark.parametrize("email", ["office", "office@", "a@b@c.cn", "x" * 250 + "@unit.example", "a b@unit.example"])
def test_what_is_no_address(app: Flask, email: str) -> None:
    assert complaint(app, "email", email)


def test_blanks_at_the_ends_belong_to_a_password(app: Flask) -> None:
    with app.test_request_context():
        form = SignInForm(MultiDict({"login": " wen ", "password": " secret "}))
        assert (form.login.data, form.password.data) == ("wen", " secret ")
