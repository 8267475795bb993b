"""Which milestones a signature presupposes: the rule as data.

Where the seller is state-held, its decision on the price is covered only if
the price came about by listing or auction in a technology market, or by
agreement with a public notice (蚌埠重点任务分工第63项: 国有企事业单位). So 定价
is asked for before such a contract is signed, and 公示 where the price was
agreed. It holds where results change hands (转让, 许可, 作价入股), nowhere else.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from matchmaker.catalog.vocabulary import PRICING_METHODS, TRANSFER_MODES
from matchmaker.core.errors import Invalid
from matchmaker.core.i18n import N_

PRICED_MODES = frozenset({"assignment", "license_exclusive", "license_sole", "license_ordinary", "equity"})
SIGNED_MODES = {code: label for code, label in TRANSFER_MODES.items() if code != "negotiable"}
"""What a contract may come to; 面议 is an offer, not an outcome."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What a contract came to: a code of SIGNED_MODES and one of PRICING_METHODS; None: not said."""

    mode: str | None = None
    method: str | None = None

    @property
    def mode_label(self) -> str:
        return TRANSFER_MODES.get(self.mode or "", "")

    @property
    def columns(self) -> dict[str, str | None]:
        """As a deal keeps them."""
        return {"transfer_mode": self.mode, "pricing_method": self.method}


@dataclass(frozen=True, slots=True)
class Demand:
    """A milestone that must be noted before signing, for these modes and methods."""

    milestone: str
    modes: frozenset[str]
    methods: frozenset[str]

    def applies(self, terms: Terms) -> bool:
        return terms.mode in self.modes and terms.method in self.methods


DEMANDS = (
    Demand("pricing", PRICED_MODES, frozenset(PRICING_METHODS)),
    Demand("notice", PRICED_MODES, frozenset({"negotiated"})),
)


def unmet(terms: Terms, noted: Collection[str], *, state_held: bool) -> list[Demand]:
    """The demands that the milestones ``noted`` so far do not meet; none unless the seller is state-held.

    Raises Invalid at ``transfer_mode`` or ``pricing_method`` when a state-held
    seller does not say what the rule turns on.
    """
    if not state_held:
        return []
    if terms.mode is None:
        raise Invalid(fields={"transfer_mode": [N_("卖方是国有单位，请选择成交方式。")]})
    if terms.mode in PRICED_MODES and terms.method is None:
        raise Invalid(
            fields={"pricing_method": [N_("国有单位以转让、许可或作价入股成交，请选择定价方式。")]},
        )
    return [each for each in DEMANDS if each.applies(terms) and each.milestone not in noted]
