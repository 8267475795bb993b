"""Forms take what they declare, clean it, and say at the field what is wrong."""

from __future__ import annotations

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, FieldList, FormField, IntegerField, StringField

from matchmaker.core.errors import Invalid
from matchmaker.web.forms import BaseForm, RowForm, clean, find_field, handle_rows, has_control_characters
from tests.support.page_client import PageClient
from tests.support.pages import Page
from tests.support.probe import effects

NUL, ESCAPE, LINE = "\x00", "\x1b", "\u2028"


def rows(page: Page) -> list[str]:
    form = page.form("保存")
    return [form.value(name) for name in sorted(form.names) if name.startswith("rows-") and name.endswith("-name")]


def test_rows_are_added_and_removed_without_scripts(officer: PageClient, session: Session) -> None:
    page = officer.get("/probe/office")
    page = officer.submit(page, {"title": "薄膜", "rows-0-name": "厚度"}, 200, button="添加一行")
    page = officer.submit(page, {"rows-1-name": "应力"}, 200, button="添加一行")
    page = officer.submit(page, {"rows-2-name": "翘曲"}, 200, button="删除 指标 2")
    assert rows(page) == ["厚度", "翘曲"]
    assert page.form("保存").value("title") == "薄膜"
    assert effects(session) == []


def test_removing_a_row_keeps_what_could_not_be_read_in_the_others(app: Flask) -> None:
    class Row(RowForm):
        amount = IntegerField()

    class Amounts(BaseForm):
        rows = FieldList(FormField(Row), min_entries=1)

    typed = {"rows-0-amount": "一", "rows-1-amount": "2", "rows-2-amount": "约 3", "remove-row": "rows-1"}
    with app.test_request_context("/", method="POST", data=typed) as context:
        form = Amounts(context.request.form)
        assert handle_rows(form)
    shown = [str(row.amount()) for row in form.rows]
    assert ['name="rows-0-amount"' in shown[0], 'value="一"' in shown[0]] == [True, True]
    assert ['name="rows-1-amount"' in shown[1], 'value="约 3"' in shown[1]] == [True, True]
    assert len(shown) == 2


def test_there_are_no_more_rows_than_allowed(officer: PageClient) -> None:
    page = officer.get("/probe/office")
    for _ in range(5):
        page = officer.submit(page, {}, 200, button="添加一行")
    assert len(rows(page)) == 3


@pytest.mark.parametrize("asked", ["rows-99", "rows-x", "title-0", "nothing-0", "rows", ""])
def test_a_row_that_is_not_there_cannot_be_removed(officer: PageClient, session: Session, asked: str) -> None:
    page = officer.get("/probe/office")
    form = page.form("保存")
    data = dict(form.values) | {"rows-0-name": "厚度", "remove-row": asked, "title": "薄膜"}
    if asked:
        back = officer.forge("/probe/office", data, 200)
        assert rows(back) == ["厚度"]
        assert effects(session) == []
    else:
        officer.forge("/probe/office", data, 303)


@pytest.mark.parametrize("name", ["title", "rows", "no_such_list", "__class__"])
def test_only_lists_grow(officer: PageClient, name: str) -> None:
    officer.forge("/probe/office", {"title": "薄膜", "add-row": name}, 200)


@pytest.mark.parametrize("bad", [f"薄{NUL}膜", f"薄膜{ESCAPE}[0m", f"薄{LINE}膜", "薄\x7f膜"])
@pytest.mark.parametrize("field", ["title", "rows-0-value"])
def test_control_characters_are_refused_at_their_field(
    officer: PageClient, session: Session, field: str, bad: str
) -> None:
    page = officer.get("/probe/office")
    back = officer.submit(page, {"title": "薄膜", field: bad}, 422)
    assert "不可见的控制字符" in back.error_summary
    assert f"{field}" in {each.get("name") for each in back.main.iter("input") if each.get("aria-invalid") == "true"}
    assert effects(session) == []
    officer.submit(back)  # the character is gone, so the form can be sent as it came back
    assert len(effects(session)) == 1


def test_errors_stand_at_their_field_and_in_the_summary(officer: PageClient) -> None:
    page = officer.get("/probe/office")
    back = officer.submit(page, {"title": "名" * 11, "rows-0-name": "指" * 9}, 422)
    assert "名称：名称最多 10 个字。" in back.error_summary
    assert "指标第 1 行 · 指标名：" in back.error_summary
    targets = [each.get("href", "").lstrip("#") for each in back.all("div", class_="error-summary")[0].iter("a")]
    known = {each.get("id") for each in back.root.iter()}
    assert set(targets) <= known


def test_what_a_service_refuses_stands_at_its_field_too(officer: PageClient) -> None:
    back = officer.submit(officer.get("/probe/office"), {"title": "重名"}, 422)
    assert "名称：已有同名记录。" in back.error_summary
    assert "指标第 1 行 · 指标名：与已有指标重复。" in back.error_summary


def test_what_a_service_refuses_as_a_whole_stands_above(officer: PageClient) -> None:
    back = officer.submit(officer.get("/probe/office"), {"title": "停业"}, 422)
    assert "今天不受理。" in back.error_summary


def test_fields_a_form_does_not_declare_are_not_taken(officer: PageClient, session: Session) -> None:
    officer.forge("/probe/office", {"title": "薄膜", "state": "published", "organization_id": "1"}, 303)
    assert effects(session) == ["薄膜"]


class TextForm(BaseForm):
    class Row(RowForm):
        name = StringField()

    text = StringField()
    rows = FieldList(FormField(Row), min_entries=1)


def filled(**values: str) -> TextForm:
    return TextForm(MultiDict(values))


@given(st.text(st.characters(exclude_characters="\r", exclude_categories=["Cs"])))
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert clean(f"  {text}\r\n") == clean(text)


def test_line_ends_and_outer_blanks_are_cleaned() -> None:
    form = filled(text="\u3000 一\r\n二\r三 ")
    assert form.text.data == "一\n二\n三"
    assert clean(None) == ""


@pytest.mark.parametrize("good", ["一\t二\n三", "½ μm ≥ 5", "𠮷野", "👩\u200d🔬"])
def test_what_keyboards_type_is_no_control_character(good: str) -> None:
    assert not has_control_characters(good)


def test_fields_are_found_by_their_full_names() -> None:
    form = filled(**{"text": "a", "rows-0-name": "b"})
    found = find_field(form, "rows-0-name")
    assert found is not None
    assert found.data == "b"
    assert find_field(form, "rows-7-name") is None


def test_a_complaint_about_no_field_is_not_lost() -> None:
    form = filled(text="a")
    form.validate()
    form.take_errors(Invalid(fields={"gone": ["没有这一项。"]}))
    assert list(form.form_errors) == ["没有这一项。"]


def test_a_row_is_blank_when_nothing_was_typed() -> None:
    form = filled(**{"text": "a", "rows-0-name": "  ", "rows-1-name": "b"})
    assert [entry.form.is_blank for entry in form.rows] == [True, False]


def test_a_version_that_is_no_number_is_an_error_and_no_crash() -> None:
    form = filled(text="a", version="'; DROP")
    assert not form.validate()


def test_a_form_that_was_not_sent_shows_what_the_object_says() -> None:
    class Ticked(BaseForm):
        wanted = BooleanField()

    shown, sent = Ticked(MultiDict(), data={"wanted": True}), Ticked(MultiDict({"x": "1"}), data={"wanted": True})
    assert (shown.wanted.data, sent.wanted.data) == (True, False)
