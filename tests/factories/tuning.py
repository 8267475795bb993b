"""Versions of how needs are read, as the platform would leave them."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from matchmaker.catalog.models import Achievement, Need
from matchmaker.core import clock
from matchmaker.core.workflow import Transition
from matchmaker.matching.tuning.models import EngineTuning, Origin, TuningState
from matchmaker.matching.tuning.queries import live
from matchmaker.matching.tuning.workflow import TUNING
from tests.factories.base import MAKER, made, walk
from tests.factories.catalog import make_achievement, make_need

FIGURE = {"before": 0.8, "after": 0.8, "difference": 0.0, "low": 0.0, "high": 0.0, "needs": 67, "better": 0, "worse": 0}
HELD_OUT = {**FIGURE, "needs": 12}
LEARNED_FROM = {"decisions": 80, "accepted": 50, "rejected": 30, "held_out": HELD_OUT}


def comparison(difference: float = 0.0, low: float = 0.0, high: float = 0.0, **site: Any) -> dict[str, Any]:
    """What ``services.measure`` would have found: nothing, unless told otherwise."""
    figure = {**FIGURE, "difference": difference, "low": low, "high": high}
    calibration = {"before": 0.8, "after": 0.8, "difference": 0.0}
    return {
        "frozen": {"ndcg_at_10": figure, "recall_at_50": FIGURE, "calibration": calibration, "changed": []},
        "site": {"published": 2, "asked": 2, "changed": 0, "entered": 0, "examples": [], **site},
    }


def make_tuning(session: Session, state: TuningState = TuningState.LIVE, **values: Any) -> EngineTuning:
    """A version with one group of synonyms, on top of the one in use; one made live retires that one."""

    def build(inner: Session) -> EngineTuning:
        present = live(inner)
        given = {
            "origin": Origin.LEXICON,
            "base_id": present.id if present else None,
            "synonyms": [["刚玉", "蓝宝石"]],
            "comparison": comparison(),
            **values,
        }
        row = TUNING.begin(inner, EngineTuning(**given), actor=MAKER)
        if present is not None and state == TuningState.LIVE:
            TUNING.apply(inner, present, "retire", actor=MAKER)
        walk(inner, TUNING, row, state, _dated)
        return row

    return made(session, build)


def make_far_pair(session: Session) -> tuple[Need, Achievement]:
    """A need and an achievement that only the group of ``make_tuning`` brings together."""
    need = make_need(
        session, title="刚玉窗口片研磨", one_liner="", problem="窗口片表面有划痕", background="", indicators=[]
    )
    offered: dict[str, Any] = dict.fromkeys(("one_liner", "summary", "problem_solved", "advantage"), "")
    achievement = make_achievement(session, title="蓝宝石衬底", **offered, keywords=[], indicators=[])
    return need, achievement


def _dated(step: Transition) -> dict[str, Any]:
    return {"live_at": clock.now()} if step.target == TuningState.LIVE else {}
