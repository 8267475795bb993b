"""A field shows its label, mark, help and errors, and says them to screen readers too."""

from wtforms import (
    BooleanField,
    Form,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from matchmaker.web.forms import choices
from tests.support.pages import words
from tests.unit.components.conftest import Render


class NeedForm(Form):
    title = StringField("需求名称", [DataRequired("请写名称"), Length(max=60)], description="写清楚对象")
    problem = TextAreaField("主要技术问题")
    login = StringField("登录名", [Length(max=64)], render_kw={"autocomplete": "username"})
    password = PasswordField("密码", [Length(max=128)])
    kind = SelectField("需求类型", choices=choices([("a", "技术攻关"), ("b", "工艺改进")]))
    disclosure = RadioField("公开范围", choices=choices([("public", "全部公开"), ("masked", "脱敏公开")]))
    modes = SelectMultipleField(
        "合作方式",
        choices=choices([("1", "转让"), ("2", "许可")]),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    agreed = BooleanField("同意揭榜")


def test_an_input_points_at_its_help(render: Render) -> None:
    page = render("fields", "field", "{{ field(form.title) }}", form=NeedForm())

    [control] = page.all("input", name="title")
    assert control.get("aria-describedby") == "title-hint"
    assert "写清楚对象" in page.text
    assert "必填" in page.text


def test_an_input_with_an_error_points_at_the_error_first(render: Render) -> None:
    form = NeedForm()
    form.validate()

    page = render("fields", "field", "{{ field(form.title) }}", form=form)

    [control] = page.all("input", name="title")
    assert control.get("aria-invalid") == "true"
    assert control.get("aria-describedby") == "title-error title-hint"
    assert "请写名称" in page.text


def test_the_browser_neither_cuts_text_off_nor_holds_a_draft_back(render: Render) -> None:
    page = render("fields", "field", "{{ field(form.title) }}", form=NeedForm())

    [control] = page.all("input", name="title")
    assert control.get("maxlength") is None
    assert control.get("required") is None
    assert "最多 60 字" in page.text


def test_a_password_is_not_counted(render: Render) -> None:
    page = render("fields", "field", "{{ field(form.password) }}{{ field(form.login) }}", form=NeedForm())

    assert "最多" not in page.text
    assert [each.get("aria-describedby") for each in page.main.iter("input")] == [None, None]


def test_a_field_needed_for_submitting_only_says_so(render: Render) -> None:
    page = render("fields", "field", "{{ field(form.problem, required_on='submit') }}", form=NeedForm())

    assert "提交时必填" in page.text


def test_choices_stand_in_a_fieldset_with_a_legend(render: Render) -> None:
    page = render("fields", "field", "{{ field(form.disclosure) }}{{ field(form.modes) }}", form=NeedForm())

    assert [words(each) for each in page.all("legend")] == ["公开范围", "合作方式"]
    assert len(page.all("input", type="radio")) == 2
    assert len(page.all("input", type="checkbox")) == 2


def test_a_select_and_a_checkbox_have_their_labels(render: Render) -> None:
    page = render("fields", "field", "{{ field(form.kind) }}{{ field(form.agreed) }}", form=NeedForm())

    assert [words(each) for each in page.main.iter("label")] == ["需求类型", "同意揭榜"]


def test_a_unit_follows_its_input(render: Render) -> None:
    page = render("fields", "field", "{{ field(form.title, suffix='万元') }}", form=NeedForm())

    assert [words(each) for each in page.all("span", class_="input-group-text")] == ["万元"]
