"""统一社会信用代码 (GB 32100-2015): 18 characters, the last one a check character.

1 registering authority, 1 category, 6 digits of region, 9 of the
organisation, 1 check. Letters I, O, S, V, Z are not used. The check character
makes the sum of each character's value times 3^i (mod 31) divisible by 31.
"""

from __future__ import annotations

import re
import unicodedata

from matchmaker.core.i18n import N_

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
MODULUS = 31
WEIGHTS = tuple(pow(3, position, MODULUS) for position in range(17))
LENGTH = 18
PATTERN = re.compile(rf"[{ALPHABET}]{{2}}[0-9]{{6}}[{ALPHABET}]{{10}}")


def normalize(text: str) -> str:
    """As typed by people: full-width to ASCII, upper case, blanks and hyphens gone."""
    return re.sub(r"[\s\-]", "", unicodedata.normalize("NFKC", text)).upper()


def check_character(first: str) -> str:
    """The 18th character for the 17 before it; ValueError for characters not in use."""
    total = sum(ALPHABET.index(character) * weight for character, weight in zip(first, WEIGHTS, strict=True))
    return ALPHABET[-total % MODULUS]


def problem(code: str) -> str | None:
    """What is wrong with a normalised code, in Chinese, or None."""
    if len(code) != LENGTH:
        return N_("统一社会信用代码应为 18 位。")
    if not PATTERN.fullmatch(code):
        return N_("统一社会信用代码只含数字和大写字母（不含 I、O、S、V、Z），第 3 至 8 位为数字。")
    if code[-1] != check_character(code[:-1]):
        return N_("统一社会信用代码的校验位不符，请对照营业执照检查是否有误。")
    return None
