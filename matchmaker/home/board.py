"""The workbench: what waits for a person, late things first, each with its address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from flask.globals import request_ctx as request_context
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from matchmaker.core import clock
from matchmaker.core.authz import Actor
from matchmaker.core.calendar import add_working_days, subtract_working_days
from matchmaker.home.due import Due, due_at, due_on
from matchmaker.home.duties import ANY, Duty, duties_of
from matchmaker.home.queries.lines import Line, Waiting, waiting
from matchmaker.organizations.queries import settings

DUE = "due"


@dataclass(frozen=True, slots=True)
class Section:
    """A duty as the page shows it; ``tasks`` as in ``components/workbench.html``."""

    title: str
    total: int
    late: int
    tasks: list[dict[str, Any]]
    more_href: str


@dataclass(frozen=True, slots=True)
class Board:
    """Sections with something late, sections without, what moved, and the names of those that are empty."""

    late: list[Section]
    waiting: list[Section]
    news: list[Section]
    done: list[str]

    @property
    def total(self) -> int:
        return sum(section.total for section in (*self.late, *self.waiting))

    @property
    def late_total(self) -> int:
        return sum(section.late for section in self.late)


def board(session: Session, actor: Actor) -> Board:
    """What waits for ``actor``: two statements, the clocks' settings and everything else."""
    duties = [duty for duty in duties_of(actor) if _can_be_shown(duty)]
    days = _days(session, actor, duties)
    found = waiting(session, {duty.key: (duty.lines(actor), _late_before(duty, days)) for duty in duties})
    shown = [(duty, _section(duty, found[duty.key], days)) for duty in duties if duty.key in found]
    full = [section for duty, section in shown if not duty.is_news]
    return Board(
        late=[section for section in full if section.late],
        waiting=[section for section in full if not section.late],
        news=[section for duty, section in shown if duty.is_news],
        done=[_(duty.title) for duty in duties if duty.key not in found and not duty.is_news],
    )


def leads_somewhere(address: str) -> bool:
    """Whether the application has a page at ``address`` (with or without a query)."""
    adapter = request_context.url_adapter
    return bool(address) and adapter is not None and adapter.test(urlsplit(address).path, "GET")


def _can_be_shown(duty: Duty) -> bool:
    return all(leads_somewhere(place.format(id=1)) for place in duty.places.values())


def _days(session: Session, actor: Actor, duties: Sequence[Duty]) -> Mapping[str, Any]:
    keys = [duty.clock for duty in duties if duty.clock not in ("", DUE)]
    return settings(session, keys, min(actor.region_codes, default=None)) if keys else {}


def _late_before(duty: Duty, days: Mapping[str, Any]) -> datetime | None:
    if duty.clock in days:
        return subtract_working_days(clock.now(), int(days[duty.clock]))
    return clock.now() if duty.clock == DUE else None


def _section(duty: Duty, entry: Waiting, days: Mapping[str, Any]) -> Section:
    return Section(
        title=_(duty.title),
        total=entry.total,
        late=entry.late,
        tasks=[_task(duty, line, _due(duty, line, days)) for line in entry.lines],
        more_href=duty.list_place if leads_somewhere(duty.list_place) else "",
    )


def _task(duty: Duty, line: Line, due: Due | None) -> dict[str, Any]:
    place = duty.places.get(line.kind) or duty.places[ANY]
    words = {"note": line.note, "number": line.number}
    why = _(duty.why, **words) if line.note or "%(note)s" not in duty.why else ""
    mark = duty.marks.get(line.rank) or duty.marks.get(line.kind)
    return {
        "title": line.title,
        "href": place.format(id=line.id),
        "action": _(duty.action),
        "why": " · ".join(part for part in (_(mark) if mark else "", why) if part),
        "due": due.words if due else "",
        "late": due.late if due else False,
    }


def _due(duty: Duty, line: Line, days: Mapping[str, Any]) -> Due | None:
    if duty.clock == "":
        return None
    if line.day is not None:
        return due_on(line.day)
    if line.at is None:
        return None
    return due_at(line.at if duty.clock == DUE else add_working_days(line.at, int(days[duty.clock])))
