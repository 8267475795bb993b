"""Near misses in words: what each has in common with the need and what keeps it away."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from matchmaker.catalog import disclosure
from matchmaker.catalog.models import Need
from matchmaker.core.money import to_wan
from matchmaker.engine.figures import Figure, Shortfall
from matchmaker.engine.near_miss import Gaps
from matchmaker.matching.facts import WANTED_TRL, budget_ceiling
from matchmaker.matching.models import Suggestion
from matchmaker.matching.near_misses import NearMiss

Item = dict[str, str]


def cards(need: Need, near: Iterable[NearMiss], proposed: Mapping[int, Suggestion]) -> list[dict[str, Any]]:
    """For the template: title, href, organization, level, is_masked and items for ``components/facts.html``.

    ``proposed``: the suggestions on the same page by achievement; such a one is
    led to there and has the level that stands there.
    """
    return [_card(need, each, proposed.get(each.achievement.id)) for each in near]


def _card(need: Need, near: NearMiss, suggestion: Suggestion | None) -> dict[str, Any]:
    row = near.achievement
    return {
        "title": row.title if near.is_whole else disclosure.public_title(row),
        "href": f"#suggestion-{suggestion.id}" if suggestion else _page(near),
        "organization": row.organization.name if near.is_whole else "",
        "level": suggestion.level if suggestion else near.level,
        "is_masked": not near.is_whole,
        "items": items(need, near),
    }


def _page(near: NearMiss) -> str:
    endpoint = "catalog.achievement" if disclosure.is_listed(near.achievement) else "catalog.manage_achievement"
    return url_for(endpoint, record_id=near.achievement.id)


def items(need: Need, near: NearMiss) -> list[Item]:
    """First what both name, then what keeps the achievement away, the hardest first."""
    found = [_item("match", _("都提到：%(words)s", words="、".join(near.shared)))] if near.shared else []
    away = list(_away(need, near))
    return [*found, *(away or [_item("close", _("能比较的几项都够得上，只是共同的词还不多。"))])]


def _away(need: Need, near: NearMiss) -> Iterable[Item]:
    gaps, row = near.gaps, near.achievement
    if gaps.levels:
        yield _item("short", _maturity(gaps, row.trl or 0, WANTED_TRL[need.need_type or ""]))
    if gaps.dearer:
        yield _item("short", _money(gaps, budget_ceiling(need) or 0))
    for each in gaps.shortfalls:
        yield _item("short", _figures(each))
    if near.is_elsewhere:
        yield _item("short", _("不在本市，需求写明要找本市的单位"))
    if gaps.words:
        yield _item("missing", "、".join(gaps.words))


def _item(kind: str, text: str) -> Item:
    return {"kind": kind, "text": str(text)}


def _maturity(gaps: Gaps, reached: int, wanted: int) -> str:
    said = _("成熟度 %(reached)d 级，需求要 %(wanted)d 级，差 %(n)d 级", reached=reached, wanted=wanted, n=gaps.levels)
    return str(_("%(said)s；可先找中试平台", said=said) if gaps.pilot else said)


def _money(gaps: Gaps, ceiling: int) -> str:
    asked = to_wan(ceiling + gaps.dearer)
    return str(
        _(
            "要价 %(asked)s 万元起，预算至多 %(ceiling)s 万元，高出 %(more)s 万元",
            asked=asked,
            ceiling=to_wan(ceiling),
            more=to_wan(gaps.dearer),
        )
    )


def _figures(short: Shortfall) -> str:
    values = {"name": short.wanted.name, "offered": _value(short.offered), "wanted": _value(short.wanted)}
    return str(_("%(name)s：成果 %(offered)s，需求要 %(wanted)s", **values))


def _value(figure: Figure) -> str:
    """The unit once, wherever it was entered."""
    written = figure.value.strip().endswith(figure.unit.strip()) if figure.unit.strip() else True
    return figure.value.strip() if written else f"{figure.value.strip()} {figure.unit.strip()}"
