"""The posted text in words: what a version says, and how it differs from the one before."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from itertools import pairwise
from typing import Any

from flask_babel import gettext as _

from matchmaker.catalog.versions import Parts, difference
from matchmaker.challenges.models import FUNDING_LABELS, ChallengeVersion, FundingKind, Mode, Profile
from matchmaker.challenges.profiles import PROFILES
from matchmaker.core.i18n import N_
from matchmaker.core.money import exact_wan
from matchmaker.web.filters import cn_datetime

Content = Mapping[str, Any]
SECTIONS = {
    "background": N_("背景与现状"),
    "problem": N_("主要技术问题"),
    "goal": N_("攻关目标"),
    "conditions": N_("对揭榜方的要求"),
    "ownership": N_("成果归属"),
}
LABELS = {
    "title": N_("榜题名称"),
    **SECTIONS,
    "indicators": N_("考核指标"),
    "criteria": N_("评分标准"),
    "profile": N_("类别"),
    "mode": N_("揭榜方式"),
    "race_reason": N_("采用赛马的理由"),
    "reward": N_("榜金"),
    "funding_kind": N_("资金性质"),
    "months": N_("攻关时限"),
    "receiving_from": N_("开始揭榜"),
    "closes_at": N_("揭榜截止"),
    "public_key": N_("封存公钥"),
}


def told(name: str, content: Content) -> str:
    """One field of a version as people read it; "" for nothing."""
    value = content.get(name)
    if value in (None, "", []):
        return ""
    if name == "mode":
        return mode_words(value, int(content.get("places") or 1))
    words: Callable[[Any], str] = _WORDS.get(name, str)
    return words(value)


def mode_words(mode: str, places: int) -> str:
    """单一揭榜, or 赛马 with the number of teams."""
    if mode == Mode.RACE:
        return str(_("赛马（最多 %(n)d 支团队并行攻关）", n=places))
    return str(_("单一揭榜"))


def differences(old: Content, new: Content) -> list[tuple[str, Parts]]:
    """The fields in which two versions differ: (label, parts for ``components/diff.html``)."""
    pairs = ((label, told(name, old), told(name, new)) for name, label in LABELS.items())
    return [(_(label), difference(before, after)) for label, before, after in pairs if before != after]


def _indicator(line: Mapping[str, str]) -> str:
    method = _("（测试方法：%(method)s）", method=line["method"]) if line.get("method") else ""
    return f"{line['name']}：{line['target']} {line.get('unit', '')}".rstrip() + method


def _lines(value: Sequence[Mapping[str, str]]) -> str:
    return "\n".join(map(_indicator, value))


def _weights(value: Sequence[Mapping[str, Any]]) -> str:
    return "\n".join(_("%(name)s：%(weight)s 分", name=each["name"], weight=each["weight"]) for each in value)


def _moment(value: str) -> str:
    return cn_datetime(datetime.fromisoformat(value))


_WORDS: dict[str, Callable[[Any], str]] = {
    "indicators": _lines,
    "criteria": _weights,
    "profile": lambda value: str(_(PROFILES[Profile(value)].label)),
    "funding_kind": lambda value: str(_(FUNDING_LABELS[FundingKind(value)])),
    "reward": lambda value: f"{exact_wan(value)} 万元",
    "months": lambda value: str(_("%(n)d 个月", n=value)),
    "receiving_from": _moment,
    "closes_at": _moment,
}


def extensions(versions: Sequence[ChallengeVersion]) -> dict[int, tuple[datetime, datetime]]:
    """Number of a version → the deadline before and the one it set, where it moved; ``versions`` newest first."""
    found = {}
    for version, older in pairwise(versions):
        before, after = (datetime.fromisoformat(each.content["closes_at"]) for each in (older, version))
        same_posting = older.content["public_key"] == version.content["public_key"]
        if same_posting and before != after:
            found[version.number] = (before, after)
    return found
