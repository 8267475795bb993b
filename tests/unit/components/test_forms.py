"""A refused form lists its errors with links; its buttons say what they send."""

from xml.etree.ElementTree import Element

from wtforms import FieldList, Form, FormField, HiddenField, StringField
from wtforms.validators import DataRequired

from tests.support.pages import Page, words
from tests.unit.components.conftest import Render


class IndicatorForm(Form):
    target = StringField("目标值", [DataRequired("请写目标值")])


class NeedForm(Form):
    idempotency_key = HiddenField()
    title = StringField("需求名称", [DataRequired("请写名称")])
    indicators = FieldList(FormField(IndicatorForm), "技术指标")


BODY = """{% call form_tag(form, default='save') %}
{{ field(form.title) }}{{ rows(form.indicators, '技术指标', '指标') }}
{% endcall %}"""


def refused(render: Render) -> Page:
    form = NeedForm(data={"indicators": [{"target": "2.0"}, {"target": ""}]})
    form.validate()
    form.form_errors = ["本单位已有同名需求"]
    return render("forms", "form_tag, field, rows", BODY, form=form)


def links(page: Page) -> dict[str, str]:
    [summary] = page.all("div", class_="error-summary")
    return {words(each): each.get("href", "") for each in summary.iter("a")}


def test_errors_are_listed_with_a_link_to_their_field(render: Render) -> None:
    page = refused(render)

    assert links(page)["需求名称：请写名称"] == "#title"


def test_an_error_in_a_row_names_the_row(render: Render) -> None:
    page = refused(render)

    assert links(page)["技术指标第 2 行 · 目标值：请写目标值"] == "#indicators-1-target"


def test_the_summary_counts_errors_of_the_form_as_well(render: Render) -> None:
    page = refused(render)

    assert "有 3 处需要修改" in page.error_summary
    assert "本单位已有同名需求" in page.error_summary


def test_a_form_without_errors_has_no_summary(render: Render) -> None:
    page = render("forms", "form_tag, field, rows", BODY, form=NeedForm())

    assert page.error_summary == ""


def submit_buttons(page: Page) -> list[Element]:
    return [each for each in page.main.iter("button") if each.get("type") == "submit"]


def test_enter_saves_and_removes_no_row(render: Render) -> None:
    page = refused(render)

    first = submit_buttons(page)[0]
    assert (first.get("name"), first.get("value")) == ("action", "save")


def test_a_button_carries_its_shortcut_and_its_question(render: Render) -> None:
    body = "{{ button('不通过', value='reject', tone='danger', key='3', confirm='确定不通过？') }}"

    page = render("forms", "button", body)

    [button] = page.main.iter("button")
    assert button.get("data-key") == "3"
    assert button.get("data-confirm") == "确定不通过？"


def test_a_post_button_is_a_form_of_its_own(render: Render) -> None:
    page = render("forms", "post_button", "{{ post_button('确认仍有效', '/needs/1/confirm', version=4) }}")

    form = page.form("确认仍有效")
    assert form.action == "/needs/1/confirm"
    assert form.value("version") == "4"
