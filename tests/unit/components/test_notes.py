"""Messages say their kind with a drawing, not with a colour alone."""

from tests.support.pages import words
from tests.unit.components.conftest import Render, drawings


def test_messages_keep_their_order_and_tone(render: Render) -> None:
    body = "{{ flashed([('success', '已发布。'), ('error', '未能发送。'), ('anything', '请留意。')]) }}"

    page = render("notes", "flashed", body)

    notes = page.all("div", class_="note")
    assert [words(each) for each in notes] == ["已发布。", "未能发送。", "请留意。"]
    assert ["tone-good" in notes[0].get("class", ""), "tone-bad" in notes[1].get("class", "")] == [True, True]
    assert all(len(drawings(each)) == 1 for each in notes)


def test_a_note_holds_a_title_and_text(render: Render) -> None:
    page = render(
        "notes", "note", "{% call note('warn', '可能丧失新颖性') %}<p>公开后可能不能再申请专利。</p>{% endcall %}"
    )

    assert page.text.endswith("可能丧失新颖性 公开后可能不能再申请专利。")
