"""The form of a bid, and what of it goes into a draft."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import (
    DateField,
    FieldList,
    FormField,
    IntegerField,
    MultipleFileField,
    PasswordField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional, StopValidation

from matchmaker.catalog.forms.fields import WanField
from matchmaker.challenges.bid_content import (
    LONGEST_DUTY,
    LONGEST_NAME,
    LONGEST_PARTNER,
    LONGEST_PLAN,
    LONGEST_TITLE,
    MOST_ROWS,
    SHORTEST_PLAN,
    BidContent,
    Member,
    Stage,
)
from matchmaker.core.errors import Invalid
from matchmaker.web.forms import BaseForm, RowForm, clean

LISTS = ("members", "partners", "milestones")
LONGEST_ASKED, LONGEST_ANSWER, LONGEST_REASON = 500, 2000, 1000
FIELDS = ("leader", "plan", "price", *LISTS)


def filled_row(form: RowForm, field: Any) -> None:
    """Demand this column of every row in which anything was typed."""
    if not clean("".join(field.raw_data or [])):
        field.errors = []  # a date field calls nothing at all no date
        if _is_untouched(form):
            raise StopValidation
        raise StopValidation(_("请填写，或删除这一行。"))
    if field.errors:  # what was typed cannot be read: that is said already
        raise StopValidation


def _is_untouched(form: RowForm) -> bool:
    return not any(clean("".join(field.raw_data or [])) for field in form)


def _line(label: Any, most: int) -> StringField:
    return StringField(label, validators=[filled_row, Length(max=most, message=_l("最多 %(n)d 字。", n=most))])


class MemberForm(RowForm):
    """姓名, 分工."""

    name = _line(_l("姓名"), LONGEST_NAME)
    duty = _line(_l("分工"), LONGEST_DUTY)


class StageForm(RowForm):
    """节点目标, 完成日期, 资金比例."""

    title = _line(_l("节点目标"), LONGEST_TITLE)
    due_on = DateField(_l("完成日期"), validators=[filled_row])
    share = IntegerField(
        _l("资金比例（%）"), validators=[filled_row, NumberRange(1, 100, message=_l("请填写 1 至 100 的整数。"))]
    )


class BidForm(BaseForm):
    """Everything a team bids with. Files are read from the request, they are in no draft."""

    leader = StringField(
        _l("负责人"),
        validators=[
            DataRequired(_l("请填写负责人姓名。")),
            Length(max=LONGEST_NAME, message=_l("最多 %(n)d 字。", n=LONGEST_NAME)),
        ],
        render_kw={"autocomplete": "off"},
    )
    members = FieldList(
        FormField(MemberForm),
        label=_l("团队成员"),
        max_entries=MOST_ROWS,
        description=_l("主要成员和各自的分工，可以不填。"),
    )
    partners = FieldList(
        StringField(
            _l("单位名称"), validators=[Length(max=LONGEST_PARTNER, message=_l("最多 %(n)d 字。", n=LONGEST_PARTNER))]
        ),
        label=_l("合作单位"),
        max_entries=MOST_ROWS,
        description=_l("联合揭榜的高校、企业、中介机构，没有就不填。"),
    )
    plan = TextAreaField(
        _l("攻关方案"),
        validators=[
            DataRequired(_l("请写明攻关方案。")),
            Length(
                SHORTEST_PLAN,
                LONGEST_PLAN,
                message=_l("请写 %(least)d 至 %(most)d 字。", least=SHORTEST_PLAN, most=LONGEST_PLAN),
            ),
        ],
        description=_l("技术路线、关键难点和解决办法、已有基础、风险。50 字以上。"),
    )
    milestones = FieldList(
        FormField(StageForm),
        label=_l("攻关节点"),
        min_entries=1,
        max_entries=MOST_ROWS,
        description=_l("按时间先后写，资金比例合计 100%。"),
    )
    price = WanField(_l("报价"), validators=[InputRequired(_l("请填写报价。"))])
    files = MultipleFileField(
        _l("附件"),
        validators=[Optional()],
        description=_l("PDF、PNG、JPG、DOCX、XLSX，最多 20 个，连同正文不超过 64 MB。"),
    )
    passphrase = PasswordField(
        _l("团队口令"), validators=[Optional()], render_kw={"autocomplete": "off"}, filters=[lambda text: text or ""]
    )

    def content(self) -> BidContent:
        """What a valid form says."""
        members, stages = (self._typed(name) for name in ("members", "milestones"))
        return BidContent(
            leader=self.leader.data or "",
            plan=self.plan.data or "",
            price=self.price.data or 0,
            members=tuple(Member(row["name"], row["duty"]) for row in members),
            partners=tuple(name for name in self.partners.data if name),
            milestones=tuple(Stage(row["title"], row["due_on"], row["share"]) for row in stages),
        )

    def take_errors(self, error: Invalid) -> None:
        """As the base, with numbers of rows among those that were filled in."""
        super().take_errors(
            Invalid(error.message, fields={self._name(each): said for each, said in error.fields.items()})
        )

    def _typed(self, name: str) -> list[dict[str, Any]]:
        return [entry.data for entry in self._entries(name) if not entry.form.is_blank]

    def _entries(self, name: str) -> list[Any]:
        field: Any = self[name]
        return list(field.entries)

    def _name(self, name: str) -> str:
        start, _dash, rest = name.partition("-")
        number, dash, column = rest.partition("-")
        if name == "file":
            return "files"
        if start not in LISTS or not number.isdecimal():
            return name
        filled = [
            place
            for place, entry in enumerate(self._entries(start))
            if not (entry.form.is_blank if isinstance(entry, FormField) else not entry.data)
        ]
        return f"{start}-{filled[int(number)]}{dash}{column}"


class PassphraseForm(BaseForm):
    """The team's words, to open or discard its draft. The name differs from the bid's own: both stand on one page."""

    words = PasswordField(
        _l("团队口令"), validators=[InputRequired(_l("请输入口令。"))], render_kw={"autocomplete": "off"}
    )

    def take_errors(self, error: Invalid) -> None:
        """As the base; a service knows the words as ``passphrase``."""
        fields = {"words" if name == "passphrase" else name: said for name, said in error.fields.items()}
        super().take_errors(Invalid(error.message, fields=fields))


class AskForm(BaseForm):
    """形式补正: what is missing."""

    asked = TextAreaField(
        _l("需要补正的材料"),
        validators=[
            DataRequired(_l("请写明要补正什么。")),
            Length(max=LONGEST_ASKED, message=_l("最多 %(n)d 字。", n=LONGEST_ASKED)),
        ],
        description=_l("只补形式材料，例如营业执照、签章、资质证明。方案、报价和节点不能改。"),
    )


class SupplyForm(BaseForm):
    """The team's answer to it."""

    answer = TextAreaField(
        _l("补正说明"),
        validators=[
            DataRequired(_l("请写明补正的内容。")),
            Length(max=LONGEST_ANSWER, message=_l("最多 %(n)d 字。", n=LONGEST_ANSWER)),
        ],
        description=_l("方案、报价和节点以启封的揭榜书为准，这里改不了。"),
    )
    files = MultipleFileField(
        _l("补正材料"),
        validators=[Optional()],
        description=_l("PDF、PNG、JPG、DOCX、XLSX，最多 20 个，每个不超过 20 MB。"),
    )


class VerdictForm(BaseForm):
    """资格结论: a reason is demanded for a refusal."""

    reason = TextAreaField(
        _l("不通过的理由"),
        validators=[Length(max=LONGEST_REASON, message=_l("最多 %(n)d 字。", n=LONGEST_REASON))],
        description=_l("只在不通过时填写，会原样告知揭榜单位。"),
    )


def draft_of_form(sent: MultiDict[str, str]) -> dict[str, Any]:
    """What was typed, as it was typed, complete or not: a draft's document."""
    return {"fields": [[name, text] for name, text in sent.items(multi=True) if _is_kept(name)]}


def form_of_draft(document: Mapping[str, Sequence[Sequence[str]]]) -> BidForm:
    """The form as it was when the draft was saved."""
    return BidForm(MultiDict([(name, text) for name, text in document["fields"]]))


def _is_kept(name: str) -> bool:
    return name.partition("-")[0] in FIELDS
