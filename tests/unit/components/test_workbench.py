"""The start page lists what waits, why, until when, each with one action."""

from tests.support.pages import words
from tests.unit.components.conftest import Render

TASK = {
    "title": "毛刺检测",
    "href": "/needs/1",
    "action": "审核",
    "why": "3月3日提交",
    "due": "逾期 1 个工作日",
    "late": True,
}


def test_a_task_has_its_reason_clock_and_action(render: Render) -> None:
    groups = [{"title": "要审核的", "tasks": [TASK], "empty": "没有。", "more_href": "/review"}]

    page = render("workbench", "workbench", "{{ workbench(groups) }}", groups=groups)

    assert page.links["审核：毛刺检测"] == "/needs/1"
    assert [words(each) for each in page.all("span", class_="task-late")] == ["逾期 1 个工作日"]
    assert page.links["查看全部：要审核的"] == "/review"


def test_a_group_without_tasks_says_so(render: Render) -> None:
    groups = [{"title": "今日需电话催办", "tasks": [], "empty": "没有需要催办的。"}]

    page = render("workbench", "workbench", "{{ workbench(groups) }}", groups=groups)

    assert page.text.endswith("没有需要催办的。")


def test_figures_may_link_to_their_list(render: Render) -> None:
    items = [{"label": "公开成果", "value": "6,715", "href": "/achievements"}, {"label": "引荐", "value": "86"}]

    page = render("workbench", "figures", "{{ figures(items) }}", items=items)

    assert page.links == {"公开成果": "/achievements"}
    assert page.text.endswith("6,715 公开成果 86 引荐")
