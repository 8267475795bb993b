"""The machine of 揭榜挂帅, as data: a challenge's way and an opened bid's.

What an action asks for besides state and permission stands in ``GUARDS`` as a
sentence; ``services.guards`` has the code of the same names, and the diagram
in docs/guide is drawn from both tables. Which actions a profile has is in
``profiles``.

Bids begin here with their opening. What teams do before is no transition of a
row: a row that changes would be seen (see ``services.sealed_acts``).
"""

from matchmaker.challenges.workflow.appeal import APPEAL
from matchmaker.challenges.workflow.bid import BID
from matchmaker.challenges.workflow.challenge import CHALLENGE
from matchmaker.challenges.workflow.guards import GUARD_WORDS, GUARDS

__all__ = ["APPEAL", "BID", "CHALLENGE", "GUARDS", "GUARD_WORDS"]
