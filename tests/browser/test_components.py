"""Every component can be read on a phone and at a desk, by everybody."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from wtforms import FieldList, FileField, Form, FormField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from matchmaker.web.forms import choices
from tests.support.browser import DESK, HEIGHT, PHONE, Visit
from tests.support.stage import Stage

IMPORTS = """
{% import "components/forms.html" as forms %}{% import "components/facets.html" as facets %}
{% from "components/tables.html" import table, cell %}{% from "components/cards.html" import card_list %}
{% from "components/meter.html" import quality, duplicates, bar %}{% from "components/score.html" import score %}
{% from "components/facts.html" import facts %}{% from "components/marked.html" import marked, legend %}
{% from "components/badges.html" import state_badge, level_badge %}{% from "components/diff.html" import versions %}
{% from "components/timeline.html" import timeline %}{% from "components/steps.html" import steps %}
{% from "components/workbench.html" import workbench, figures %}{% from "components/empty.html" import empty %}
{% from "components/pagination.html" import pagination %}{% from "components/confirm.html" import confirm %}
{% from "components/decision.html" import decision_bar %}{% from "components/copy_text.html" import copy_text %}
{% from "components/notes.html" import note %}{% from "components/search.html" import search_box %}
{% from "components/definition.html" import definition %}{% from "components/attachments.html" import attachments %}
{% from "components/breadcrumbs.html" import breadcrumbs %}
"""
FORMS = """{{ breadcrumbs([('工作台', '/'), ('发布需求', none)]) }}{{ steps(['填写', '审核', '发布'], 1) }}
<div class="split"><div>{% call forms.form_tag(form, default='save') %}{{ duplicates(similar) }}
{% call forms.section('要解决什么') %}{{ forms.field(form.title) }}{{ forms.field(form.problem) }}
{{ forms.rows(form.indicators, '技术指标', '指标') }}{{ forms.field(form.kind) }}{{ forms.field(form.disclosure) }}
{{ forms.field(form.budget, suffix='万元') }}{{ forms.field(form.evidence) }}{% endcall %}
{% call forms.actions() %}{{ forms.button('提交审核', tone='primary') }}{{ forms.button('保存草稿') }}{% endcall %}
{% endcall %}</div><div>{{ quality(55, missing) }}</div></div>
{{ attachments([{'name': '弯折测试报告.pdf', 'href': '/f', 'size': '1.2 MB', 'remove_href': '/r'}], remove=true) }}
{{ copy_text('sms', '短信文本', '请于3月10日前答复。') }}
{% call confirm('撤回发布', '/w', '公开页面不再显示。', '确认撤回') %}{% endcall %}"""
LISTS = """{{ search_box('/s', '搜索成果') }}{{ figures(figures_shown) }}
<div class="split facet-left">{{ facets.facets(groups, '/') }}<div id="results">{{ facets.facets_open(1) }}
{{ facets.chips([{'label': '高新领域', 'value': '新材料', 'remove_href': '/'}], '/') }}
{{ card_list([achievement], 'achievement') }}{{ card_list([need], 'need', layout='grid') }}
{{ pagination(7, 20, 489, '?page={}'.format) }}
{% call(row) table([('毛刺在线检测', 'strong', '5.00')], columns, '待定推荐', dense=true) %}
<th scope="row">{{ row[0] }}</th>
{% call cell('匹配') %}{{ level_badge(row[1]) }}{% endcall %}
{% call cell('预算', true) %}{{ row[2] }}{% endcall %}{% endcall %}
{{ empty('没有找到', '减少筛选条件。', '/n', '发布需求') }}</div></div>{{ workbench(groups_of_tasks) }}"""
PAIR = """{{ legend([('柔性玻璃', 0), ('弯折', 5)]) }}<div class="split even">
<section class="panel"><h2>需求</h2>{{ marked([('超薄', none), ('柔性玻璃', 0)]) }}
{{ definition([('预算', '50.00 万元')]) }}</section>
<section class="panel"><h2>成果 {{ level_badge('fair') }}</h2>
{{ marked([('弯折', 5), ('半径 1.8 mm', none)]) }}</section></div>
{{ score([{'label': '标题用词', 'points': 31.2}, {'label': '成熟度偏低', 'points': -4.0}], 27.2) }}
{{ bar('某区', 3, 10) }}
{{ facts(facts_shown) }}
{{ versions([('问题', [('equal', '边缘'), ('delete', '裂'), ('insert', '微裂纹')])], '旧', '新') }}
{{ timeline([event]) }}{% call note('warn', '可能丧失新颖性') %}<p>公开后可能不能再申请专利。</p>{% endcall %}
{% for tone in ['neutral', 'info', 'progress', 'good', 'warn', 'bad'] %}{{ state_badge('凝练中', tone) }} {% endfor %}
{{ decision_bar('/d', 1, reasons, 3, '/p', '/n', ['r1']) }}"""


class IndicatorForm(Form):
    name = StringField("指标名", [DataRequired("请写指标名")])
    present = StringField("现值")
    target = StringField("目标值", [DataRequired("请写目标值")])
    unit = StringField("单位")
    test = StringField("测试方法")


class NeedForm(Form):
    title = StringField("需求名称", [DataRequired("请写名称"), Length(max=60)])
    problem = TextAreaField("主要技术问题")
    indicators = FieldList(FormField(IndicatorForm), "技术指标")
    kind = SelectField("需求类型", choices=choices([("a", "技术攻关"), ("b", "工艺改进")]))
    disclosure = RadioField("公开范围", choices=choices([("public", "全部公开"), ("masked", "脱敏公开")]))
    budget = StringField("拟投入资金")
    evidence = FileField("佐证材料", description="单个不超过 10 MB")


def refused() -> NeedForm:
    form = NeedForm(data={"indicators": [{"name": "弯折半径"}]})
    form.validate()
    return form


CARD = {"href": "/1", "title": "柔性玻璃减薄后边缘强度偏低", "summary": "弯折时从边缘起裂。", "organization": "某单位"}
VALUES = {
    "similar": [
        {
            "words": [("盖板玻璃", False), ("开裂", True)],
            "own": ["破损"],
            "href": "/2",
            "organization": "某公司",
            "percent": 86,
        }
    ],
    "missing": [{"text": "写明测试条件", "points": 10, "href": "#indicators"}],
    "figures_shown": [
        {"label": "公开成果", "value": "6,715", "href": "/a"},
        {"label": "成交额（万元）", "value": "1,286.50"},
    ],
    "groups": [{"label": "领域", "options": [{"label": "新材料", "count": 12, "selected": True, "href": "/"}]}],
    "achievement": {**CARD, "maturity": 6, "modes": ["许可"], "confirmed_at": date(2026, 3, 5), "price": "80.00 万元"},
    "need": {**CARD, "disclosure": "masked", "budget": "50.00 万元", "state": ("凝练中", "progress")},
    "columns": [{"label": "需求"}, {"label": "匹配"}, {"label": "预算", "num": True}],
    "groups_of_tasks": [
        {
            "title": "要审核的",
            "tasks": [{"title": "毛刺检测", "href": "/1", "action": "审核", "due": "逾期 1 个工作日", "late": True}],
        },
        {"title": "今日需电话催办", "tasks": [], "empty": "没有需要催办的。"},
    ],
    "facts_shown": [{"kind": kind, "text": "成熟度 6 级"} for kind in ("match", "close", "conflict", "unknown")],
    "event": {"at": datetime(2026, 3, 5, tzinfo=UTC), "title": "推荐通过", "actor": "联络员甲", "tone": "good"},
    "reasons": [(f"r{number}", "成本·市场不可行") for number in range(12)],
}


@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize("body", [FORMS, LISTS, PAIR], ids=["forms", "lists", "pair"])
def test_components_fit_and_raise_no_barrier(stage: Stage, body: str, width: int) -> None:
    stage.page.set_viewport_size({"width": width, "height": HEIGHT})
    visit = Visit(stage.page)
    visit.watch()

    stage.open(IMPORTS, body, form=refused(), **VALUES)

    visit.check()
    assert visit.troubles == []
