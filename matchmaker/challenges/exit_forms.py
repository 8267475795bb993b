"""What is typed in on the way out: a withdrawal, an appeal and its finding."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l

from matchmaker.challenges.preparing_forms import amount, paragraph, reason
from matchmaker.web.forms import BaseForm


class WithdrawalForm(BaseForm):
    """撤榜; after the publicity also what the teams are offered."""

    reason = reason(_l("撤榜理由"), _l("请写明撤榜理由。"), description=_l("公开，揭榜团队会看到。"))
    statement = paragraph(_l("补偿说明"), _l("如何补偿已公示的揭榜团队，何时支付；不补偿的写明理由。"), 2000)
    amount = amount(_l("补偿金额"), _l("不补偿填 0。"))

    def __init__(self, *args: Any, owes: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not owes:
            del self.statement, self.amount


class AppealForm(BaseForm):
    """申诉."""

    reason = reason(
        _l("申诉的事实和理由"),
        _l("请写明申诉的事实和理由。"),
        4000,
        _l("针对哪项决定、哪里不符合事实或规则、希望如何处理。"),
    )


class FindingForm(BaseForm):
    """What the city found, and what follows."""

    finding = reason(_l("查明的事实和理由"), _l("请写明查明的事实和理由。"), 4000)
    consequences = reason(
        _l("处理结果"), _l("请写明处理结果。"), 4000, _l("例如维持原决定；或如何纠正、由谁在何时完成。")
    )
