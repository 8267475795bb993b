"""Before a challenge is posted its key is made, by officers who are named then and there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from matchmaker.challenges.models import Challenge, ChallengeState, KeyHolder, OpeningAuthorization
from matchmaker.challenges.policies import KEEPERS, PERMISSIONS, Permission
from matchmaker.challenges.queries import lock
from matchmaker.challenges.sealing.boxes import ALGORITHM
from matchmaker.challenges.sealing.officers import FEWEST
from matchmaker.core import audit
from matchmaker.core.authz import Actor
from matchmaker.core.errors import Conflict, Invalid
from matchmaker.core.i18n import N_
from matchmaker.organizations.models import RoleGrant
from matchmaker.organizations.queries.actors import in_force

SHORTEST_PASSPHRASE = 12
BEFORE = frozenset({ChallengeState.APPROVED, ChallengeState.UNFILLED})


def check_passphrases(passphrases: Mapping[int, str]) -> None:
    """Raise Invalid for fewer than three officers, or words that are short or shared."""
    if len(passphrases) < FEWEST:
        raise Invalid(fields={"officers": [N_("至少指定三名人员，其中任意两名可以启封。")]})
    if min(map(len, passphrases.values())) < SHORTEST_PASSPHRASE:
        raise Invalid(fields={"passphrase": [N_("口令至少 12 个字符。")]})
    if len(set(passphrases.values())) < len(passphrases):
        raise Invalid(fields={"passphrase": [N_("各人的口令不能相同。")]})


def adopt_key(
    session: Session, challenge_id: int, *, officers: Iterable[int], public_key: bytes, actor: Actor
) -> Challenge:
    """Store who holds a share and the public key; the shares themselves are kept outside (``keys``).

    Raises Conflict when the challenge has a key or is not about to be
    posted, Invalid for fewer than three or people who are neither officer nor leader.
    """
    challenge = lock(session, challenge_id)
    PERMISSIONS.require(actor, Permission.OPEN, challenge)
    if challenge.state not in BEFORE or challenge.public_key is not None:
        raise Conflict(N_("现在不能生成密钥：榜题不在待张榜状态，或已有密钥。"))
    named = sorted(set(officers))
    able = select(RoleGrant.user_id).where(RoleGrant.user_id.in_(named), RoleGrant.role.in_(KEEPERS), in_force())
    if len(named) < FEWEST or set(session.scalars(able)) != set(named):
        raise Invalid(fields={"officers": [N_("至少指定三名联络员或领导，其中任意两名可以启封。")]})
    for model in (OpeningAuthorization, KeyHolder):
        session.execute(delete(model).where(model.challenge_id == challenge.id))
    session.add_all(KeyHolder(challenge_id=challenge.id, user_id=user) for user in named)
    challenge.public_key, challenge.algorithm = public_key.hex(), ALGORITHM
    session.flush()
    audit.record(
        session,
        actor,
        "challenge.key_made",
        "challenge",
        challenge.id,
        officers=named,
        public_key=challenge.public_key,
        algorithm=ALGORITHM,
    )
    return challenge
