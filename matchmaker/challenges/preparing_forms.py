"""What is typed in until a challenge can be posted: shapes only, the services judge."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, FieldList, FormField, IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import (
    DataRequired,
    InputRequired,
    Length,
    NumberRange,
    Optional,
    StopValidation,
    ValidationError,
)

from matchmaker.catalog.forms.fields import WanField, options
from matchmaker.challenges.models import FUNDING_LABELS, TENDER, Background, CheckOutcome, Mode, Profile
from matchmaker.challenges.profiles import PROFILES
from matchmaker.core.i18n import N_
from matchmaker.web.forms import BaseForm, RowForm, choices

MOST_ROWS = 20
LONGEST_TEXT = 5000
BACKGROUND_WORDS = {
    Background.ENTERPRISE: N_("企业"),
    Background.RESEARCH: N_("高校院所"),
    Background.OTHER: N_("其他"),
}
OUTCOME_WORDS = {
    CheckOutcome.PASS: N_("通过初筛"),
    CheckOutcome.RETURN: N_("退回凝练"),
    CheckOutcome.VETO: N_("否决（市科技局）"),
}
MODE_WORDS = {
    Mode.SINGLE: N_("单一揭榜：选定一支团队"),
    Mode.RACE: N_("赛马：几支团队同时攻关，按事先定好的规则分轮淘汰"),
}
FUNDING_WORDS = {
    **{kind.value: words for kind, words in FUNDING_LABELS.items()},
    TENDER: N_("依法应当招标或政府采购的资金"),
}


def text(label: Any, most: int, description: Any = "") -> Any:
    """One line."""
    return StringField(label, validators=[Length(max=most, message=_l("最多 %(max)d 字。"))], description=description)


def paragraph(label: Any, description: Any = "", most: int = LONGEST_TEXT) -> Any:
    """Several lines."""
    return TextAreaField(label, validators=[Length(max=most, message=_l("最多 %(max)d 字。"))], description=description)


def reason(label: Any, missing: Any, most: int = 1000, description: Any = "") -> Any:
    """Words that must be there."""
    given = [DataRequired(missing), Length(max=most, message=_l("最多 %(max)d 字。"))]
    return TextAreaField(label, validators=given, description=description)


def amount(label: Any, description: Any = "") -> Any:
    """万元, optional in a draft."""
    return WanField(label, validators=[Optional()], description=description)


class ReasonForm(BaseForm):
    """What the council found, or why a need leaves the list."""

    reason = reason(_l("理由"), _l("请写明理由。"))


class PromoteForm(BaseForm):
    """Whose money and whose rules."""

    profile = RadioField(_l("榜题类别"), validators=[InputRequired(_l("请选择榜题类别。"))])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.profile.choices = options({each: PROFILES[each].label for each in Profile})


class CouncilMemberForm(BaseForm):
    """A member of a council: who, from where, from when to when."""

    user_id = SelectField(_l("专家"), coerce=int, validators=[InputRequired(_l("请选择专家。"))])
    region_code = SelectField(_l("哪里的委员会"), validators=[InputRequired(_l("请选择地区。"))])
    background = RadioField(_l("来自"), validators=[InputRequired(_l("请选择来自哪里。"))])
    starts_on = DateField(_l("任期第一天"), validators=[InputRequired(_l("请填写任期的第一天。"))])
    ends_on = DateField(_l("任期最后一天"), validators=[Optional()], description=_l("不填为长期。"))

    def __init__(
        self, *args: Any, people: list[tuple[int, str]] | None, regions: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.background.choices = options(BACKGROUND_WORDS)
        if people is None:
            del self.user_id, self.region_code
        else:
            self.user_id.choices, self.region_code.choices = people, regions

    @property
    def first_day(self) -> date:
        """The first day, which the form demands."""
        return cast("date", self.starts_on.data)


def _named(form: RowForm, field: Any) -> None:
    if not form.is_blank and not field.data:
        raise ValidationError(_("请填写，或删除这一行。"))


class IndicatorForm(RowForm):
    """考核指标: what is measured, what must come out, how it is tested."""

    name = StringField(_l("指标"), validators=[_named, Length(max=80, message=_l("最多 80 字。"))])
    target = StringField(_l("目标值"), validators=[_named, Length(max=80, message=_l("最多 80 字。"))])
    unit = text(_l("单位"), 30)
    method = text(_l("检测方法"), 200)


class DraftForm(BaseForm):
    """The issuer's draft: only the name is demanded before it is submitted."""

    title = StringField(
        _l("榜题名称"),
        validators=[DataRequired(_l("请填写榜题名称。")), Length(max=120, message=_l("最多 120 字。"))],
    )
    background = paragraph(_l("背景与现状"), _l("现用什么工艺、设备、产量，已试过什么。"))
    problem = paragraph(_l("主要技术问题"), _l("卡在哪一步、什么现象、影响多大。"))
    goal = paragraph(_l("目标"), _l("攻关结束时要做到什么、用在哪里。"))
    indicators = FieldList(
        FormField(IndicatorForm),
        label=_l("考核指标"),
        max_entries=MOST_ROWS,
        description=_l("写成可以检测的数字，例如：固化温度，目标值 ≤120，单位 ℃，检测方法 DSC。"),
    )
    months = IntegerField(
        _l("完成时限"),
        validators=[Optional(), NumberRange(1, 120, message=_l("请填写 1～120 之间的月数。"))],
    )
    ownership = paragraph(_l("产权归属"), _l("成果归谁、如何使用、如何分享收益。"))
    conditions = paragraph(_l("揭榜条件"), _l("对揭榜方的要求；不得限制企业年限和负责人的年龄、学历、职称。"))
    funding_kind = RadioField(_l("资金性质"), validators=[Optional()])
    reward = amount(_l("榜金"), _l("付给揭榜方的总额。"))
    own_funds = amount(_l("企业研发总预算"), _l("企业为这件事安排的全部资金，只计现金。"))
    public_funds = amount(_l("财政资金"), _l("没有财政资金填 0。"))
    solver_share = amount(_l("财政资金中付给揭榜方"))
    affiliates = FieldList(
        text(_l("单位"), 100),
        label=_l("关联单位"),
        max_entries=MOST_ROWS,
        description=_l(
            "与本单位有控股、参股或同一负责人关系的单位，不能揭榜。填平台上的单位全称或信用代码，没有可以不填。"
        ),
    )
    invited = FieldList(
        text(_l("高校"), 100),
        label=_l("邀请的高校"),
        max_entries=MOST_ROWS,
        description=_l("只有受邀的高校可以揭榜。填平台上的单位全称。"),
    )
    credit_clean = RadioField(_l("近三年信用情况"), validators=[Optional()], choices=[])
    credit_statement = paragraph(_l("失信记录的情况"), _l("有记录时写明时间、事由和整改情况。"), 1000)

    def __init__(self, *args: Any, years: int, invites: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.funding_kind.choices = options(FUNDING_WORDS)
        self.credit_clean.label.text = _("近 %(n)d 年信用情况", n=years)
        self.credit_clean.choices = choices([("yes", _("没有失信记录")), ("no", _("有，说明如下"))])
        if not invites:
            del self.invited

    @property
    def values(self) -> dict[str, Any]:
        """What ``fill_challenge`` takes; amounts left empty are nothing."""
        plain = ("title", "background", "problem", "goal", "ownership", "conditions", "months", "reward")
        said: dict[str, Any] = {name: self[name].data for name in plain}
        said["funding_kind"] = self.funding_kind.data or None
        said |= {name: self[name].data or 0 for name in ("own_funds", "public_funds", "solver_share")}
        rows: Any = self.indicators
        said["indicators"] = [
            {name: entry.form[name].data or "" for name in ("name", "target", "unit", "method")}
            for entry in rows.entries
            if not entry.form.is_blank
        ]
        return said


class CountyCheckForm(BaseForm):
    """初筛: credit, what was found, and what follows."""

    credit_clean = RadioField(
        _l("信用核查结论"),
        validators=[InputRequired(_l("请选择信用核查的结论。"))],
        choices=choices([("yes", _l("符合要求")), ("no", _l("不符合要求"))]),
    )
    outcome = RadioField(_l("初筛结论"), validators=[InputRequired(_l("请选择初筛结论。"))])
    note = paragraph(_l("说明"), _l("退回、否决必填，发榜单位会看到；有诚信记录仍通过的写明理由。"), 1000)

    def __init__(self, *args: Any, may_veto: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [each for each in CheckOutcome if may_veto or each is not CheckOutcome.VETO]
        self.outcome.choices = options({each: OUTCOME_WORDS[each] for each in offered})


def _weighed(form: RowForm, field: Any) -> None:
    if not form.is_blank and not field.data:
        raise StopValidation(_("请填写 1～100 的整数。"))


class CriterionForm(RowForm):
    """A line of the score sheet."""

    name = StringField(_l("评分项"), validators=[_named, Length(max=80, message=_l("最多 80 字。"))])
    weight = IntegerField(
        _l("权重"), validators=[_weighed, Optional(), NumberRange(1, 100, message=_l("请填写 1～100 的整数。"))]
    )


class ApprovalForm(BaseForm):
    """Mode, money and weights, as the challenge will be posted."""

    mode = RadioField(_l("揭榜方式"), validators=[InputRequired(_l("请选择揭榜方式。"))])
    race_reason = paragraph(_l("难度大、风险大的理由"), _l("选赛马时必填，公开。"), 1000)
    places = IntegerField(
        _l("同时攻关的团队数"), validators=[Optional(), NumberRange(2, 9, message=_l("请填写 2～9 的整数。"))]
    )
    reward = amount(_l("榜金"))
    own_funds = amount(_l("企业研发总预算"))
    public_funds = amount(_l("财政资金"))
    solver_share = amount(_l("财政资金中付给揭榜方"))
    criteria = FieldList(
        FormField(CriterionForm), label=_l("评分项和权重"), max_entries=MOST_ROWS, description=_l("权重合计 100。")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.mode.choices = options(MODE_WORDS)

    @property
    def lines(self) -> list[dict[str, Any]]:
        """The rows that say something."""
        rows: Any = self.criteria
        return [
            {"name": entry.form["name"].data or "", "weight": entry.form["weight"].data or 0}
            for entry in rows.entries
            if not entry.form.is_blank
        ]

    @property
    def money(self) -> Mapping[str, int | None]:
        """分 by name of the challenge's column."""
        return {name: self[name].data for name in ("reward", "own_funds", "public_funds", "solver_share")}
