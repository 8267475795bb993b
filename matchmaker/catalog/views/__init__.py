"""The pages of those who own, enter and look after listings; importing it adds their routes."""

from matchmaker.catalog.views import achievements, files, needs, refinements

__all__ = ["achievements", "files", "needs", "refinements"]
