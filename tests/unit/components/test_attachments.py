"""Attachments are downloads; removing one is a form of its own."""

from tests.unit.components.conftest import Render

FILE = {"name": "弯折测试报告.pdf", "href": "/files/1", "size": "1.2 MB", "remove_href": "/files/1/remove"}


def test_a_file_is_a_link_with_its_size(render: Render) -> None:
    page = render("attachments", "attachments", "{{ attachments([file]) }}", file=FILE)

    assert page.links["弯折测试报告.pdf"] == "/files/1"
    assert "1.2 MB" in page.text
    assert page.forms == []


def test_a_file_can_be_removed_where_allowed(render: Render) -> None:
    page = render("attachments", "attachments", "{{ attachments([file], remove=true) }}", file=FILE)

    assert page.form("删除").action == "/files/1/remove"


def test_no_files_is_said(render: Render) -> None:
    page = render("attachments", "attachments", "{{ attachments([]) }}")

    assert page.text.endswith("还没有附件。")
