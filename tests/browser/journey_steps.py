"""The steps of the journey, each told from the chair of the person who takes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.browser.journey_forms import (
    ACHIEVEMENT_CHOICES,
    ACHIEVEMENT_ROWS,
    ACHIEVEMENT_TEXTS,
    NEED_ROWS,
    NEED_TEXTS,
)
from tests.browser.walker import Walker
from tests.functional.journey_texts import ACHIEVEMENT, NEED, REFINED


@dataclass
class People:
    """Everybody on the way, each with a window of their own, and the worker in the background."""

    visitor: Walker
    scout: Walker
    office: Walker
    officer: Walker
    firm: Walker
    work: Callable[[], object]


def look_around(visitor: Walker) -> None:
    """A passer-by sees a site that has nothing yet and says so."""
    visitor.opens("/")
    visitor.goes_to("科技成果")
    visitor.sees("还没有公开的成果")


def register(scout: Walker, unit: dict[str, str], guide: str = "") -> None:
    """The scout enters the achievement and asks its unit."""
    scout.follows("登记成果")
    scout.writes({**unit, **ACHIEVEMENT_TEXTS})
    scout.ticks(*ACHIEVEMENT_CHOICES)
    scout.writes_rows("技术指标", "指标", ACHIEVEMENT_ROWS)
    scout.sees("可以提交")
    scout.look(guide)
    scout.writes({"名称": ""})
    scout.presses("保存草稿")
    scout.refused("请填写名称。")
    scout.writes({"名称": ACHIEVEMENT["title"]})
    scout.presses("保存草稿")
    scout.look()
    scout.follows("打开记录页")
    scout.follows("请单位确认")
    scout.presses("请单位确认")
    scout.sees("待单位确认")
    scout.look()
    scout.goes_to("我的成果")
    scout.goes_to("单位确认")


def confirm(office: Walker) -> None:
    """The unit finds the question among what waits for it, and answers."""
    office.goes_to("工作台")
    office.follows(ACHIEVEMENT["title"], guide="2-confirm")
    agree_to_registration(office)


def agree_to_registration(unit: Walker) -> None:
    """Declining without a word is refused; agreeing needs none."""
    unit.presses("不同意登记")
    unit.refused("请写明不同意的原因")
    unit.presses("同意登记")
    unit.look()


def publish_achievement(officer: Walker) -> None:
    """The officer takes it from the workbench, tries to return it without a word, and publishes it."""
    officer.goes_to("工作台")
    officer.goes_to("审核")
    officer.follows("成果")
    officer.follows(ACHIEVEMENT["title"], guide="3-review")
    officer.presses("退回修改")
    officer.refused()
    officer.writes({"高新领域": "新材料", "权属": "单位所有"})
    officer.presses("发布")
    officer.look()


def post_need(firm: Walker) -> None:
    """The firm posts its need with two indicators."""
    firm.follows("发布需求")
    firm.writes(NEED_TEXTS)
    firm.writes_rows("技术指标", "指标", NEED_ROWS)
    firm.ticks("全部公开")
    firm.sees("写得清楚")
    firm.look("4-need")
    firm.writes({"预算档": "请选择"})
    firm.presses("完成并提交")
    firm.refused("预算档")
    firm.writes({"预算档": NEED_TEXTS["预算档"]})
    firm.presses("完成并提交")
    firm.sees("对接联络员应在")
    firm.look()
    firm.goes_to("我的需求")


def refine(officer: Walker, firm: Walker) -> None:
    """The officer sharpens the text, the firm agrees."""
    officer.goes_to("工作台")
    officer.follows(NEED["title"])
    officer.presses("转凝练")
    officer.look()
    officer.goes_to("工作台")
    officer.follows(NEED["title"])
    officer.presses("送企业确认")
    officer.refused()
    officer.writes({"主要技术问题": REFINED["problem"], "给企业的说明": REFINED["note"]})
    officer.look()
    officer.presses("送企业确认")
    officer.look()
    firm.goes_to("工作台")
    firm.follows(NEED["title"], guide="5-refine")
    firm.presses("同意采用")
    firm.look()


def publish_need(officer: Walker) -> None:
    """The officer publishes it with its classification."""
    officer.goes_to("审核")
    officer.follows(NEED["title"])
    officer.writes({"高新领域": "新材料", "需求类型": "技术攻关"})
    officer.presses("发布")
    officer.look()


def search(visitor: Walker) -> None:
    """A passer-by finds both from the landing page."""
    visitor.opens("/")
    box = visitor.main.get_by_role("combobox", name="搜索成果和需求")
    box.fill("发酵液 浓缩")
    with visitor.page.expect_navigation():
        box.press("Enter")
    visitor.look()
    visitor.follows(ACHIEVEMENT["title"])
    visitor.follows("科技成果")
    visitor.goes_to("技术需求")
    visitor.follows(NEED["title"])
    visitor.sees(REFINED["problem"])
    visitor.follows("我有兴趣")


def decide(officer: Walker) -> None:
    """The engine has found the pair; the officer cannot put it off without a reason, and approves it by key."""
    officer.goes_to("工作台")
    officer.goes_to("匹配推荐")
    officer.look("6-queue")
    officer.follows(ACHIEVEMENT["title"], guide="6-pair")
    officer.presses("不通过")
    officer.refused()
    with officer.page.expect_navigation():
        officer.page.keyboard.press("1")
    officer.sees("已通过")
    officer.look()
    officer.goes_to("对接")
    officer.follows(NEED["title"])


def agree(party: Walker, guide: str = "") -> None:
    """A party finds the question, reads who the other is, and answers."""
    party.goes_to("对接")
    party.follows("去答复", guide=guide)
    agree_to_introduction(party)


def agree_to_introduction(party: Walker) -> None:
    """Declining without a reason is refused; agreeing needs none."""
    party.presses("不同意引荐")
    party.refused()
    party.presses("同意引荐")
    party.look()
