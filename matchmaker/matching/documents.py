"""From rows to the engine's documents.

Two texts of each record: the whole one, by which it is found and scored, and
the one that the other side may see, from which reasons are given to it.
"""

from __future__ import annotations

from collections.abc import Iterable

from matchmaker.catalog.models import Achievement, Disclosure, Need
from matchmaker.engine.documents import Document


def achievement_document(row: Achievement) -> Document:
    """Title and everything an achievement says of itself."""
    rows = (f"{each.name} {each.value} {each.unit} {each.condition} {each.baseline}" for each in row.indicators)
    words = " ".join([*row.keywords, *row.tags])
    body = _joined([row.one_liner, row.summary, row.problem_solved, row.advantage, words, *rows])
    return Document(row.id, row.title, body)


def need_document(row: Need) -> Document:
    """Title and what a need says of the problem; nothing of the firm's conditions or wishes."""
    rows = (f"{each.name} {each.target} {each.unit} {each.method}" for each in row.indicators)
    body = _joined([row.one_liner, row.problem, row.background, row.tried_before, row.research_content, *rows])
    return Document(row.id, row.title, body)


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
