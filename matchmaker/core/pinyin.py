"""The order of Chinese names, the same on every database.

Databases order Chinese each in their own way; we order by a stored key that
is plain ASCII, in a column that compares bytes (``db.sort_key``).
"""

from __future__ import annotations

import unicodedata

from pypinyin import Style, lazy_pinyin


def pinyin_key(text: str, length: int = 300) -> str:
    """A key of at most ``length`` ASCII characters by which ``text`` is put in pinyin order.

    Syllables carry their tone as a digit, so that 山西 (shan1 xi1) stands
    before 陕西 (shan3 xi1); other scripts keep their letters in lower case.
    """
    plain = unicodedata.normalize("NFKC", text)
    parts = lazy_pinyin(plain, style=Style.TONE3, neutral_tone_with_five=True)
    letters = " ".join(part.strip().lower() for part in parts if part.strip())
    return letters.encode("ascii", "ignore").decode()[:length]
