"""The pages of owners and officers; importing it adds their routes."""

from matchmaker.catalog.views import (
    achievements,
    exporting,
    files,
    needs,
    papers,
    refinements,
    refining,
    reviewing,
    verifying,
)

__all__ = ["achievements", "exporting", "files", "needs", "papers", "refinements", "refining", "reviewing", "verifying"]
