"""The pages of challenges."""

from matchmaker.challenges.views import (
    acts,
    batches,
    board,
    case,
    correct,
    desk,
    extension,
    poster,
    posting,
    public,
    questions,
    versions,
)
from matchmaker.challenges.views.blueprint import blueprint

__all__ = [
    "acts",
    "batches",
    "blueprint",
    "board",
    "case",
    "correct",
    "desk",
    "extension",
    "poster",
    "posting",
    "public",
    "questions",
    "versions",
]
