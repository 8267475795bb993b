"""A pair as the page shows it: marked texts, contributions that add up on screen, facts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from flask_babel import gettext as _

from matchmaker.catalog.models import Achievement, Need
from matchmaker.deals.explanations import worded
from matchmaker.engine.explain import spans

PERCENT = 100
TENTHS = 10
Marked = list[tuple[str, int | None]]
KINDS = {True: "match", False: "conflict", None: "close"}


@dataclass(frozen=True, slots=True)
class Section:
    """A titled text with the shared terms marked."""

    title: str
    parts: Marked


def marked(text: str, terms: Sequence[str]) -> Marked:
    """``text`` cut at the terms: (piece, position of the term or None)."""
    pieces: Marked = []
    last = 0
    for start, end, position in spans(text, terms):
        if start > last:
            pieces.append((text[last:start], None))
        pieces.append((text[start:end], position))
        last = end
    if last < len(text):
        pieces.append((text[last:], None))
    return pieces


def need_sections(need: Need, terms: Sequence[str]) -> list[Section]:
    """A need's text, section by section, empty ones left out."""
    return [Section(title, marked(text, terms)) for title, text in need_texts(need)]


def achievement_sections(achievement: Achievement, terms: Sequence[str]) -> list[Section]:
    """An achievement's text, section by section, empty ones left out."""
    return [Section(title, marked(text, terms)) for title, text in achievement_texts(achievement)]


def need_texts(need: Need) -> list[tuple[str, str]]:
    """What a need says of the problem, as (section's title, text); empty ones left out."""
    rows = (_row(each.name, each.present, each.target, each.unit, each.method) for each in need.indicators)
    texts = (
        (_("一句话"), need.one_liner),
        (_("主要技术问题"), need.problem),
        (_("背景与现状"), need.background),
        (_("已试过的办法"), need.tried_before),
        (_("技术指标"), "\n".join(rows)),
        (_("研究内容"), need.research_content),
    )
    return [(title, text) for title, text in texts if text.strip()]


def achievement_texts(achievement: Achievement) -> list[tuple[str, str]]:
    """What an achievement says of itself, likewise."""
    rows = (_row(each.name, each.baseline, each.value, each.unit, each.condition) for each in achievement.indicators)
    texts = (
        (_("一句话简介"), achievement.one_liner),
        (_("解决什么问题"), achievement.problem_solved),
        (_("好在哪里"), achievement.advantage),
        (_("成果简介"), achievement.summary),
        (_("主要技术指标"), "\n".join(rows)),
        (_("关键词"), "、".join([*achievement.keywords, *achievement.tags])),
    )
    return [(title, text) for title, text in texts if text.strip()]


def _row(name: str, before: str, after: str, unit: str, how: str) -> str:
    values = f"{before} → {after}" if before and after else before or after
    note = f"（{how}）" if how else ""
    return f"{name}：{values} {unit}{note}".strip()


class Shared(NamedTuple):
    """A term that both texts share; ``said`` is the need's own word where it says another one for it."""

    term: str
    said: str = ""

    @property
    def in_need(self) -> str:
        """What to mark in the need; in the achievement it is the term."""
        return self.said or self.term

    @property
    def label(self) -> str:
        return worded(self.term, self.said)


def shared_terms(parts: Iterable[dict[str, Any]]) -> list[Shared]:
    """The distinct terms of an explanation, the heaviest first; their place is their hue."""
    return list(_joined(parts))


def _joined(parts: Iterable[dict[str, Any]]) -> dict[Shared, float]:
    """Term → weight in both halves together, the heaviest first."""
    sums: dict[Shared, float] = {}
    for part in parts:
        shared = Shared(part["term"], part.get("said", ""))
        sums[shared] = sums.get(shared, 0.0) + part["weight"]
    return dict(sorted(sums.items(), key=lambda item: -item[1]))


def contributions(parts: Sequence[dict[str, Any]], rest: float, score: float) -> list[dict[str, Any]]:
    """Rows of the score table in points of 100; as shown, they add up to the score as shown.

    The halves of one term are joined. Rounding to a tenth goes by the largest
    remainder, so that nobody who adds up the column finds a gap.
    """
    sums, halves = _joined(parts), dict[Shared, set[str]]()
    for part in parts:
        halves.setdefault(Shared(part["term"], part.get("said", "")), set()).add(part["half"])
    exact = [value * PERCENT * TENTHS for value in (*sums.values(), rest)]
    tenths = rounded(exact, round(score * PERCENT * TENTHS))
    rows = [
        {"label": shared.label, "points": value / TENTHS, "detail": _where(halves[shared])}
        for shared, value in zip(sums, tenths[:-1], strict=True)
    ]
    rows.append({"label": _("其他词语"), "points": tenths[-1] / TENTHS, "detail": ""})
    return [row for row in rows if row["points"] or row["detail"]]


def _where(halves: set[str]) -> str:
    if len(halves) > 1:
        return str(_("出现在需求的标题和正文"))
    return str(_("出现在需求的标题") if "title" in halves else _("出现在需求的正文"))


def rounded(exact: Sequence[float], total: int) -> list[int]:
    """Whole numbers near ``exact`` that sum to ``total``."""
    whole = [int(value // 1) for value in exact]
    missing = total - sum(whole)
    order = sorted(range(len(exact)), key=lambda place: (whole[place] - exact[place], place))
    for step in range(abs(missing)):
        whole[order[step % len(order)]] += 1 if missing > 0 else -1
    return whole


def fact_items(facts: Iterable[dict[str, Any]]) -> list[dict[str, str]]:
    """Facts for the component: fits → 符合, does not → 冲突, neither → 接近."""
    return [{"kind": KINDS[fact["fits"]], "text": _(fact["text"])} for fact in facts]


def points(score: float) -> str:
    """A score as points of 100 with one decimal."""
    return f"{score * PERCENT:.1f}"
