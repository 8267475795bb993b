"""One spelling for an organisation's name, so that the same unit is found again."""

from __future__ import annotations

import re
import unicodedata

BLANKS = re.compile(r"\s+")
BESIDE_CHINESE = re.compile(r"(?<=[\u3400-\u9fff（）]) | (?=[\u3400-\u9fff（）])")
TO_CHINESE = str.maketrans("()", "（）")


def normalize(name: str) -> str:
    """Full-width letters to ASCII, brackets to Chinese ones, no blanks beside Chinese characters."""
    plain = BLANKS.sub(" ", unicodedata.normalize("NFKC", name)).strip().translate(TO_CHINESE)
    return BESIDE_CHINESE.sub("", plain)
