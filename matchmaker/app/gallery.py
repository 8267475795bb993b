"""Every component of the templates in every state, on one page: for whoever works on them.

The page exists where the site is developed and tested; in production there is no such address.
What it shows is invented and comes from no database.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

from flask import Blueprint, render_template
from wtforms import (
    BooleanField,
    FieldList,
    FileField,
    FormField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, Length

from matchmaker.deals.contracts.comparing import compare
from matchmaker.deals.contracts.models import Contract
from matchmaker.web.charts import Chart, Series
from matchmaker.web.forms import BaseForm, FilterForm, RowForm, choices
from matchmaker.web.policy import public, require

LONG = "面向高湿环境连续生产线的柔性玻璃减薄后边缘微裂纹在线检测与强度提升一体化工艺及成套装备" * 2
WHEN = datetime(2026, 3, 5, 1, 30, tzinfo=UTC)


class IndicatorForm(RowForm):
    """One row of a repeated group."""

    name = StringField("指标名", [DataRequired("请写指标名")])
    present = StringField("现值")
    target = StringField("目标值", [DataRequired("请写目标值")])
    unit = StringField("单位")
    test = StringField("测试方法")


class SampleForm(BaseForm):
    """A field of each kind."""

    title = StringField("需求名称", [DataRequired("请写名称"), Length(max=60)], description="一句话说清要解决什么。")
    problem = TextAreaField("主要技术问题", [Length(max=200)])
    indicators = FieldList(FormField(IndicatorForm), "技术指标", min_entries=1)
    kind = SelectField("需求类型", choices=choices([("a", "技术攻关"), ("b", "工艺改进")]))
    disclosure = RadioField(
        "公开范围", [DataRequired("请选公开范围")], choices=choices([("p", "全部公开"), ("m", "脱敏")])
    )
    budget = StringField("拟投入资金")
    evidence = FileField("佐证材料", description="单个不超过 10 MB")
    agreed = BooleanField("同意公开", [DataRequired("请先同意")])
    place = StringField("所在地（不能修改）", render_kw={"disabled": True})


class SampleFilter(FilterForm):
    """A list's filter."""

    q = StringField("名称")
    state = SelectField("状态", choices=choices([("", "全部"), ("open", "待审核")]))


def make_blueprint() -> Blueprint:
    """The one address, open to everybody where it exists."""
    blueprint = Blueprint("gallery", __name__)

    @blueprint.get("/components")
    @require(GET=public())
    def components() -> str:
        return render_template("gallery/components.html", **samples())

    return blueprint


def samples() -> dict[str, Any]:
    """What the page's templates show, by name."""
    return {
        "long": LONG,
        "empty_form": SampleForm(prefix="empty-"),
        "refused_form": _refused(),
        "filter": SampleFilter(prefix="filter-"),
        "achievement": _card()
        | {"maturity": 6, "modes": ["许可"], "confirmed_at": date(2026, 3, 5), "price": "80.00 万元"},
        "need": _card() | {"disclosure": "masked", "budget": "50.00 万元", "state": ("凝练中", "progress")},
        "long_need": _card() | {"title": LONG, "summary": LONG * 2, "organization": LONG, "verified": True},
        "challenge": _card()
        | {"profile": "政府立项", "mode": "赛马，3 支团队", "reward": 3_000_000_000, "state": ("张榜", "info")}
        | {"is_coming": True, "receiving_from": WHEN, "closes_at": WHEN, "left": "5 天 3 小时"},
        "cases": [
            SimpleNamespace(id=1, title=LONG, organization=LONG, state="posted", closes_at=WHEN, step="", marks=()),
            SimpleNamespace(
                id=2,
                title="毛刺在线检测",
                organization="某单位",
                state="argued",
                state_at=WHEN,
                step="审定",
                whose="市科技局",
                marks=("mine", "late"),
            ),
        ],
        "share": SimpleNamespace(value=0.654, interval=SimpleNamespace(low=0.58, high=0.72)),
        "no_share": SimpleNamespace(value=None, interval=None),
        "days": SimpleNamespace(median=12.0, lower=5.0, upper=21.5),
        "events": [
            {"at": WHEN, "title": "推荐通过", "actor": "联络员甲", "tone": "good"},
            {"at": WHEN, "title": LONG, "detail": LONG, "tone": "bad"},
        ],
        "similar": [_similar()],
        "tasks": _tasks(),
        "chart": Chart(
            "吸纳技术合同成交额",
            ["2026年1月", "2026年2月", "2026年3月"],
            [Series("当年累计", [120.5, 310, None]), Series("序时进度", [150, 300, 450], "pace")],
            "万元",
        ),
        "pair": _pair(),
        "infringers": [(LONG, SimpleNamespace(url="#", authority="某知识产权局", listed_on=date(2026, 3, 5)))],
        "navigation_shown": [
            SimpleNamespace(label="工作台", href="#", active=True, count=12),
            SimpleNamespace(label="需求", href="#", active=False, count=None),
            SimpleNamespace(label="台账", active=False, inside=[SimpleNamespace(label="技术合同", href="#")]),
        ],
    }


def _refused() -> SampleForm:
    form = SampleForm(data={"problem": LONG, "indicators": [{"name": "弯折半径"}]})
    form.validate()
    return form


def _card() -> dict[str, Any]:
    return {
        "href": "#",
        "title": "柔性玻璃减薄后边缘强度偏低",
        "summary": "弯折时从边缘起裂。",
        "organization": "某单位",
        "field": "新材料",
        "region": "蚌埠市",
    }


def _similar() -> dict[str, Any]:
    words = [("盖板玻璃", False), ("开裂", True)]
    return {"words": words, "own": ["破损"], "href": "#", "organization": "某公司", "percent": 86}


def _pair() -> SimpleNamespace:
    """A contract of each book that agree in part."""
    sides = {"buyer_name": "某公司", "seller_name": "某大学", "received": 0, "registered_as_id": None, "version": 1}
    given = {"name": LONG, "amount": 8_000_000, "signed_on": date(2026, 3, 5), **sides}
    platform = Contract(id=1, **given)
    registered = Contract(id=2, **{**given, "amount": 8_100_000, "registration_number": "2026340300000001"})
    return SimpleNamespace(platform=platform, registered=registered, comparison=compare(platform, registered))


def _tasks() -> list[dict[str, Any]]:
    return [
        {"title": "毛刺检测", "href": "#", "action": "审核", "due": "逾期 1 个工作日", "late": True, "why": "强相关"},
        {"title": LONG, "href": "#", "action": "比较并决定", "due": "还剩 2 个工作日", "count": 3},
    ]
