"""The pages of owners and officers; importing it adds their routes."""

from matchmaker.catalog.views import (
    achievements,
    booklets,
    exporting,
    files,
    imported,
    importing,
    needs,
    papers,
    pasting,
    refinements,
    refining,
    reviewing,
    searches,
    verifying,
)

__all__ = [
    "achievements",
    "booklets",
    "exporting",
    "files",
    "imported",
    "importing",
    "needs",
    "papers",
    "pasting",
    "refinements",
    "refining",
    "reviewing",
    "searches",
    "verifying",
]
