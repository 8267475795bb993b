"""The scripts quicken what works without them: rows, live score, drafts, keys, questions, copying.

The pages are drawn from the components themselves and handed to the browser with the site's own content
policy; what the page sends is answered here.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import nullcontext

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from wtforms import FieldList, Form, FormField, HiddenField, StringField, TextAreaField
from wtforms.validators import Length

from tests.support.stage import Stage

IMPORTS = """{% import "components/forms.html" as forms %}{% from "components/meter.html" import quality, duplicates %}
{% from "components/decision.html" import decision_bar %}{% from "components/copy_text.html" import copy_text %}"""
FORM = """{% call forms.form_tag(form, action='/save', quality_url='/quality', autosave_url='/draft', default='save') %}
{{ forms.field(form.title) }}{{ forms.field(form.problem) }}
{{ forms.rows(form.indicators, '技术指标', '指标') }}
<span role="status" data-autosave-status></span>
{{ forms.button('提交审核', value='submit', tone='primary') }}
{{ forms.button('删除草稿', value='delete', tone='danger', confirm='删除这份草稿？') }}
{% endcall %}{{ quality(20, []) }}{{ duplicates([]) }}"""
DECIDE = "{{ decision_bar('/decide', 3, [('too_early', '阶段太早')], 2, '/previous', '/next') }}"


class IndicatorForm(Form):
    name = StringField("指标名")
    target = StringField("目标值")


class NeedForm(Form):
    idempotency_key = HiddenField(default="first")
    version = HiddenField(default="1")
    title = StringField("需求名称", [Length(max=5)])
    problem = TextAreaField("主要技术问题")
    indicators = FieldList(FormField(IndicatorForm), "技术指标", max_entries=3)


def form() -> NeedForm:
    return NeedForm(data={"indicators": [{"name": "弯折半径", "target": "2.0"}, {"name": "抗弯强度"}]})


def names(page: Page) -> list[str | None]:
    return [each.get_attribute("name") for each in page.locator("[data-row] input").all()]


def test_a_row_is_added_at_the_end_and_takes_the_cursor(stage: Stage) -> None:
    page = stage.open(IMPORTS, FORM, form=form())

    page.get_by_role("button", name="添加一行").click()

    expect(page.locator("[name=indicators-2-name]")).to_be_focused()
    assert stage.posted == []


def test_removing_a_row_renumbers_those_below(stage: Stage) -> None:
    page = stage.open(IMPORTS, FORM, form=form())

    page.get_by_role("button", name="删除 指标 1").click()

    assert names(page) == ["indicators-0-name", "indicators-0-target"]
    expect(page.get_by_label("指标名")).to_have_value("抗弯强度")
    expect(page.get_by_role("group", name="指标 1")).to_be_visible()


def test_a_full_list_takes_its_add_button_away_and_gives_it_back(stage: Stage) -> None:
    page = stage.open(IMPORTS, FORM, form=form())
    add = page.get_by_role("button", name="添加一行")

    add.click()
    expect(add).to_be_hidden()
    page.get_by_role("button", name="删除 指标 3").click()

    expect(add).to_be_visible()


def test_without_scripts_the_same_button_asks_the_server(chromium: Browser, templates: Flask) -> None:
    context = chromium.new_context(java_script_enabled=False)
    stage = Stage(templates, context.new_page())
    page = stage.open(IMPORTS, FORM, form=form())

    page.get_by_role("button", name="添加一行").click()
    page.wait_for_url("**/save")

    assert stage.sent("/save")[0]["add-row"] == ["indicators"]
    context.close()


def test_enter_in_a_text_field_saves(stage: Stage) -> None:
    page = stage.open(IMPORTS, FORM, form=form())

    page.get_by_label("需求名称").press("Enter")
    page.wait_for_url("**/save")

    assert stage.sent("/save")[0]["action"] == ["save"]
    assert "remove-row" not in stage.sent("/save")[0]


def test_the_quality_panel_follows_what_is_typed(stage: Stage) -> None:
    page = stage.open(IMPORTS, FORM, form=form())
    stage.answer("/quality", '<section id="quality" data-live><p>85 分</p></section>')

    page.get_by_label("主要技术问题").fill("边缘微裂纹多")
    stage.pause()

    expect(page.locator("#quality")).to_have_text("85 分")
    assert stage.sent("/quality")[-1]["problem"] == ["边缘微裂纹多"]


def test_a_panel_that_cannot_be_fetched_stays_as_it_was(stage: Stage) -> None:
    page = stage.open(IMPORTS, FORM, form=form())
    stage.answer("/quality", "<h1>登录</h1>")

    with page.expect_response("**/quality"):
        page.get_by_label("主要技术问题").fill("边缘微裂纹多")
    stage.pause()

    expect(page.locator("#quality")).to_contain_text("20 / 100")


def test_a_saved_draft_hands_out_its_new_version_and_key(stage: Stage) -> None:
    page = stage.open(IMPORTS, FORM, form=form())
    saved = {"version": 2, "idempotency_key": "second", "message": "已保存 10:32"}
    stage.answer("/draft", json.dumps(saved), "application/json")

    page.get_by_label("主要技术问题").fill("边缘微裂纹多")
    stage.pause()

    expect(page.get_by_text("已保存 10:32")).to_be_visible()
    assert page.locator("input[name=version]").input_value() == "2"
    assert page.locator("input[name=idempotency_key]").input_value() == "second"


def test_a_text_that_is_too_long_is_counted_and_kept(stage: Stage) -> None:
    page = stage.open(IMPORTS, FORM, form=form())

    page.get_by_label("需求名称").fill("超薄柔性玻璃")

    expect(page.get_by_text("已写 6 字，最多 5 字")).to_have_class("text-nowrap over-limit")
    expect(page.get_by_label("需求名称")).to_have_value("超薄柔性玻璃")


@pytest.mark.parametrize(("answer", "sent"), [("取消", 0), ("删除草稿", 1)])
def test_a_grave_button_asks_first(stage: Stage, answer: str, sent: int) -> None:
    page = stage.open(IMPORTS, FORM, form=form())

    page.get_by_role("button", name="删除草稿").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("删除这份草稿？")
    # the form is sent a moment after the question has gone
    with page.expect_response("**/save") if sent else nullcontext():
        dialog.get_by_role("button", name=answer).click()

    expect(dialog).to_have_count(0)
    page.wait_for_url("**/save" if sent else "**/page")
    assert len(stage.sent("/save")) == sent


@pytest.mark.parametrize(("key", "decision"), [("1", "approve"), ("2", "hold"), ("3", "reject")])
def test_a_key_decides(stage: Stage, key: str, decision: str) -> None:
    page = stage.open(IMPORTS, DECIDE)

    page.keyboard.press(key)
    page.wait_for_url("**/decide")

    assert stage.sent("/decide")[0]["decision"] == [decision]


def test_an_arrow_leads_to_the_next_pair(stage: Stage) -> None:
    page = stage.open(IMPORTS, DECIDE)

    page.keyboard.press("ArrowRight")

    page.wait_for_url("**/next")


def test_keys_are_letters_while_somebody_types(stage: Stage) -> None:
    page = stage.open(IMPORTS, f"<label for='note'>备注</label><input id='note'>{DECIDE}")

    page.get_by_label("备注").press_sequentially("123")

    expect(page.get_by_label("备注")).to_have_value("123")
    assert stage.posted == []


def test_a_question_mark_lists_the_keys(stage: Stage) -> None:
    page = stage.open(IMPORTS, DECIDE)

    page.keyboard.press("?")

    lines = page.get_by_role("dialog").get_by_role("listitem").all_inner_texts()
    assert lines == ["1 通过", "2 暂缓", "3 不通过", "← 上一对", "→ 下一对"]


def test_a_text_is_copied_and_said_to_be(stage: Stage, read_clipboard: Callable[[Page], str]) -> None:
    page = stage.open(IMPORTS, "{{ copy_text('sms', '短信文本', '请于3月10日前答复。') }}")

    page.get_by_role("button", name="复制文本").click()

    expect(page.get_by_text("已复制，可以粘贴到短信或微信")).to_be_visible()
    assert read_clipboard(page) == "请于3月10日前答复。"


@pytest.fixture
def read_clipboard() -> Callable[[Page], str]:
    """Pastes into a field of the page, as a person would."""

    def read(page: Page) -> str:
        page.evaluate("document.body.append(Object.assign(document.createElement('textarea'), {id: 'paste'}))")
        page.locator("#paste").press("Control+v")
        return page.locator("#paste").input_value()

    return read
