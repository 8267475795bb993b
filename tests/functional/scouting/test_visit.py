"""访前清单 and 我的成绩."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import update

from matchmaker.catalog.models import Need
from tests.factories.catalog import make_achievement, make_need
from tests.factories.matching import make_suggestion
from tests.support.page_client import PageClient
from tests.unit.scouting.conftest import Field, field

__all__ = ["field"]


def test_the_list_holds_what_fits_best_first_and_keeps_what_is_not_public(field: Field, app: Flask) -> None:
    achievement = make_achievement(field.session, organization=field.unit)
    same_field = make_need(field.session, title="同领域的需求", quality=100)
    matched = make_need(field.session, title="匹配上的需求", quality=10)
    make_need(field.session, title="不相干的需求", field_code="aerospace")
    make_need(field.session, title="只给联络员看的需求", disclosure="officers_only")
    make_suggestion(field.session, need=matched, achievement=achievement)
    page = PageClient(app).sign_in(field.scout).get(f"/organizations/{field.unit.id}/visit-list", max_statements=8)
    assert page.text.index(matched.title) < page.text.index(same_field.title)
    assert "不相干的需求" not in page.text
    assert "只给联络员看的需求" not in page.text
    officer = PageClient(app).sign_in(field.officer).get(f"/organizations/{field.unit.id}/visit-list")
    assert "只给联络员看的需求" in officer.text


def test_of_a_masked_need_only_the_masked_text_is_printed(field: Field, app: Flask) -> None:
    make_achievement(field.session, organization=field.unit)
    make_need(field.session, title="真名不可见", disclosure="masked", masked_text="某企业需要浓缩工艺。")
    scout = PageClient(app).sign_in(field.scout)
    assert "真名不可见" not in scout.get(f"/organizations/{field.unit.id}/visit-list").source
    scout.get("/organizations/99999/visit-list", 404)


def test_credit_stays_with_the_scout_and_tells_what_became_of_it(field: Field, app: Flask) -> None:
    scout = PageClient(app).sign_in(field.scout)
    assert "还没有登记过记录" in scout.get("/my/credit").text
    need = make_need(field.session, title="代填的需求")
    field.do(lambda s: s.execute(update(Need).where(Need.id == need.id).values(scout_id=field.scout.id)))
    record = field.draft()
    page = scout.get("/my/credit", max_statements=8)
    assert record.title in page.text
    assert need.title in page.text
    assert "还没有对接" in page.text
