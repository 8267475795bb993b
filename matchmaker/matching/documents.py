"""From rows to the engine's documents.

Two texts of each record: the whole one, by which it is found and scored, and
the one that the other side may see, from which reasons are given to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from matchmaker.catalog.models import Achievement, Disclosure, Need
from matchmaker.engine.documents import Document

ACHIEVEMENT_TEXTS = ("one_liner", "summary", "problem_solved", "advantage")
ACHIEVEMENT_ROW = ("name", "value", "unit", "condition", "baseline")
NEED_TEXTS = ("one_liner", "problem", "background", "tried_before", "research_content")
NEED_ROW = ("name", "target", "unit", "method")


def achievement_document(row: Achievement) -> Document:
    """Title and everything an achievement says of itself."""
    rows = (" ".join(getattr(each, name) for name in ACHIEVEMENT_ROW) for each in row.indicators)
    words = " ".join([*row.keywords, *row.tags])
    body = _joined([*(getattr(row, name) for name in ACHIEVEMENT_TEXTS), words, *rows])
    return Document(row.id, row.title, body)


def need_document(row: Need) -> Document:
    """Title and what a need says of the problem; nothing of the firm's conditions or wishes."""
    rows = (" ".join(getattr(each, name) for name in NEED_ROW) for each in row.indicators)
    return Document(row.id, row.title, _joined([*(getattr(row, name) for name in NEED_TEXTS), *rows]))


def typed_need(said: Mapping[str, Any]) -> Document:
    """The same of contents as typed, which may lack any part; its key is no need's."""
    rows = (" ".join(str(each.get(name) or "") for name in NEED_ROW) for each in said.get("indicators") or ())
    texts = (str(said.get(name) or "") for name in NEED_TEXTS)
    return Document(0, str(said.get("title") or "").strip(), _joined([*texts, *rows]))


def typed_achievement(said: Mapping[str, Any]) -> Document:
    """As ``achievement_document`` of contents as typed, which may lack any part; its key is no achievement's."""
    rows = (" ".join(str(each.get(name) or "") for name in ACHIEVEMENT_ROW) for each in said.get("indicators") or ())
    words = " ".join([*(said.get("keywords") or ()), *(said.get("tags") or ())])
    texts = (str(said.get(name) or "") for name in ACHIEVEMENT_TEXTS)
    return Document(0, str(said.get("title") or "").strip(), _joined([*texts, words, *rows]))


def shown_achievement(row: Achievement) -> Document:
    """What the other side may see of an achievement before both have agreed."""
    if row.disclosure == Disclosure.PUBLIC:
        return achievement_document(row)
    return Document(row.id, "", row.masked_text if row.disclosure == Disclosure.MASKED else "")


def shown_need(row: Need) -> Document:
    """What the other side may see of a need before both have agreed."""
    if row.disclosure == Disclosure.PUBLIC:
        return need_document(row)
    return Document(row.id, "", row.masked_text if row.disclosure == Disclosure.MASKED else "")


def _joined(texts: Iterable[str]) -> str:
    return "\n".join(text.strip() for text in texts if text and text.strip())
