"""Repeated rows can be added and removed with the server alone, or by a copy of the row template."""

from wtforms import FieldList, Form, FormField, HiddenField, StringField
from wtforms.validators import DataRequired

from tests.support.pages import words
from tests.unit.components.conftest import Render


class IndicatorForm(Form):
    row_id = HiddenField()
    name = StringField("指标名", [DataRequired("请写指标名")])
    target = StringField("目标值")


class NeedForm(Form):
    indicators = FieldList(FormField(IndicatorForm), "技术指标", max_entries=2)


BODY = "<form>{{ rows(form.indicators, '技术指标', '指标') }}</form>"


def show(render: Render, *names: str) -> tuple[NeedForm, list[str]]:
    form = NeedForm(data={"indicators": [{"name": name, "row_id": "7"} for name in names]})
    page = render("rows", "rows", BODY, form=form)
    buttons = [f"{each.get('name')}={each.get('value')}" for each in page.all("button") if each.get("name")]
    return form, buttons


def test_each_row_has_its_button_and_the_list_one_to_add(render: Render) -> None:
    _form, buttons = show(render, "弯折半径")

    assert "remove-row=indicators-0" in buttons
    assert "add-row=indicators" in buttons


def test_a_full_list_offers_no_further_row(render: Render) -> None:
    form = NeedForm(data={"indicators": [{"name": "甲"}, {"name": "乙"}]})

    page = render("rows", "rows", BODY, form=form)

    [add] = page.all("button", name="add-row")
    assert add.get("hidden") is not None


def test_the_template_row_waits_for_its_number(render: Render) -> None:
    page = render("rows", "rows", BODY, form=NeedForm())

    [template] = page.all("template")
    names = [each.get("name") for each in template.iter("input")]
    assert names == ["indicators-__index__-row_id", "indicators-__index__-name", "indicators-__index__-target"]


def test_hidden_fields_of_a_row_are_kept(render: Render) -> None:
    form = NeedForm(data={"indicators": [{"name": "弯折半径", "row_id": "7"}]})

    page = render("rows", "rows", BODY, form=form)

    assert [each.get("value") for each in page.all("input", name="indicators-0-row_id")] == ["7"]


def test_rows_are_named_by_number(render: Render) -> None:
    form = NeedForm(data={"indicators": [{"name": "弯折半径"}, {"name": "抗弯强度"}]})

    page = render("rows", "rows", BODY, form=form)

    groups = [each.get("aria-label") for each in page.all("div", class_="row-item")]
    assert groups[:2] == ["指标 1", "指标 2"]
    assert "删除 指标 2" in [words(each) for each in page.all("button", name="remove-row")]
