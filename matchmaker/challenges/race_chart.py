"""The picture of a race: points by round, one line for each runner."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask_babel import gettext as _

from matchmaker.challenges.queries.teams import RoundOf
from matchmaker.web.charts import Chart, Series


def race_chart(names: Mapping[int, str], rounds: Sequence[RoundOf]) -> Chart | None:
    """The decided rounds' points; ``names``: bid → what its line is called. None before the first result."""
    decided = [each for each in rounds if each.is_decided]
    if not decided:
        return None
    lines = [
        Series(name, [each.results[bid].points if bid in each.results else None for each in decided], kind="line")
        for bid, name in names.items()
    ]
    categories = [_("第 %(n)s 轮", n=each.round.number) for each in decided]
    return Chart(_("各轮得分"), categories, lines, unit=_("满分 100"))
