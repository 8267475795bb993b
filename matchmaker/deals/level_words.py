"""What a level is worth, in words for officers: how often people agreed with it, and who they were.

The figures are the engine's own (`engine.ranking.PRECISION`).
"""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _

from matchmaker.core.i18n import N_
from matchmaker.engine.ranking import JUDGED_NEEDS, JUDGED_PAIRS, LEVELS, PRECISION, Level

NAMES: dict[Level, str] = {"strong": N_("强"), "fair": N_("较强"), "weak": N_("弱"), "none": N_("无相关")}
POINTS = 100


@dataclass(frozen=True, slots=True)
class Meaning:
    """One level: the points it begins at, and of a hundred such pairs how many people called what."""

    level: Level
    name: str
    from_points: int
    related: int
    relevant: int

    @property
    def sentence(self) -> str:
        """For beside a single pair."""
        return str(
            _(
                "判为“%(level)s”的 100 对里，约 %(related)d 对人工认为相关，其中约 %(relevant)d 对认为较强相关以上。",
                level=self.name,
                related=self.related,
                relevant=self.relevant,
            )
        )


def meanings() -> dict[str, Meaning]:
    """All levels by their names in the engine, the strongest first."""
    return {level: _meaning(level, lowest) for level, lowest in LEVELS}


def _meaning(level: Level, lowest: float) -> Meaning:
    related, relevant = PRECISION[level]
    return Meaning(level, _(NAMES[level]), *(round(POINTS * share) for share in (lowest, related, relevant)))


def source() -> str:
    """Who judged, and what the figures cannot say."""
    return str(
        _(
            "依据：技术转移人员对 %(needs)d 项真实需求、%(pairs)d 对需求与成果标题的逐对判定。"
            "等级用来安排先看哪一对，不代替判断；本平台的实际决定另见“匹配质量”页。",
            needs=JUDGED_NEEDS,
            pairs=JUDGED_PAIRS,
        )
    )
