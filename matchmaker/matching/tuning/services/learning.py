"""Learning from officers' decisions, with a brake.

The earlier seven tenths of the decisions teach; the later three tenths, and
the frozen set, judge (``judging`` says by which rule). What was learned stands
beside the lexicon in use and is learned afresh each time, so that one week's
mistake is no premise of the next. Words that no public listing has are left
out: what counts more or less is told to every officer.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from matchmaker.catalog.models import RecordKind
from matchmaker.catalog.search.presence import used_nowhere
from matchmaker.core import audit, jobs
from matchmaker.core.authz import Actor, system_actor
from matchmaker.core.errors import Invalid
from matchmaker.core.i18n import N_
from matchmaker.engine.index import Index
from matchmaker.engine.late import LateModule
from matchmaker.engine.text import normalise
from matchmaker.engine.tuning import TITLE_SHARE
from matchmaker.matching.keeper import Keeper
from matchmaker.matching.tuning import queries
from matchmaker.matching.tuning.decisions import decisions
from matchmaker.matching.tuning.judging import obstacles
from matchmaker.matching.tuning.lexicon import Lexicon, lexicon_of, merged, tuning_of
from matchmaker.matching.tuning.models import EngineTuning, TuningState
from matchmaker.matching.tuning.policies import PERMISSIONS, Permission
from matchmaker.matching.tuning.services.change_live import go_live
from matchmaker.matching.tuning.services.effects import figures, measure
from matchmaker.matching.tuning.services.keep_candidate import keep_learned, learned_part
from matchmaker.matching.tuning.workflow import TUNING
from matchmaker.organizations.queries import setting

if TYPE_CHECKING:
    from matchmaker.engine import comparison, learn
else:
    comparison = LateModule("matchmaker.engine.comparison")
    learn = LateModule("matchmaker.engine.learn")

LEARN = "matching.learn"
LEARNER = system_actor("learner")
TEACHING_SHARE = 0.7
FEWEST_JUDGING = 5
"""Needs with both approved and rejected achievements among the later decisions, to judge by."""

CHUNK = 50
Transact = Callable[[Callable[[Session], Any]], Any]
Read = Callable[[Callable[[Session], Any]], Any]


class Outcome(StrEnum):
    """What came of it."""

    OFF = "off"
    TOO_FEW = "too_few"
    NOTHING = "nothing"
    STOPPED = "stopped"
    PROPOSED = "proposed"
    LIVE = "live"


SAID = {
    Outcome.OFF: N_("设置为不学习，没有学习。"),
    Outcome.TOO_FEW: N_("能用来学习的决定还太少，没有学到什么。"),
    Outcome.NOTHING: N_("没有学到比现用版本更好的计法，不改。"),
    Outcome.STOPPED: N_("学到的结果在检验中变差，已弃用，现用版本不变。"),
    Outcome.PROPOSED: N_("学到了新的计法，请看过效果再决定是否启用。"),
    Outcome.LIVE: N_("学到了新的计法，检验没有变差，已自动启用。"),
}


@dataclass(frozen=True, slots=True)
class Taught:
    """The columns of a candidate, and what it does; ``base_id`` is the version in use."""

    base_id: int | None
    columns: Mapping[str, Any]
    comparison: Mapping[str, Any]


def learn_from_decisions(read: Read, transact: Transact, keeper: Keeper) -> tuple[Outcome, int | None]:
    """Learn, and do with the result what the setting matching.learning says; also the candidate's number."""
    mode = read(lambda session: setting(session, "matching.learning"))
    if mode == "off":
        return Outcome.OFF, None
    found: Taught | Outcome = read(partial(taught, keeper=keeper))
    if isinstance(found, Outcome):
        return found, None
    outcome: tuple[Outcome, int] = transact(lambda session: keep(session, found, is_automatic=mode == "automatic"))
    return outcome


def ask_to_learn(session: Session, *, actor: Actor) -> None:
    """Let a worker learn soon and tell the actor what came of it.

    Raises Invalid where the setting says not to learn.
    """
    PERMISSIONS.require(actor, Permission.MANAGE)
    if setting(session, "matching.learning") == "off":
        raise Invalid(SAID[Outcome.OFF])
    jobs.enqueue(session, LEARN, {"asked_by": actor.user_id}, dedup_key="asked")
    audit.record(session, actor, "tuning.learning_asked", "tuning", "learning")


