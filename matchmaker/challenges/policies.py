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
    OVERSEE = "challenge.oversee"
    """See the list of all challenges of one's region, drafts included."""
    LIST_OWN = "challenge.list_own"
    """See the list of the challenges that one's own firm issues."""
    LIST_BOTTLENECK = "challenge.list_bottleneck"
    """Put a need on the 卡脖子清单."""
    SEE_COUNCIL = "challenge.see_council"
    """See the advisory council and the 卡脖子清单 of one's regions."""
    KEEP_COUNCIL = "challenge.keep_council"
    """Appoint members of a region's advisory council and end their terms."""
    PROMOTE = "challenge.promote"
    """Make a challenge of a published need."""
    PREPARE = "challenge.prepare"
    """Write a challenge, submit it, answer questions, for the issuer."""
    BATCH = "challenge.batch"
    """Put challenges together in a batch (榜单)."""
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
    READ_SCORES = "challenge.read_scores"
    """Read the ranking with every reviewer's words, once all sheets are in, and what was objected."""
    OBJECT = "challenge.object"
    """Raise an objection within the publicity."""
    APPEAL = "challenge.appeal"
    """Appeal (申诉) against a decision on one's own challenge or bid."""
    READ_APPEAL = "challenge.read_appeal"
    """See an appeal: whose it is, and the city."""
    FIND_ON_APPEAL = "challenge.find_on_appeal"
    """Decide an appeal, for the city."""
    STOP = "challenge.stop"
    """Withdraw one's challenge (撤榜), for the issuer."""
    BID_SUBMIT = "bid.submit"
    """Draft, submit, replace and withdraw the team's own bid."""
    BID_READ = "bid.read"
    """Read an opened bid and its files: its team, the issuer, officers and leaders, who has a seat to judge it."""
    BID_ANSWER = "bid.answer"
    """Supply what was missing, report on milestones, for the team."""
    BID_QUALIFY = "bid.qualify"
    """Judge formalities: ask for papers, qualify, refuse."""
    BID_CHOOSE = "bid.choose"
    """Place a team, for the issuer who alone pays."""
    BID_DECIDE = "bid.decide"
    """Place, sign, review milestones, cut a race, conclude; the issuer only where it alone pays."""
    PAY = "bid.pay"
    """Record a payment for a passed milestone; the issuer only where it alone pays."""
    PLEDGE_READ = "bid.read_pledge"
    """Read a contract (军令状) and what became of it: its parties, officers, leaders."""
    PLEDGE_CONFIRM = "bid.confirm_pledge"
    """Confirm the text of a contract for one of its parties."""


PERMISSIONS = PermissionTable(
    {
        Permission.READ: (grant(Role.ENTERPRISE, over=OWN), grant(*KEEPERS, over=REGION)),
        Permission.OVERSEE: (grant(*KEEPERS, over=REGION),),
        Permission.LIST_OWN: (grant(Role.ENTERPRISE, over=OWN),),
        Permission.LIST_BOTTLENECK: (grant(Role.OFFICER, over=REGION),),
        Permission.SEE_COUNCIL: (grant(Role.OFFICER, Role.LEADER, Role.EXPERT),),
        Permission.KEEP_COUNCIL: (grant(Role.OFFICER, over=REGION),),
        Permission.PROMOTE: (grant(Role.OFFICER, over=REGION),),
        Permission.PREPARE: (grant(Role.ENTERPRISE, over=OWN), grant(Role.OFFICER, over=REGION)),
        Permission.BATCH: (grant(Role.OFFICER, over=REGION),),
        Permission.PRESCREEN: (grant(Role.OFFICER, over=REGION),),
        Permission.ARGUE: (grant(*JUDGES, over=ASSIGNED),),
        Permission.DECIDE: (grant(Role.OFFICER, Role.LEADER, over=REGION),),
        Permission.CHOOSE: (grant(Role.ENTERPRISE, over=OWN),),
        Permission.ASK: (grant(*TEAMS, Role.RESEARCHER),),
        Permission.AUTHORIZE_OPENING: (grant(*KEEPERS, over=ASSIGNED),),
        Permission.OPEN: (),
        Permission.JUDGE: (grant(*JUDGES, over=ASSIGNED),),
        Permission.READ_SCORES: (grant(*KEEPERS, over=REGION),),
        Permission.OBJECT: (grant(*TEAMS, Role.RESEARCHER, Role.EXPERT, Role.SCOUT),),
        Permission.APPEAL: (grant(*TEAMS, over=OWN),),
        Permission.READ_APPEAL: (grant(*TEAMS, over=OWN), grant(*KEEPERS, over=REGION)),
        Permission.FIND_ON_APPEAL: (grant(Role.OFFICER, over=REGION),),
        Permission.STOP: (grant(Role.ENTERPRISE, over=OWN),),
        Permission.BID_SUBMIT: (grant(*TEAMS),),
        Permission.BID_READ: (
            grant(*TEAMS, over=OWN),
            grant(Role.ENTERPRISE, over=PARTY),
            grant(*KEEPERS, over=REGION),
            grant(*JUDGES, over=ASSIGNED),
        ),
        Permission.BID_ANSWER: (grant(*TEAMS, over=OWN),),
        Permission.BID_QUALIFY: (grant(Role.OFFICER, over=REGION),),
        Permission.BID_CHOOSE: (grant(Role.ENTERPRISE, over=PARTY),),
        Permission.BID_DECIDE: (grant(Role.OFFICER, over=REGION), grant(Role.ENTERPRISE, over=PARTY)),
        Permission.PAY: (grant(Role.OFFICER, over=REGION), grant(Role.ENTERPRISE, over=PARTY)),
        Permission.PLEDGE_READ: (
            grant(*TEAMS, over=OWN),
            grant(Role.ENTERPRISE, over=PARTY),
            grant(*KEEPERS, over=REGION),
        ),
        Permission.PLEDGE_CONFIRM: (
            grant(*TEAMS, over=OWN),
            grant(Role.ENTERPRISE, over=PARTY),
            grant(Role.OFFICER, over=REGION),
        ),
    }
)
