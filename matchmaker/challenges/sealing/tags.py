"""Blind names of envelopes: who holds the installation's secret can look one up, nobody can read one.

A team's first act is looked for under one name, its second under another. The
names of empty envelopes are of the same kind, so that a copy of the database
tells neither whose an envelope is nor whether anything is in it.
"""

from __future__ import annotations

import hashlib
import hmac

SECRET_NAME = "bid-blinding"  # noqa: S105 - the name of a file, not what is in it
MOST_ACTS = 40


def of_act(secret: bytes, challenge_id: int, organization_id: int, number: int) -> str:
    """The tag of a team's act ``number`` (from 1)."""
    return _tag(secret, "act", challenge_id, organization_id, number)


def of_kind(secret: bytes, challenge_id: int, organization_id: int, number: int, kind: str) -> str:
    """The mark that tells, to who holds the secret, what kind of act it was."""
    return _tag(secret, "kind", challenge_id, organization_id, number, kind)


def of_empty(secret: bytes, challenge_id: int, number: int) -> str:
    """The tag of the challenge's empty envelope ``number``."""
    return _tag(secret, "empty", challenge_id, number)


def of_draft(secret: bytes, challenge_id: int, organization_id: int) -> str:
    """The name of a team's draft."""
    return _tag(secret, "draft", challenge_id, organization_id)


def _tag(secret: bytes, *parts: int | str) -> str:
    return hmac.new(secret, "|".join(map(str, parts)).encode(), hashlib.sha256).hexdigest()
