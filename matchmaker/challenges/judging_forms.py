"""The shapes of what is typed in the judging: panels, declarations, sheets, choices, objections."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (
    FieldList,
    FormField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields import Field
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from matchmaker.challenges.models import Background, ChallengeCriterion, Handling
from matchmaker.challenges.queries.judging import Candidate, TeamRow
from matchmaker.core.errors import Invalid
from matchmaker.core.i18n import N_
from matchmaker.web.forms import BaseForm, RowForm, choices

BACKGROUND_LABELS = {
    Background.ENTERPRISE: N_("企业"),
    Background.RESEARCH: N_("高校院所"),
    Background.FINAL_USER: N_("最终用户"),
    Background.OTHER: N_("其他"),
}
HANDLING_LABELS = {
    Handling.DISMISSED: N_("异议不成立"),
    Handling.UPHELD: N_("异议成立，重新评审"),
}
MOST_MEMBERS = 15
LOGIN_LENGTH = 64
NOTE_LENGTH, COMMENT_LENGTH, REASON_LENGTH, BODY_LENGTH = 500, 1000, 1000, 2000


class PanelForm(BaseForm):
    """Who judges: rows of a person and where they come from. Made by ``panel_form``, which knows the people."""

    members: FieldList[FormField[Any]]
    final_user = StringField(
        _l("其他单位的最终用户"),
        [Optional(), Length(max=LOGIN_LENGTH)],
        description=_l("例如下游用户单位的人员，填写登录名；上面已选最终用户的可以不填。"),
        render_kw={"autocomplete": "off"},
    )

    def taken(self, final_user: int | None = None) -> dict[int, Background]:
        """User id → background of the filled rows. Raises Invalid at the row that names somebody twice."""
        found: dict[int, Background] = {} if final_user is None else {final_user: Background.FINAL_USER}
        for number, entry in enumerate(self.members):
            if not entry.form.member.data:
                continue
            user = int(entry.form.member.data)
            if user in found:
                raise Invalid(fields={f"members-{number}-member": [N_("这位专家已经在上面。")]})
            found[user] = Background(entry.form.background.data)
        return found


def panel_form(people: Iterable[Candidate], *, rows: int) -> type[PanelForm]:
    """The form for a panel, with at least ``rows`` rows."""
    named = _named(people)

    class SeatRow(RowForm):
        member = SelectField(_l("专家"), [Optional()], choices=choices(named))
        background = SelectField(
            _l("来自"), choices=choices(BACKGROUND_LABELS.items()), default=Background.RESEARCH.value
        )

    class WithPeople(PanelForm):
        members = FieldList(FormField(SeatRow), _l("评审专家"), min_entries=rows, max_entries=MOST_MEMBERS)

    return WithPeople


class MemberForm(BaseForm):
    """Who takes another's seat. Made by ``member_form``, which knows the people."""

    member: SelectField
    login = StringField(
        _l("或填写登录名"),
        [Optional(), Length(max=LOGIN_LENGTH)],
        description=_l("名单里没有的人员，例如其他单位的最终用户。"),
        render_kw={"autocomplete": "off"},
    )
    background = SelectField(_l("来自"), choices=choices(BACKGROUND_LABELS.items()), default=Background.RESEARCH.value)
    reason = TextAreaField(_l("更换理由"), [Optional(), Length(max=NOTE_LENGTH)])


def member_form(people: Iterable[Candidate]) -> type[MemberForm]:
    """The form that seats one of ``people`` in another's place."""
    named = _named(people)

    class WithPeople(MemberForm):
        member = SelectField(_l("接替的专家"), [Optional()], choices=choices(named))

    return WithPeople


def _named(people: Iterable[Candidate]) -> list[tuple[str, str]]:
    return [("", N_("请选择")), *((str(each.user_id), f"{each.name}（{each.source}）") for each in people)]


class DeclarationForm(BaseForm):
    """Whether the expert must step aside."""

    conflict = RadioField(
        _l("您的声明"),
        [InputRequired(N_("请选择是否需要回避。"))],
        choices=choices([("no", N_("与上列单位和人员没有需要回避的关系")), ("yes", N_("有需要回避的关系，退出评审"))]),
    )
    note = TextAreaField(_l("回避的原因"), [Optional(), Length(max=NOTE_LENGTH)])


class ScoreLine(RowForm):
    """Points and words for one line of the sheet."""

    points = IntegerField(
        _l("得分"),
        [InputRequired(N_("请评分。")), NumberRange(0, 100, N_("请填 0 至 100 的整数。"))],
        render_kw={"inputmode": "numeric", "autocomplete": "off"},
    )
    comment = TextAreaField(_l("理由"), [DataRequired(N_("请写明理由。")), Length(max=COMMENT_LENGTH)])


class SheetForm(BaseForm):
    """One sheet: a line for each criterion, in their order. Made by ``sheet_form``."""

    lines: FieldList[FormField[Any]]

    def points(self, criteria: Sequence[ChallengeCriterion]) -> dict[int, tuple[int, str]]:
        """Criterion id → (points, comment)."""
        pairs = zip(criteria, self.lines, strict=False)
        return {line.id: (entry.form.points.data, entry.form.comment.data or "") for line, entry in pairs}


def sheet_form(criteria: Sequence[ChallengeCriterion]) -> type[SheetForm]:
    """The form with one row for each of ``criteria``."""

    class WithLines(SheetForm):
        lines = FieldList(
            FormField(ScoreLine), _l("评分项"), min_entries=len(criteria), max_entries=max(len(criteria), 1)
        )

    return WithLines


class ChoiceForm(BaseForm):
    """Whom the issuer chooses, and why. Made by ``choice_form``."""

    chosen: Field
    reason = TextAreaField(_l("选定的理由"), [DataRequired(N_("请写明理由。")), Length(max=REASON_LENGTH)])


def choice_form(teams: Iterable[TeamRow], *, several: bool) -> type[ChoiceForm]:
    """The form to choose one of ``teams``, or ``several``."""
    named = choices([(str(row.bid.id), row.organization) for row in teams])
    label, missing = _l("选定的团队"), N_("请选择揭榜方。")

    class One(ChoiceForm):
        chosen = RadioField(label, [InputRequired(missing)], choices=named)

    class Several(ChoiceForm):
        chosen = SelectMultipleField(
            label,
            [InputRequired(missing)],
            choices=named,
            widget=ListWidget(prefix_label=False),
            option_widget=CheckboxInput(),
        )

    return Several if several else One


class ObjectionForm(BaseForm):
    """An objection to what is publicised."""

    body = TextAreaField(_l("异议内容和依据"), [DataRequired(N_("请写明异议的内容和依据。")), Length(max=BODY_LENGTH)])


class HandlingForm(BaseForm):
    """What the city finds of an objection."""

    handling = RadioField(_l("结论"), [InputRequired(N_("请选择结论。"))], choices=choices(HANDLING_LABELS.items()))
    finding = TextAreaField(_l("调查情况和依据"), [DataRequired(N_("请写明调查结论。")), Length(max=BODY_LENGTH)])