def taught(session: Session, keeper: Keeper) -> Taught | Outcome:
    """What the decisions teach beside the lexicon in use; TOO_FEW or NOTHING without it. Reads only."""
    live = queries.live(session)
    lexicon, present = lexicon_of(live), tuning_of(live)
    index = keeper.served(session, "achievement").index
    told = decisions(session, index)
    cut = int(len(told) * TEACHING_SHARE)
    teaching, judging = told[:cut], told[cut:]
    if _mixed(teaching) < learn.FEWEST_NEEDS or _mixed(judging) < FEWEST_JUDGING:
        return Outcome.TOO_FEW
    part = _learned(session, lexicon, index, teaching)
    if part is None or _is_known(session, live, part):
        return Outcome.NOTHING
    after = merged(lexicon, part["title_share"], part["factors"])
    orders = [comparison.rightly_ordered(judging, index.pinned(each)) for each in (present, after)]
    accepted = sum(each.accepted for each in told)
    learned_from = {
        "decisions": len(told),
        "accepted": accepted,
        "rejected": len(told) - accepted,
        "held_out": figures(comparison.paired(*orders)),
    }
    effects = measure(session, keeper, present, after)
    return Taught(live.id if live else None, {**part, "learned_from": learned_from}, effects)


def keep(session: Session, found: Taught, *, is_automatic: bool) -> tuple[Outcome, int]:
    """Keep the candidate in place of an earlier one; discard it where the brake holds, or put it into use.

    Raises Conflict when another version came into use meanwhile: the job then learns again.
    """
    earlier = queries.newest_learned(session)
    if earlier is not None and earlier.state == TuningState.CANDIDATE:
        TUNING.apply(session, earlier, "discard", actor=LEARNER, reason=N_("已重新学习"))
    row = keep_learned(session, found.columns, base_id=found.base_id, comparison=found.comparison, actor=LEARNER)
    if held := obstacles(row):
        TUNING.apply(session, row, "discard", actor=LEARNER, reason="".join(held))
        return Outcome.STOPPED, row.id
    if is_automatic:
        go_live(session, row, actor=LEARNER)
        return Outcome.LIVE, row.id
    return Outcome.PROPOSED, row.id


def _learned(
    session: Session, lexicon: Lexicon, index: Index, teaching: Sequence[learn.Decision]
) -> dict[str, Any] | None:
    """Share and factors; a word of the lexicon counts as the administrator says, a word that nobody may read not."""
    found = learn.learn(teaching, index.pinned(merged(lexicon, TITLE_SHARE, {})))
    if found is None:
        return None
    spelled = {normalise(word) for word in lexicon.words}
    public = _public(session, [word for word in found.factors if word not in spelled])
    factors = {word: factor for word, factor in found.factors.items() if word in public}
    return {"title_share": found.title_share, "factors": factors}


def _public(session: Session, words: Sequence[str]) -> set[str]:
    """The words that some public listing has."""
    unknown = set(words)
    for kind in (RecordKind.NEED, RecordKind.ACHIEVEMENT):
        listed = sorted(unknown)
        for start in range(0, len(listed), CHUNK):
            some = listed[start : start + CHUNK]
            unknown -= set(some) - set(used_nowhere(session, kind, some))
    return set(words) - unknown


def _is_known(session: Session, live: EngineTuning | None, part: Mapping[str, Any]) -> bool:
    """Whether the version in use has learned just this, or the last one did that was compared with it."""
    last = queries.newest_learned(session)
    known = [learned_part(live)]
    if last is not None and last.base_id == (live.id if live else None):
        known.append(learned_part(last))
    return any(all(each[name] == part[name] for name in part) for each in known)


def _mixed(told: Sequence[learn.Decision]) -> int:
    """How many needs have both kinds of decision."""
    kinds: dict[int, set[bool]] = {}
    for each in told:
        kinds.setdefault(each.need.key, set()).add(each.accepted)
    return sum(len(each) > 1 for each in kinds.values())
