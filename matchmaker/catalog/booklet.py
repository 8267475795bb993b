"""路演项目册: a Word document with a cover, a contents page and one page for each achievement.

A booklet is handed to strangers, so it holds of a record what everybody may
read; a unit's own records may be told in whole, because it is the unit that
tells them. Contacts never stand in it: the platform introduces. Long texts are
cut, so that a project stays on its page.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _

from matchmaker.catalog import disclosure, public_cards, vocabulary
from matchmaker.catalog.export_columns import Line, indicators, labelled, maturity_of, region, title, unit
from matchmaker.catalog.models import Achievement
from matchmaker.core import clock
from matchmaker.web.filters import cn_date
from matchmaker.web.word import WordDocument

MOST_PROJECTS = 100
FIRST_PAGE = 3  # after cover and contents
ENTRIES_A_PAGE = 36
LONG, SHORT, MOST_LINES = 320, 160, 6
Section = tuple[str, str]


def make(name: str, lines: Sequence[Line], *, address: str, left_out: int = 0) -> WordDocument:
    """The booklet of ``lines``, whose order it keeps.

    ``name`` stands on the cover below the title: a place, a unit or what was
    searched for. ``address`` is the platform's; ``left_out`` says how many of
    those asked for may not be handed out.
    """
    made = WordDocument(_("路演项目册"))
    _cover(made, name, len(lines), left_out)
    first = FIRST_PAGE + (len(lines) - 1) // ENTRIES_A_PAGE
    marks = [f"project_{number}" for number in range(1, len(lines) + 1)]
    headings = [f"{number}. {title(line)}" for number, line in enumerate(lines, start=1)]
    made.contents(
        _("目录"), [(text, mark, first + at) for at, (text, mark) in enumerate(zip(headings, marks, strict=True))]
    )
    for heading, mark, line in zip(headings, marks, lines, strict=True):
        _project(made, heading, mark, line, address)
    made.page_numbers()
    return made


def _cover(made: WordDocument, name: str, total: int, left_out: int) -> None:
    made.text("", space_before=150)
    made.heading(_("科技成果路演项目册"), 0)
    if name:
        made.text(name, centred=True, size=16, space_before=12)
    made.text(_("共 %(n)s 项", n=total), centred=True, size=14, space_before=12)
    made.text(cn_date(clock.today()), centred=True, size=14, space_before=12)
    if left_out:
        made.text(_("另有 %(n)s 项不对外公开，未列入。", n=left_out), centred=True, space_before=12)
    made.text(_("内容由成果单位填写。合作意向请通过平台提出，由对接联络员引荐。"), centred=True, space_before=160)


def _project(made: WordDocument, heading: str, mark: str, line: Line, address: str) -> None:
    row = line.row
    made.heading(heading, 1, new_page=True, bookmark=mark)
    if line.whole and row.one_liner:
        made.text(row.one_liner)
    made.facts(facts(line), pairs=True)
    for label, text in sections(line):
        made.heading(label, 2)
        made.text(text)
    made.heading(_("怎样联系"), 2)
    made.text(_contact(line, address))


def facts(line: Line) -> list[Section]:
    """What a reader looks for first: whose, where, how ripe, on which terms."""
    row: Achievement = line.row
    found = [
        (_("完成单位"), (row.completed_by if line.whole else "") or unit(line)),
        (_("所在地"), region(line)),
        (_("高新领域"), public_cards.field_label(row)),
    ]
    if not line.whole:
        return found
    return [
        *found,
        (_("成熟度"), maturity_of(line) or ""),
        (_("知识产权"), labelled("ip_status")(line)),
        (_("权属"), labelled("ownership")(line)),
        (_("转化方式"), "、".join(vocabulary.labels("transfer_modes", row.transfer_modes))),
        (_("期望价格"), public_cards.price(row)),
    ]


def sections(line: Line) -> list[Section]:
    """The texts under their headings, empty ones left out; of a masked record its approved text."""
    row: Achievement = line.row
    if not line.whole:
        texts = [(_("项目简介"), disclosure.masked_text(row), LONG)]
    else:
        texts = [
            (_("解决什么问题"), row.problem_solved, LONG),
            (_("比现有方案好多少"), row.advantage, LONG),
            (_("主要技术指标"), indicators(row), LONG),
            (_("成果简介"), row.summary, SHORT),
        ]
    return [(str(label), shortened(text, most)) for label, text, most in texts if text.strip()]


def shortened(text: str, most: int) -> str:
    """``text`` in at most six lines and ``most`` characters."""
    kept = text.strip().splitlines()
    cut = "\n".join(kept[:MOST_LINES])
    return public_cards.shorten(cut if len(kept) <= MOST_LINES else f"{cut}…", most)


def _contact(line: Line, address: str) -> str:
    listed: Any = disclosure.is_listed(line.row)
    told = str(_("请联系当地科技部门的对接联络员，说明项目编号 %(n)s。", n=line.row.id))
    return f"{told}\n{_('网上查看：')}{address}/achievements/{line.row.id}" if listed else told
