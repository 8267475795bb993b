"""Pages of a list: two statements, addresses that keep their filters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from flask import request, url_for
from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

T = TypeVar("T")
LARGEST_PAGE = 10_000


@dataclass(frozen=True)
class Page(Generic[T]):
    """One page of a list; ``number`` from 1, ``total`` rows in all."""

    items: list[T]
    number: int
    size: int
    total: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.size))

    @property
    def has_next(self) -> bool:
        return self.number < self.pages

    @property
    def has_previous(self) -> bool:
        return self.number > 1

    def href(self, number: int) -> str:
        """The present address with another page number."""
        arguments: dict[str, Any] = {
            **(request.view_args or {}),
            **request.args.to_dict(flat=False),
        }
        arguments["page"] = number
        return url_for(request.endpoint or "", **arguments)


def page_href(number: int) -> str:
    """The present address with another page number, its filters kept."""
    arguments: dict[str, Any] = {**(request.view_args or {}), **request.args.to_dict(flat=False)}
    return url_for(request.endpoint or "", **{**arguments, "page": number})


def requested_page() -> int:
    """The page number asked for, at least 1."""
    text = request.args.get("page", "1")
    return min(max(int(text), 1), LARGEST_PAGE) if text.isascii() and text.isdecimal() else 1


def paginate(session: Session, query: Select[T], *, number: int, size: int) -> Page[T]:
    """The ``number``-th page of ``query``'s first entity."""
    total = session.scalar(select(func.count()).select_from(query.order_by(None).subquery())) or 0
    number = min(number, max(1, -(-total // size)))
    rows = session.scalars(query.limit(size).offset((number - 1) * size)).unique().all()
    return Page(list(rows), number, size, total)
