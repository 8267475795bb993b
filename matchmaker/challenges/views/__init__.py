"""The pages of challenges."""

from matchmaker.challenges.views import (
    acts,
    batches,
    board,
    case,
    choosing,
    correct,
    desk,
    extension,
    poster,
    posting,
    public,
    publicity,
    questions,
    ranking,
    review_panel,
    review_seat,
    versions,
)
from matchmaker.challenges.views.blueprint import blueprint

__all__ = [
    "acts",
    "batches",
    "blueprint",
    "board",
    "case",
    "choosing",
    "correct",
    "desk",
    "extension",
    "poster",
    "posting",
    "public",
    "publicity",
    "questions",
    "ranking",
    "review_panel",
    "review_seat",
    "versions",
]
