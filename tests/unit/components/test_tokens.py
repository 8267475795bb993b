"""A POST form carries its token, its key and its version, each once."""

from wtforms import Form, HiddenField, IntegerField

from tests.support.pages import Page
from tests.unit.components.conftest import Render


class RecordForm(Form):
    idempotency_key = HiddenField()
    version = IntegerField()


def hidden(page: Page) -> dict[str, list[str | None]]:
    found: dict[str, list[str | None]] = {}
    for each in page.main.iter("input"):
        found.setdefault(each.get("name", ""), []).append(each.get("value"))
    return found


def test_the_form_s_own_key_and_version_are_sent(render: Render) -> None:
    form = RecordForm(data={"idempotency_key": "k-1", "version": 3})

    fields = hidden(render("tokens", "tokens", '<form method="post">{{ tokens(form) }}</form>', form=form))

    assert fields["idempotency_key"] == ["k-1"]
    assert fields["version"] == ["3"]
    assert len(fields["csrf_token"]) == 1


def test_a_button_without_a_form_object_gets_a_fresh_key(render: Render) -> None:
    body = '<form method="post">{{ tokens() }}</form><form method="post">{{ tokens() }}</form>'

    fields = hidden(render("tokens", "tokens", body))

    assert len(set(fields["idempotency_key"])) == 2
