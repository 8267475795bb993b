"""Amounts of money in capital characters (大写), as they stand on contracts and vouchers.

Source: 《支付结算办法》附一《正确填写票据和结算凭证的基本规定》: one 零 for zeros in between, 整 after 元 or
角, none after 分.
"""

from __future__ import annotations

from matchmaker.core.money import FEN_PER_YUAN

DIGITS = "零壹贰叁肆伍陆柒捌玖"
PLACES = ((1000, "仟"), (100, "佰"), (10, "拾"), (1, ""))
GROUPS = ((10**8, "亿"), (10**4, "万"))
TENTH = 10


def capital(fen: int) -> str:
    """``fen`` 分 in capital characters: 人民币贰佰万元整. Raises ValueError for less than nothing."""
    if fen < 0:
        raise ValueError("no negative amount in capital characters")
    yuan, rest = divmod(fen, FEN_PER_YUAN)
    tenths, hundredths = divmod(rest, TENTH)
    text = f"{_whole(yuan)}元" if yuan or not rest else ""
    if tenths:
        text += f"{DIGITS[tenths]}角"
    elif yuan and hundredths:
        text += DIGITS[0]
    return f"人民币{text}{DIGITS[hundredths]}分" if hundredths else f"人民币{text}整"


def _whole(number: int) -> str:
    """A whole number; 亿 and 万 each split it into what stands before and after them."""
    for size, name in GROUPS:
        if number >= size:
            before, after = divmod(number, size)
            gap = DIGITS[0] if 0 < after < size // TENTH else ""
            return _whole(before) + name + gap + (_whole(after) if after else "")
    return _small(number)


def _small(number: int) -> str:
    """A number below ten thousand."""
    text = ""
    for size, name in PLACES:
        digit = number // size % TENTH
        if digit:
            text += DIGITS[digit] + name
        elif text and number % size and not text.endswith(DIGITS[0]):
            text += DIGITS[0]
    return text or DIGITS[0]
