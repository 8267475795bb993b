"""Visitors of the pages about the work on a deal."""

from __future__ import annotations

from tests.functional.deals.conftest import enterprise, officer, university
from tests.unit.deals.conftest import stage

__all__ = ["enterprise", "officer", "stage", "university"]
