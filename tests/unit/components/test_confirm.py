"""A grave step says its consequence before its button, without scripts."""

from tests.unit.components.conftest import Render

BODY = """{% call confirm('撤回发布', '/needs/1/withdraw', '公开页面不再显示。', '确认撤回',
version=2, fields={'action': 'withdraw'}) %}
<label for="reason">原因</label><input id="reason" name="reason">{% endcall %}"""


def test_the_consequence_stands_in_the_form_that_does_it(render: Render) -> None:
    page = render("confirm", "confirm", BODY)

    form = page.form("确认撤回")
    assert form.action == "/needs/1/withdraw"
    assert {"version", "action", "reason"} <= form.names
    assert "公开页面不再显示。" in page.text


def test_it_is_closed_until_asked_for(render: Render) -> None:
    page = render("confirm", "confirm", BODY)

    [details] = page.main.iter("details")
    assert details.get("open") is None
