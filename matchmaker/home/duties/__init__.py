"""Which kinds of things wait for whom: one table, read by the workbench."""

from matchmaker.core.authz import Actor
from matchmaker.home.duties.challenges import CHALLENGES
from matchmaker.home.duties.duty import ANY, Duty
from matchmaker.home.duties.judges import EXPERTS, JUDGES
from matchmaker.home.duties.officers import OFFICERS
from matchmaker.home.duties.owners import OWNERS
from matchmaker.home.duties.scouts import SCOUTS
from matchmaker.home.duties.undertakings import UNDERTAKINGS

__all__ = ["ANY", "DUTIES", "Duty", "duties_of"]

DUTIES: tuple[Duty, ...] = (*EXPERTS, *JUDGES, *OFFICERS, *OWNERS, *SCOUTS, *CHALLENGES, *UNDERTAKINGS)


def duties_of(actor: Actor) -> list[Duty]:
    """The duties of all roles the actor holds, in the order of the table."""
    return [duty for duty in DUTIES if not duty.roles.isdisjoint(actor.roles)]
