"""Versions in words: what they change, what was learned, what the figures say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import gettext as _

from matchmaker.engine.tuning import TITLE_SHARE
from matchmaker.matching.tuning.lexicon import COUNTS, Changes, Counts, changes, lexicon_of
from matchmaker.matching.tuning.models import EngineTuning, Origin

SHOWN = 12
LEARNED_SHOWN = 40
Line = tuple[str, str]


def version_name(row: EngineTuning | int | None) -> str:
    """第 7 版; without one, the engine as it is built."""
    if row is None:
        return str(_("引擎本身的算法"))
    return str(_("第 %(n)d 版", n=row if isinstance(row, int) else row.id))


def origin_name(row: EngineTuning) -> str:
    """Where a version comes from."""
    return str(_("修改词库") if row.origin == Origin.LEXICON else _("从决定中学习"))


def change_lines(row: EngineTuning, base: EngineTuning | None) -> list[Line]:
    """What a version changes against another one, as (what, which)."""
    (old_share, old), (share, factors) = learned_columns(base), learned_columns(row)
    dropped = [(str(_("不再用学到的词")), listed(sorted(set(old) - set(factors))))] if set(old) - set(factors) else []
    return [
        *lexicon_lines(changes(lexicon_of(base), lexicon_of(row))),
        *(_factor_lines(factors) if factors != old else []),
        *dropped,
        *(_share_line(old_share, share) if share != old_share else []),
    ]


def lexicon_lines(found: Changes) -> list[Line]:
    """The changes of a lexicon, as (what, which)."""
    lines = [
        *((_("新增（%(counts)s）", counts=_(label)), _having(found.added, code)) for code, label in COUNTS.items()),
        *((_("删去（%(counts)s）", counts=_(label)), _having(found.removed, code)) for code, label in COUNTS.items()),
        (_("改计法"), [_("%(word)s（%(old)s → %(new)s）", **_moved(*each)) for each in found.moved]),
        (_("新增同义词组"), ["＝".join(group) for group in found.new_groups]),
        (_("删去同义词组"), ["＝".join(group) for group in found.old_groups]),
    ]
    return [(str(what), listed(which)) for what, which in lines if which]


def _having(pairs: Iterable[tuple[str, Counts]], counts: Counts) -> list[str]:
    return [word for word, each in pairs if each is counts]


def _moved(word: str, old: Counts, new: Counts) -> dict[str, str]:
    return {"word": word, "old": _(COUNTS[old]), "new": _(COUNTS[new])}


def listed(words: list[str], most: int = SHOWN) -> str:
    """The first words, and how many there are if that is not all."""
    shown = "、".join(words[:most])
    return str(_("%(words)s等 %(n)d 个", words=shown, n=len(words))) if len(words) > most else shown


def learned_columns(row: EngineTuning | None) -> tuple[float, Mapping[str, Any]]:
    """Share of the title and factors; what the engine takes without any version."""
    return (row.title_share, row.factors) if row else (TITLE_SHARE, {})


def learned_lines(row: EngineTuning | None) -> list[Line]:
    """What decisions taught, in words; empty when nothing was learned."""
    share, factors = learned_columns(row)
    if share == TITLE_SHARE and not factors:
        return []
    return [*_factor_lines(factors), *_share_line(TITLE_SHARE, share)]


def _factor_lines(factors: Mapping[str, Any]) -> list[Line]:
    """Words by what was found of them, the strongest first."""
    ordered = sorted(factors, key=lambda word: (-abs(factors[word] - 1), word))
    lines = [
        (_("通过的推荐里更常共有，因此多计"), [word for word in ordered if factors[word] > 1]),
        (_("不通过的推荐里更常共有，因此少计"), [word for word in ordered if factors[word] < 1]),
    ]
    return [(str(what), listed(which, LEARNED_SHOWN)) for what, which in lines if which]


def _share_line(old: float, new: float) -> list[Line]:
    shares = {"old": percent(old), "new": percent(new)}
    return [(str(_("标题所占比重")), str(_("%(old)s → %(new)s", **shares)))]


def percent(share: float) -> str:
    """0.56 → 56 %."""
    return f"{share * 100:.0f} %"
