"""The shapes of what is typed about a race."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (
    DateField,
    FieldList,
    FormField,
    HiddenField,
    IntegerField,
    RadioField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from matchmaker.challenges.models import EQUAL_LABELS, WINNER_LABELS
from matchmaker.core import clock
from matchmaker.core.db import LARGEST_ID
from matchmaker.core.i18n import N_
from matchmaker.web.forms import BaseForm, RowForm, choices

PROTOCOL_LENGTH, FINDING_LENGTH, STATEMENT_LENGTH = 4000, 2000, 4000
KEEP, THRESHOLD = "keep", "threshold"
CUTS = {KEEP: N_("取前几名"), THRESHOLD: N_("过合格分")}
BEST, MOST_TEAMS = 100, 50


class RuleForm(BaseForm):
    """By what the race is won."""

    winner = RadioField(
        _l("怎样算胜出"), [InputRequired(N_("请选择怎样算胜出。"))], choices=choices(WINNER_LABELS.items())
    )
    equal_points = RadioField(
        _l("最后一轮同分时"), [InputRequired(N_("请选择同分时谁在前。"))], choices=choices(EQUAL_LABELS.items())
    )


class RoundForm(BaseForm):
    """The next round, before it starts."""

    protocol = TextAreaField(
        _l("测试方案"),
        [DataRequired(N_("请写明测试方案。")), Length(max=PROTOCOL_LENGTH)],
        description=_l("样品、设备、步骤、评分办法。对所有在跑的团队相同，确定后不能改。"),
    )
    due_on = DateField(_l("测试日期"), [InputRequired(N_("请填写测试日期。"))])
    cut = RadioField(_l("淘汰规则"), [InputRequired(N_("请选择淘汰规则。"))], choices=choices(CUTS.items()))
    keep = IntegerField(
        _l("取前几名"),
        [Optional(), NumberRange(1, MOST_TEAMS, N_("请填写 1 至 50 的整数。"))],
        description=_l("选“取前几名”时填写。边上同分的一并进入下一轮。"),
    )
    threshold = IntegerField(
        _l("合格分"),
        [Optional(), NumberRange(0, BEST, N_("请填写 0 至 100 的整数。"))],
        description=_l("选“过合格分”时填写，满分 100。全部低于合格分的，没有胜出者。"),
    )

    def validate_due_on(self, field: DateField) -> None:
        if field.data is not None and field.data < clock.today():
            raise ValidationError(N_("测试日期不能早于今天。"))

    def validate_cut(self, field: RadioField) -> None:
        given = {KEEP: self.keep, THRESHOLD: self.threshold}.get(field.data or "")
        if given is not None and given.data is None and not given.errors:
            raise ValidationError(N_("请填写这种规则的数值。"))

    @property
    def terms(self) -> dict[str, Any]:
        """What ``fix_round`` takes; a number left in the field of the other cut does not count."""
        return {
            "protocol": self.protocol.data or "",
            "due_on": self.due_on.data,
            KEEP: self.keep.data if self.cut.data == KEEP else None,
            THRESHOLD: self.threshold.data if self.cut.data == THRESHOLD else None,
        }


class RunnerForm(RowForm):
    """One runner's result."""

    bid_id = HiddenField()
    points = IntegerField(
        _l("得分"),
        [InputRequired(N_("请填写 0 至 100 的整数。")), NumberRange(0, BEST, N_("请填写 0 至 100 的整数。"))],
    )
    rationale = TextAreaField(_l("理由"), [DataRequired(N_("请写明得分的依据。")), Length(max=FINDING_LENGTH)])


class ResultsForm(BaseForm):
    """Every runner's result of a round."""

    runners = FieldList(FormField(RunnerForm), _l("成绩"), max_entries=MOST_TEAMS)

    @classmethod
    def blank(cls, bids: Sequence[int]) -> ResultsForm:
        """A row for each of ``bids``."""
        return cls(data={"runners": [{"bid_id": str(each)} for each in bids]})

    @property
    def results(self) -> dict[int, tuple[int, str]]:
        """Bid → (points, rationale); a row that names no bid is left out."""
        rows = [(str(row.bid_id.data), row) for row in (entry.form for entry in self.runners.entries)]
        return {
            int(key): (row.points.data, row.rationale.data or "")
            for key, row in rows
            if key.isdecimal() and int(key) <= LARGEST_ID and row.points.data is not None
        }


class FinishForm(BaseForm):
    """By what it is seen that a runner met all indicators."""

    finding = TextAreaField(
        _l("达标依据"),
        [DataRequired(N_("请写明依据：哪份检测报告、哪次现场考核。")), Length(max=FINDING_LENGTH)],
        description=_l("写明检测报告编号、考核日期和地点。"),
    )


class StatementForm(BaseForm):
    """What a team has to say to a decision about it."""

    body = TextAreaField(_l("陈述内容"), [DataRequired(N_("请写明陈述的内容和依据。")), Length(max=STATEMENT_LENGTH)])


class AnswerForm(BaseForm):
    """The answer to it."""

    answer = TextAreaField(_l("答复"), [DataRequired(N_("请写明核实情况和答复。")), Length(max=STATEMENT_LENGTH)])
