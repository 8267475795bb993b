"""Money is an integer number of 分; people read and type 万元."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, Inexact, InvalidOperation, localcontext

from matchmaker.core.errors import Invalid
from matchmaker.core.i18n import N_

FEN_PER_YUAN = 100
FEN_PER_WAN = 10_000 * FEN_PER_YUAN
LARGEST_WAN = Decimal(100_000_000)


def from_wan(text: str | Decimal) -> int:
    """分 from an amount in 万元, at most six decimals (exact to the 分).

    Raises Invalid for what is not a number, is negative, finer than a 分 or
    above 1 万亿元.
    """
    try:
        amount = text if isinstance(text, Decimal) else Decimal(text.strip().replace(",", "").replace("\uff0c", ""))
    except (InvalidOperation, AttributeError) as error:
        raise Invalid(N_("金额请填写数字，单位万元。")) from error
    if not amount.is_finite():
        raise Invalid(N_("金额请填写数字，单位万元。"))
    if amount < 0:
        raise Invalid(N_("金额不能为负数。"))
    if amount > LARGEST_WAN:
        raise Invalid(N_("金额过大，请核对单位是否为万元。"))
    try:
        with localcontext() as context:
            context.traps[Inexact] = True
            return int((amount * FEN_PER_WAN).to_integral_exact())
    except Inexact as error:
        raise Invalid(N_("金额最多精确到分（万元后六位小数）。")) from error


def to_wan(fen: int) -> Decimal:
    """万元 with two decimals, rounded half up, for showing."""
    return (Decimal(fen) / FEN_PER_WAN).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


def exact_wan(fen: int) -> str:
    """万元 without loss and without superfluous zeros, for form fields."""
    text = format((Decimal(fen) / FEN_PER_WAN).quantize(Decimal("0.000001")), "f")
    return text.rstrip("0").rstrip(".") or "0"
