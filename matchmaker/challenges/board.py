"""The public board: what its address asks for, its facets, its order."""

from __future__ import annotations

import unicodedata
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

from flask import request, url_for

from matchmaker.catalog.facets import Group, one, places
from matchmaker.catalog.public_filters import without_or_with
from matchmaker.catalog.vocabulary import BUDGET_BANDS, BUDGET_LIMITS, FIELDS
from matchmaker.challenges.models import ChallengeState, Mode
from matchmaker.challenges.profiles import PROFILES
from matchmaker.challenges.queries.public import Listed
from matchmaker.core.i18n import N_
from matchmaker.web.pagination import requested_page

S = ChallengeState
LONGEST_TEXT = 100
MOST_WORDS = 8
# What a visitor asks: can I still bid? The first stage is listed first.
STAGES: dict[str, tuple[str, tuple[ChallengeState, ...]]] = {
    "open": (N_("正在揭榜"), (S.RECEIVING,)),
    "soon": (N_("即将开始"), (S.POSTED,)),
    "judging": (N_("截止与评审"), (S.SEALED, S.QUALIFYING, S.REVIEWING, S.RANKED, S.PUBLICISED)),
    "working": (N_("签订与攻关"), (S.SIGNING, S.WORKING, S.ACCEPTING)),
    "done": (N_("已有结论"), (S.CONCLUDED, S.SETTLED)),
    "unfilled": (N_("揭榜未成"), (S.UNFILLED, S.UNFILLED_CLOSED)),
    "stopped": (N_("撤榜或终止"), (S.WITHDRAWN, S.TERMINATED)),
}
STAGE_OF = {state: stage for stage, (_label, states) in STAGES.items() for state in states}
TONES = {
    "open": "good",
    "soon": "info",
    "judging": "progress",
    "working": "progress",
    "done": "neutral",
    "unfilled": "neutral",
    "stopped": "neutral",
}
MODES = {Mode.SINGLE.value: N_("单一揭榜"), Mode.RACE.value: N_("赛马")}
BANDS = {code: BUDGET_BANDS[code] for code in BUDGET_LIMITS}


def _band(reward: int | None) -> tuple[str, ...]:
    if reward is None:
        return ()
    limits = BUDGET_LIMITS.items()
    return tuple(code for code, (low, below) in limits if low <= reward and (below is None or reward < below))


def _stage(state: str) -> tuple[str, ...]:
    return one(STAGE_OF.get(S(state)))


STAGE_LABELS = {key: words for key, (words, _states) in STAGES.items()}
KINDS = {key.value: rule.label for key, rule in PROFILES.items()}
GROUPS = (
    Group("stage", N_("状态"), attrgetter("state"), _stage, STAGE_LABELS, ordered=True),
    Group("field", N_("领域"), attrgetter("field"), one, FIELDS),
    Group("region", N_("地区"), attrgetter("region"), places, {}),
    Group("mode", N_("揭榜方式"), attrgetter("mode"), one, MODES, ordered=True),
    Group("reward", N_("榜金"), attrgetter("reward"), _band, BANDS, ordered=True),
    Group("profile", N_("类别"), attrgetter("profile"), one, KINDS, ordered=True),
)


def with_followed(ids: Container[int]) -> tuple[Group, ...]:
    """The facets, before them that of the challenges (by id) somebody registered an intention for."""

    def mine(challenge_id: int) -> tuple[str, ...]:
        return ("mine",) if challenge_id in ids else ()

    return Group("followed", N_("意向"), attrgetter("id"), mine, {"mine": N_("我关注的")}), *GROUPS


@dataclass(frozen=True)
class BoardSearch:
    """A list of challenges as its address asks for it; as ``catalog.public_filters.Filtered``."""

    endpoint: str
    text: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    page: int = 1
    is_print: bool = False
    groups: tuple[Group, ...] = GROUPS

    def href(self, *, chosen: Mapping[str, Sequence[str]] | None = None, **changes: Any) -> str:
        """This search with changes; its own page number and print view are left out."""
        options = self.filters if chosen is None else chosen
        arguments: dict[str, Any] = {"q": self.text or None, **options, **changes}
        given = {name: value for name, value in arguments.items() if value not in (None, ())}
        return url_for(self.endpoint, **given)

    def toggled(self, key: str, option: str) -> str:
        """The address with ``option`` switched on or off."""
        return self.href(chosen={**self.filters, key: without_or_with(key, self.filters.get(key, ()), option)})


def read_board(names: Mapping[str, str], groups: tuple[Group, ...] = GROUPS) -> BoardSearch:
    """The search of the present request; ``names`` are the known regions. Options that do not exist are left out."""
    chosen: dict[str, tuple[str, ...]] = {}
    for group in groups:
        known: Iterable[str] = group.labels or names
        asked = tuple(each for each in dict.fromkeys(request.args.getlist(group.key)) if each in known)
        if asked:
            chosen[group.key] = asked
    text = request.args.get("q", "").strip()[:LONGEST_TEXT]
    is_print = request.args.get("print") == "1"
    return BoardSearch(request.endpoint or "", text, chosen, requested_page(), is_print, groups)


def meeting(found: Iterable[Listed], text: str) -> list[Listed]:
    """Those that hold every word of ``text`` in title, issuer, problem or goal."""
    words = _folded(text).split()[:MOST_WORDS]
    return [each for each in found if all(word in _said(each) for word in words)]


def ordered(found: Iterable[Listed]) -> list[Listed]:
    """By stage; where bids may still come the first to close first, afterwards the last closed first."""
    stages = list(STAGES)

    def key(each: Listed) -> tuple[int, float, int]:
        place = stages.index(STAGE_OF[S(each.state)])
        moment = each.closes_at.timestamp()
        return place, moment if place <= 1 else -moment, each.id

    return sorted(found, key=key)


def _said(each: Listed) -> str:
    return _folded(f"{each.title}\n{each.organization}\n{each.problem}\n{each.goal}")


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
