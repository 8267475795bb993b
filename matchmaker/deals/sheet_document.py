"""对接推荐单 as a Word document: need, achievement, why, and where both sign, on one page.

Long texts are cut, so that the page stays one; the whole stands on the platform.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from flask_babel import gettext as _

from matchmaker.core import clock
from matchmaker.core.i18n import N_
from matchmaker.deals.explanations import LEVELS, REST, Shown
from matchmaker.deals.level_words import meanings
from matchmaker.deals.models import Deal
from matchmaker.deals.sheet import Facts, shortened, sides
from matchmaker.deals.viewpoints import Viewpoint, explanation
from matchmaker.web.filters import cn_date
from matchmaker.web.word import WordDocument

SIGNS = {"match": N_("符合"), "conflict": N_("冲突"), "close": N_("接近")}
MOST_WORDS, MOST_FACTS = 8, 6
FONT_SIZE = 10
LINE = "＿＿＿＿＿＿＿＿"


@dataclass(frozen=True, slots=True)
class SideText:
    """One side: its label, its record's name, who stands behind it, and what it says."""

    label: str
    title: str
    identity: Facts
    facts: Facts


@dataclass(frozen=True, slots=True)
class Content:
    """All that stands on the sheet; ``number`` names the pair."""

    number: str
    sides: Sequence[SideText]
    grounds: Shown
    message: str = ""
    words: Sequence[str] = field(default_factory=list)


def of_deal(deal: Deal, view: Viewpoint) -> Content:
    """The sheet of a deal as its reader may see it."""
    grounds = explanation(deal, view)
    return Content(
        number=_("第 %(n)s 号", n=deal.id),
        sides=[_side(each) for each in sides(deal, view)],
        grounds=grounds,
        message=deal.message,
        words=words_of(grounds),
    )


def words_of(grounds: Shown) -> list[str]:
    """The shared words with what each adds to the score, the heaviest first as they come."""
    shown = [part for part in grounds.parts if part["label"] != REST]
    return [f"{part['label']}（{part['points']}）" for part in shown[:MOST_WORDS]]


def meaning(level: str) -> str:
    """What a level has meant when people judged pairs of it; an unknown one means what none does."""
    known = meanings()
    return f"{known.get(level, known['none']).sentence}{_('等级供排序参考，不代替判断。')}"


def document(content: Content) -> WordDocument:
    """The sheet."""
    made = WordDocument(_("对接推荐单"), size=FONT_SIZE)
    made.heading(_("对接推荐单"), 0)
    made.text(f"{content.number}　　{cn_date(clock.today())}")
    for side in content.sides:
        made.heading(f"{_(side.label)}：{_(side.title)}", 2)
        made.facts([(_(label), value) for label, value in side.identity], pairs=True)
        made.facts([(_(label), shortened(value)) for label, value in side.facts])
    _grounds(made, content)
    made.heading(_("双方意见"), 2)
    made.facts([(_(side.label), _opinion()) for side in content.sides])
    return made


def _grounds(made: WordDocument, content: Content) -> None:
    grounds = content.grounds
    level = str(_(LEVELS.get(grounds.level, LEVELS["none"])))
    if grounds.total:
        level = _("%(level)s，%(points)s 分（满分 100）", level=level, points=grounds.total)
    told = [f"{_(SIGNS[fact['kind']])}：{_(fact['text'])}" for fact in grounds.facts[:MOST_FACTS]]
    made.heading(_("推荐理由"), 2)
    made.facts(
        [
            (_("匹配度"), f"{level}\n{meaning(grounds.level)}"),
            (_("共有的词"), "、".join(content.words)),
            (_("符合与冲突"), "\n".join(told)),
            (_("联络员意见"), shortened(content.message)),
        ]
    )


def _opinion() -> str:
    answer = _("□ 同意引荐　　□ 不同意，理由：")
    return f"{answer}{LINE}\n\n{_('签字（盖章）：')}{LINE}　　{_('日期：')}{LINE}"


def _side(side: Any) -> SideText:
    contact = side.panel.contact
    identity = [
        (_("单位"), _(side.panel.organization)),
        (_("地区"), side.panel.region),
        (_("联系人"), contact.contact_name if contact else ""),
        (_("电话"), contact.contact_phone if contact else ""),
    ]
    return SideText(side.label, side.panel.title, identity, side.facts)
