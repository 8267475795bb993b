"""Texts to be sent by 短信: how long they are for the network, and made short.

Chinese is sent in UCS-2: 70 characters in one message, or 67 in each of
several, which carry where they belong (3GPP TS 23.040, 9.2.3.24). Charged is
each of them.
"""

from __future__ import annotations

SINGLE, JOINED = 70, 67
MOST = 2
"""How many messages a text is given when its title and link are not longer by themselves."""


def length(text: str) -> int:
    """Characters as the network counts them: UTF-16 units, so that rare characters and emoji are two."""
    return len(text.encode("utf-16-le")) // 2


def segments(text: str) -> int:
    """How many messages ``text`` is sent as; 0 for none."""
    units = length(text)
    if units <= SINGLE:
        return min(units, 1)
    return -(-units // JOINED)


def shortened(title: str, body: str, link: str) -> str:
    """``title``, as many whole sentences of ``body`` as fit into two messages, and ``link`` on a line of its own.

    A title and a link that are too long for that are left whole.
    """
    head, tail = title, f"\n{link}" if link else ""
    for sentence in _sentences(body):
        joint = "" if head.endswith(tuple("。！？；：")) else "。"
        longer = f"{head}{joint}{sentence}"
        if segments(longer + tail) > MOST:
            break
        head = longer
    return head + tail


def _sentences(text: str) -> list[str]:
    flat = " ".join(text.split())
    return [part for part in flat.replace("。", "。\n").split("\n") if part.strip()]
