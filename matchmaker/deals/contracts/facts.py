"""What people state of a contract: what it is about, and one of its instalments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Line:
    """An instalment as it is typed; amounts in 分. ``paid_on`` and ``paid_amount`` go together."""

    condition: str
    due_on: date | None
    amount: int | None
    paid_on: date | None = None
    paid_amount: int | None = None


@dataclass(frozen=True, slots=True)
class Particulars:
    """What a contract is about: codes as in ``models``, None for what is not known; amounts in 分."""

    name: str
    kind: str | None = None
    development_mode: str | None = None
    amount: int | None = None
    technology_amount: int | None = None
    ip_kinds: tuple[str, ...] = ()
    payment_mode: str | None = None
    pricing_method: str | None = None
    field_code: str | None = None
    valid_until: date | None = None
