"""The pages of owners and officers; importing it adds their routes."""

from matchmaker.catalog.views import (
    achievements,
    files,
    needs,
    refinements,
    refining,
    reviewing,
    sheet_files,
    sheets,
    verifying,
)

__all__ = [
    "achievements",
    "files",
    "needs",
    "refinements",
    "refining",
    "reviewing",
    "sheet_files",
    "sheets",
    "verifying",
]
