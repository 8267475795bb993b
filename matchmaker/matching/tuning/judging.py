"""What the figures of a comparison mean, and which versions they keep from going live.

Better or worse is said only where the 95 % interval of the mean difference
of nDCG@10 (paired, resampled by needs) leaves out 0. A version that learned
must neither be clearly worse on the frozen set nor worse on later decisions:

* frozen set: the interval of the difference reaches no lower than ``-TOLERATED``;
* later decisions (those it did not learn from): the mean difference in the
  share of rightly ordered pairs, over the needs judged, is not below 0.

A lexicon is an administrator's word and may go live against the figures, but
only with a reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from matchmaker.core.i18n import N_
from matchmaker.matching.tuning.models import EngineTuning, Origin

TOLERATED = 0.01


class Verdict(StrEnum):
    """What another version does to the judged needs."""

    BETTER = "better"
    SAME = "same"
    WORSE = "worse"


VERDICTS = {Verdict.BETTER: N_("变好"), Verdict.SAME: N_("没有可见差别"), Verdict.WORSE: N_("变差")}


def verdict(figure: Mapping[str, Any]) -> Verdict:
    """From ``low`` and ``high`` of a difference."""
    if figure["low"] > 0:
        return Verdict.BETTER
    return Verdict.WORSE if figure["high"] < 0 else Verdict.SAME


def verdict_of(row: EngineTuning) -> Verdict | None:
    """The verdict on a version; None for one that was never compared."""
    return verdict(row.comparison["frozen"]["ndcg_at_10"]) if row.comparison else None


def obstacles(row: EngineTuning) -> list[str]:
    """What keeps a version from going live whatever anybody says; see the module."""
    if not row.comparison:
        return [N_("还没有和现用版本比较过，请先比较。")]
    if row.origin != Origin.LEARNED:
        return []
    found = []
    if row.comparison["frozen"]["ndcg_at_10"]["low"] < -TOLERATED:
        found.append(N_("内置评测集的差值区间低于 -{}，不能启用。").format(TOLERATED))
    if row.learned_from["held_out"]["difference"] < 0:
        found.append(N_("在没有用来学习的后来决定上变差了，不能启用。"))
    return found


def needs_reason(row: EngineTuning) -> bool:
    """Whether whoever puts it into use must say why in spite of the figures."""
    return verdict_of(row) is Verdict.WORSE
