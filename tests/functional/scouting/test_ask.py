"""请单位确认, from the record's page to the unit."""

from __future__ import annotations

from flask import Flask

from matchmaker.organizations.models import Organization
from tests.factories.accounts import make_scout
from tests.support.page_client import PageClient
from tests.unit.scouting.conftest import Field, field

__all__ = ["field"]


def here(field: Field, unit: Organization | None = None, **values: str) -> str:
    return f"/achievements/{field.draft(unit, **values).id}/ask-unit"


def test_a_scout_sends_a_record_to_its_unit(field: Field, app: Flask) -> None:
    scout, path = PageClient(app).sign_in(field.scout), here(field)
    assert "有账号" in scout.get(path, max_statements=8).text
    scout.post(path, button="请单位确认")
    assert "待单位确认" in scout.follow().text
    assert field.told_users("confirmation.asked") == {field.member.id}


def test_a_unit_without_mail_box_is_asked_at_the_address_given(field: Field, app: Flask) -> None:
    field.do(lambda s: setattr(s.get_one(Organization, field.silent_unit.id), "contact_email", ""))
    scout, path = PageClient(app).sign_in(field.scout), here(field, field.silent_unit)
    page = scout.post(path, {"send_to": "not an address"}, 422)
    assert "邮箱地址不正确" in page.error_summary
    scout.submit(page, {"send_to": "office@example.org"}, button="请单位确认")
    assert field.told("confirmation.asked")[0]["to"] == "office@example.org"


def test_what_is_missing_is_named_before_anything_is_sent(field: Field, app: Flask) -> None:
    page = PageClient(app).sign_in(field.scout).get(here(field, problem_solved=""))
    assert "还缺这些内容" in page.text
    assert "解决什么问题" in page.text


def test_another_scouts_record_looks_missing(field: Field, app: Flask) -> None:
    other = PageClient(app).sign_in(make_scout(field.session))
    other.get(here(field), 404)
    other.get("/achievements/999999/ask-unit", 404)
    other.get("/needs/999999/ask-unit", 404)
