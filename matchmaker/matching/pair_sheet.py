"""对接推荐单 of a suggestion that is still to be decided, for the officer who decides."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _

from matchmaker.catalog.models import Achievement, Need
from matchmaker.core.i18n import N_
from matchmaker.deals.explanations import shown
from matchmaker.deals.sheet import Facts, achievement_facts, need_facts
from matchmaker.deals.sheet_document import Content, SideText, words_of
from matchmaker.matching.models import Suggestion


def content(row: Suggestion) -> Content:
    """Both sides in full and the grounds: who reads it may read both records."""
    grounds = shown(
        {"score": row.score, "level": row.level, "parts": row.parts, "facts": row.facts},
        in_full=True,
    )
    return Content(
        number=_("推荐第 %(n)s 号", n=row.id),
        sides=[
            _side(N_("需求方"), row.need, need_facts(row.need)),
            _side(N_("成果方"), row.achievement, achievement_facts(row.achievement)),
        ],
        grounds=grounds,
        words=words_of(grounds),
    )


def _side(label: str, record: Need | Achievement, facts: Facts) -> SideText:
    unit: Any = record.organization
    identity = [
        (N_("单位"), unit.name),
        (N_("地区"), unit.region.name),
        (N_("联系人"), unit.contact_name),
        (N_("电话"), unit.contact_phone),
    ]
    return SideText(label, record.title, identity, [pair for pair in facts if pair[1]])
