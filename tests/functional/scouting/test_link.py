"""Answering without an account."""

from __future__ import annotations

from datetime import timedelta

from matchmaker.core import clock
from tests.support.page_client import PageClient
from tests.unit.scouting.conftest import Field, field

__all__ = ["field"]


def test_looking_decides_nothing(field: Field, visitor: PageClient) -> None:
    row = field.asked(field.silent_unit)
    page = visitor.get(field.link(), max_statements=8)
    assert "收率由91%提高到97%" in page.text
    assert page.headers["Cache-Control"] == "no-store"
    assert field.record(row).state == "proposed"


def test_agreeing_spends_the_link_and_shows_what_follows(field: Field, visitor: PageClient) -> None:
    row = field.asked(field.silent_unit)
    path = field.link()
    visitor.post(path, button="同意登记")
    assert "已登记同意" in visitor.follow().text
    visitor.forge(path, {"action": "decline", "note": "改主意了"}, 200)
    assert field.record(row).state == "submitted"


def test_refusing_needs_a_reason_and_keeps_the_link(field: Field, visitor: PageClient) -> None:
    row = field.asked(field.silent_unit)
    page = visitor.post(field.link(), status=422, button="不同意登记")
    assert "请写明不同意的原因" in page.error_summary
    visitor.submit(page, {"note": "并非本单位成果"}, button="不同意登记")
    assert field.record(row).state == "draft"


def test_without_a_button_nothing_is_decided(field: Field, visitor: PageClient) -> None:
    row = field.asked(field.silent_unit)
    assert "请选择同意或不同意" in visitor.forge(field.link(), {}, 422).error_summary
    assert field.record(row).state == "proposed"


def test_an_unknown_or_expired_link_says_so(field: Field, visitor: PageClient) -> None:
    field.asked(field.silent_unit)
    assert visitor.get("/confirm/nobody-has-this", 404).code == "link_gone"
    with clock.frozen(clock.now() + timedelta(days=15)):
        assert "失效" in visitor.get(field.link(), 404).heading
        visitor.forge(field.link(), {"action": "agree"}, 404)
