"""Figures and definitions in words, the same on paper and in workbooks."""

from __future__ import annotations

from flask_babel import gettext as _

from matchmaker.statistics.metrics import Unit
from matchmaker.statistics.reports.blocks import BASIS_LABELS, DEFINITIONS, RECEIVED_NOTE, Line
from matchmaker.web.filters import wan


def shown(line: Line, value: int | None) -> str:
    """A figure as a form shows it; a dash for none."""
    if value is None:
        return "—"
    return wan(value) if line.unit is Unit.MONEY else f"{value:,}"


def definitions() -> list[tuple[str, str]]:
    """(label, words) of everything that the platform drafts."""
    found = [(_(BASIS_LABELS[basis]), _(words)) for basis, words in DEFINITIONS.items()]
    return [(str(label), str(words)) for label, words in [*found, (_("到账"), _(RECEIVED_NOTE))]]
