"""A deal from where its reader stands: an officer, a leader, or one of the two sides."""

from __future__ import annotations

from dataclasses import dataclass

from matchmaker.catalog import disclosure
from matchmaker.core.authz import Actor, Role
from matchmaker.deals.counterparts import as_seen
from matchmaker.deals.explanations import Shown, shown
from matchmaker.deals.models import Deal, DealReply, Side
from matchmaker.deals.queries import sides_of
from matchmaker.organizations.models import Organization

PATHS = {Side.NEED: "/needs", Side.ACHIEVEMENT: "/achievements"}


@dataclass(frozen=True, slots=True)
class Viewpoint:
    """``mine``: the sides the reader speaks for; empty for officers and leaders."""

    is_officer: bool
    is_leader: bool
    mine: tuple[Side, ...]

    @property
    def oversees(self) -> bool:
        return self.is_officer or self.is_leader


@dataclass(frozen=True, slots=True)
class Panel:
    """One side of a deal as its reader may see it; ``contact`` is None where it is held back."""

    side: Side
    title: str
    href: str
    organization: str
    region: str
    summary: str
    contact: Organization | None
    reply: DealReply | None
    is_mine: bool


def viewpoint(actor: Actor, deal: Deal) -> Viewpoint:
    """Where ``actor``, who may read the deal, stands."""
    covers = any(actor.covers(code) for code in deal.scope.regions)
    is_officer = actor.is_system or (covers and actor.has(Role.OFFICER))
    is_leader = covers and actor.has(Role.LEADER)
    mine = () if is_officer or is_leader else tuple(sides_of(actor, deal))
    return Viewpoint(is_officer, is_leader, mine)


def panels(deal: Deal, view: Viewpoint) -> list[Panel]:
    """The need's side, then the achievement's."""
    given = {Side(reply.side): reply for reply in deal.replies}
    return [_panel(deal, side, view, given.get(side)) for side in Side]


def explanation(deal: Deal, view: Viewpoint) -> Shown:
    """The officer's grounds, as far as the reader may know them."""
    others = [side.other for side in view.mine]
    in_full = view.oversees or all(disclosure.is_open(deal.record(side)) for side in others)
    return shown(deal.explanation, in_full=in_full)


def awaited(deal: Deal, view: Viewpoint) -> list[Side]:
    """The reader's sides that have still to answer."""
    given = {reply.side for reply in deal.replies}
    return [side for side in view.mine if side not in given]


def _panel(deal: Deal, side: Side, view: Viewpoint, reply: DealReply | None) -> Panel:
    record = deal.record(side)
    introduced = deal.introduced_at is not None
    knows = view.oversees or side in view.mine
    face = as_seen(record, introduced=introduced or knows)
    href = f"{PATHS[side]}/{record.id}" if knows or disclosure.is_listed(record) else ""
    sees_contact = view.is_officer or side in view.mine or (introduced and bool(view.mine))
    return Panel(
        side,
        face.title,
        href,
        face.organization,
        face.region,
        record.one_liner if knows else face.summary,
        record.organization if sees_contact else None,
        reply,
        side in view.mine,
    )
