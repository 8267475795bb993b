"""What is typed in about the arguing of a need: who sits, conflicts, opinions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField
from wtforms.validators import InputRequired, Optional

from matchmaker.catalog.forms.fields import options
from matchmaker.challenges.models import Background, Opinion
from matchmaker.challenges.preparing_forms import BACKGROUND_WORDS, paragraph, reason
from matchmaker.challenges.queries.arguing import Candidate
from matchmaker.core.i18n import N_
from matchmaker.web.forms import BaseForm, choices

OPINION_WORDS = {Opinion.PASS: N_("通过"), Opinion.REFINE: N_("返回凝练"), Opinion.VETO: N_("否决")}
SEAT_WORDS = {**BACKGROUND_WORDS, Background.FINAL_USER: N_("最终用户")}


class PanelForm(BaseForm):
    """The base of ``panel_form``: one choice for every expert; what is wrong with the whole is no field's."""

    seats: ClassVar[dict[str, int]] = {}

    @property
    def fields(self) -> list[Any]:
        """The choices, in the order of the candidates."""
        return [self[name] for name in self.seats]

    @property
    def chosen(self) -> dict[int, Background]:
        """User id → where they come from, of those who are to sit."""
        said = {user_id: self[name].data for name, user_id in self.seats.items()}
        known = set(SEAT_WORDS)
        return {user_id: Background(data) for user_id, data in said.items() if data in known}


def panel_form(people: Sequence[Candidate]) -> type[PanelForm]:
    """A form that asks of each of ``people`` whether they sit, and where they come from."""
    offered = options(SEAT_WORDS, _("不参加"))
    seats = {f"u{each.user.id}": each.user.id for each in people}
    fields = {
        f"u{each.user.id}": SelectField(
            each.user.name,
            choices=offered,
            validators=[Optional()],
            description=_("咨询委员会委员") if each.is_council else "",
        )
        for each in people
    }
    return type("ThisPanelForm", (PanelForm,), {"seats": seats, **fields})


class ConflictForm(BaseForm):
    """回避: yes or no, and why."""

    conflict = RadioField(
        _l("是否需要回避"),
        validators=[InputRequired(_l("请选择是否需要回避。"))],
        choices=choices([("no", _l("没有需要回避的关系")), ("yes", _l("需要回避"))]),
    )
    note = paragraph(_l("回避的原因"), _l("需要回避时必填，只有科技局看到。"), 500)


class OpinionForm(BaseForm):
    """What an expert holds of the need and, apart from it, of its money."""

    on_need = RadioField(_l("对需求的意见"), validators=[InputRequired(_l("请选择对需求的意见。"))])
    on_funds = RadioField(_l("对资金的意见"), validators=[InputRequired(_l("请选择对资金的意见。"))])
    comment = reason(_l("理由"), _l("请写明意见。"), 2000, _l("对需求和资金分别说明；返回凝练的写明怎样改。"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on_need.choices = options(OPINION_WORDS)
        self.on_funds.choices = options(OPINION_WORDS)
