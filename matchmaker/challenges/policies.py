"""Who may do what with open challenges.

Belonging: ``organization`` the issuer's own challenge (of a bid: the team's
own), ``region`` the officer's region, ``assigned`` a seat on a panel or a key
given by name, ``party`` a bid for one's own challenge. Acts of 市科技局
are further bound to the city (``services.step``).
"""

from __future__ import annotations

from enum import StrEnum

from matchmaker.core.authz import Ownership, PermissionTable, Role, grant

OWN, REGION, ASSIGNED, PARTY = Ownership.ORGANIZATION, Ownership.REGION, Ownership.ASSIGNED, Ownership.PARTY
TEAMS = (Role.UNIVERSITY_OFFICE, Role.ENTERPRISE)
JUDGES = (Role.EXPERT, Role.ENTERPRISE, Role.UNIVERSITY_OFFICE)
KEEPERS = (Role.OFFICER, Role.LEADER)


class Permission(StrEnum):
    """Named ``challenge.<verb>`` and ``bid.<verb>``."""

    READ = "challenge.read"
    """Read the working page of a challenge, from its draft to its end."""
    LIST_BOTTLENECK = "challenge.list_bottleneck"
    """Put a need on the 卡脖子清单."""
    PROMOTE = "challenge.promote"
    """Make a challenge of a published need."""
    PREPARE = "challenge.prepare"
    """Write a challenge, submit it, answer questions, for the issuer."""
    PRESCREEN = "challenge.prescreen"
    """Check completeness and credit, form panels, handle what follows."""
    ARGUE = "challenge.argue"
    """Say, from a seat on the panel, what one holds of need and money."""
    DECIDE = "challenge.decide"
    """Decide for the city: approve, post, publicise, pay, conclude."""
    CHOOSE = "challenge.choose"
    """Choose a team with a reason, where the issuer alone pays."""
    ASK = "challenge.ask"
    """Ask a public question about a posted challenge."""
    AUTHORIZE_OPENING = "challenge.authorize_opening"
    """Release the opening of the bids, as a named officer."""
    OPEN = "challenge.open"
    """Open the bids; the command on the operator's host, with two officers' words."""
    JUDGE = "challenge.judge"
    """Declare conflicts and score, from a seat on the panel."""
    OBJECT = "challenge.object"
    """Raise an objection within the publicity."""
    STOP = "challenge.stop"
    """Withdraw one's challenge (撤榜), for the issuer."""
    BID_READ = "bid.read"
    """Read how an opened bid fares: the team its own, the issuer, officers and leaders."""
    BID_SUBMIT = "bid.submit"
    """Draft, submit, replace and withdraw the team's own bid."""
    BID_ANSWER = "bid.answer"
    """Supply what was missing, report on milestones, for the team."""
    BID_QUALIFY = "bid.qualify"
    """Judge formalities: ask for papers, qualify, refuse."""
    BID_CHOOSE = "bid.choose"
    """Place a team, for the issuer who alone pays."""
    BID_DECIDE = "bid.decide"
    """Place, sign, review milestones, cut a race, conclude; the issuer only where it alone pays."""
    PAY = "bid.pay"
    """Record a payment for a passed milestone."""


PERMISSIONS = PermissionTable(
    {
        Permission.READ: (grant(Role.ENTERPRISE, over=OWN), grant(*KEEPERS, over=REGION)),
        Permission.LIST_BOTTLENECK: (grant(Role.OFFICER, over=REGION),),
        Permission.PROMOTE: (grant(Role.OFFICER, over=REGION),),
        Permission.PREPARE: (grant(Role.ENTERPRISE, over=OWN), grant(Role.OFFICER, over=REGION)),
        Permission.PRESCREEN: (grant(Role.OFFICER, over=REGION),),
        Permission.ARGUE: (grant(*JUDGES, over=ASSIGNED),),
        Permission.DECIDE: (grant(Role.OFFICER, Role.LEADER, over=REGION),),
        Permission.CHOOSE: (grant(Role.ENTERPRISE, over=OWN),),
        Permission.ASK: (grant(*TEAMS, Role.RESEARCHER),),
        Permission.AUTHORIZE_OPENING: (grant(*KEEPERS, over=ASSIGNED),),
        Permission.OPEN: (),
        Permission.JUDGE: (grant(*JUDGES, over=ASSIGNED),),
        Permission.OBJECT: (grant(*TEAMS, Role.RESEARCHER, Role.EXPERT, Role.SCOUT),),
        Permission.STOP: (grant(Role.ENTERPRISE, over=OWN),),
        Permission.BID_READ: (
            grant(*TEAMS, over=OWN),
            grant(Role.ENTERPRISE, over=PARTY),
            grant(*KEEPERS, over=REGION),
        ),
        Permission.BID_SUBMIT: (grant(*TEAMS),),
        Permission.BID_ANSWER: (grant(*TEAMS, over=OWN),),
        Permission.BID_QUALIFY: (grant(Role.OFFICER, over=REGION),),
        Permission.BID_CHOOSE: (grant(Role.ENTERPRISE, over=PARTY),),
        Permission.BID_DECIDE: (grant(Role.OFFICER, over=REGION), grant(Role.ENTERPRISE, over=PARTY)),
        Permission.PAY: (grant(Role.OFFICER, over=REGION),),
    }
)
