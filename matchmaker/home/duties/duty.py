"""One kind of thing that waits for somebody."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from matchmaker.core.authz import Actor, Role

ANY = ""


@dataclass(frozen=True)
class Duty:
    """One kind of thing to do.

    ``lines`` selects ``queries.lines.columns`` for an actor. ``clock`` is the
    setting whose working days run from a line's ``at``; "due" when ``at`` is
    itself the end; "" when nothing is ever late. ``places``: a line's kind
    ("" any) → address, as in notices, with {id}; ``list_place``: the address of
    the full list. A duty whose places do not exist is not shown, a list that
    does not exist not linked. ``marks``: rank or kind → word before ``why``,
    which may use %(note)s and %(number)s. ``is_news``: worth knowing, but
    nobody waits for it.
    """

    key: str
    title: str
    roles: frozenset[Role]
    lines: Callable[[Actor], Any]
    action: str
    places: Mapping[str, str]
    list_place: str = ""
    clock: str = ""
    why: str = "%(note)s"
    marks: Mapping[int | str, str] = field(default_factory=dict)
    is_news: bool = False


def duty(key: str, title: str, *roles: Role, **given: Any) -> Duty:
    """A duty of ``roles``; ``given`` are its further parts."""
    return Duty(key, title, frozenset(roles), **given)
