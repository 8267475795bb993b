"""Mapped classes of the two sides and what they share."""

from matchmaker.catalog.models.achievement import (
    Achievement,
    AchievementIndicator,
    AchievementState,
    IpRight,
    PastedNote,
)
from matchmaker.catalog.models.need import (
    Need,
    NeedIndicator,
    NeedState,
    Refinement,
    RefinementState,
)
from matchmaker.catalog.models.search import (
    Rhythm,
    SavedSearch,
    SavedSearchHit,
    SearchPage,
    SearchPhrase,
    SearchPhraseUse,
)
from matchmaker.catalog.models.shared import (
    Attachment,
    Disclosure,
    RecordKind,
    RecordVersion,
    SearchEntry,
)

__all__ = [
    "Achievement",
    "AchievementIndicator",
    "AchievementState",
    "Attachment",
    "Disclosure",
    "IpRight",
    "Need",
    "NeedIndicator",
    "NeedState",
    "PastedNote",
    "RecordKind",
    "RecordVersion",
    "Refinement",
    "RefinementState",
    "Rhythm",
    "SavedSearch",
    "SavedSearchHit",
    "SearchEntry",
    "SearchPage",
    "SearchPhrase",
    "SearchPhraseUse",
]
