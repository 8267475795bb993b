"""Links in mails by which their reader chooses, without signing in, what else is mailed.

A link holds account and topics under the site's signature, and is bound to
the mail address it was sent to: after a change of address old ones are dead.
It opens nothing but that choice.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from itsdangerous import BadData, URLSafeSerializer

from matchmaker.accounts.topics import CHOSEN, Topic

SALT = "mail-choice"
LONGEST = 400


@dataclass(frozen=True, slots=True)
class MailLink:
    """What a link is good for; ``address`` is a digest of the mail address."""

    user_id: int
    address: str
    topics: tuple[Topic, ...]

    def fits(self, email: str | None) -> bool:
        """Whether the account still has the address that the link was sent to."""
        return email is not None and self.address == _digest(email)


def signed(secret: str, user_id: int, email: str, topics: Iterable[Topic]) -> str:
    """The token of a mail to ``email`` about ``topics``."""
    return str(_serializer(secret).dumps([user_id, _digest(email), [topic.value for topic in topics]]))


def read(secret: str, token: str) -> MailLink | None:
    """What the token says; None when it is not ours."""
    try:
        user_id, address, topics = _serializer(secret).loads(token[:LONGEST])
    except BadData:
        return None
    return MailLink(user_id, address, tuple(topic for topic in CHOSEN if topic in topics))


def visible_path(token: str) -> str:
    """Where people see and change the choice."""
    return f"/mail-choice/{token}"


def one_click_path(token: str) -> str:
    """Where mail programs stop it at one click."""
    return f"/mail-choice/{token}/stop"


def _digest(email: str) -> str:
    return hashlib.sha256(email.strip().lower().encode()).hexdigest()[:16]


def _serializer(secret: str) -> URLSafeSerializer:
    return URLSafeSerializer(secret, salt=SALT, signer_kwargs={"digest_method": hashlib.sha256})
